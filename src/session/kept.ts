import { ask, memory } from './store.js';

const beginning = (start: string) => IDBKeyRange.bound(start, start + '\uffff');

/** Everything that is kept of drafts under keys that begin so, in the order of the keys. */
export async function readAll<T>(start: string): Promise<T[]> {
  const remembered = [...memory].filter(([key]) => key.startsWith('drafts' + start)).map(([, value]) => value as T);
  const stored = await ask<T[]>('drafts', (store) => store.getAll(beginning(start)) as IDBRequest<T[]>).catch(() => []);
  return [...stored, ...remembered];
}

/** Keeps something behind everything under keys that begin so; undefined keeps nothing. */
export async function append<T>(start: string, make: (all: readonly T[], key: string) => T | undefined): Promise<void> {
  const next = (all: readonly T[], last = start) => {
    const key = start + String(Number(last.slice(start.length)) + 1).padStart(9, '0');
    return [make(all, key), key] as const;
  };
  try {
    await ask('drafts', (store) => {
      const keys = store.getAllKeys(beginning(start));
      const all = store.getAll(beginning(start)) as IDBRequest<T[]>;
      all.onsuccess = () => {
        const [value, key] = next(all.result, keys.result.at(-1) as string | undefined);
        if (value !== undefined) store.put(value, key);
      };
      return all;
    });
  } catch {
    const [value, key] = next(await readAll<T>(start), `${start}${Date.now()}`);
    if (value !== undefined) memory.set('drafts' + key, value);
  }
}
