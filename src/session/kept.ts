import { ask, forget, memory, read, write } from './store.js';

const beginning = (start: string) => IDBKeyRange.bound(start, start + '\uffff');

/** Everything that is kept of drafts under keys that begin so, in the order of the keys. */
export async function readAll<T>(start: string): Promise<T[]> {
  const remembered = [...memory].filter(([key]) => key.startsWith('drafts' + start)).map(([, value]) => value as T);
  const stored = await ask<T[]>('drafts', (store) => store.getAll(beginning(start)) as IDBRequest<T[]>).catch(() => []);
  return [...stored, ...remembered];
}

/** The keys of everything that is kept of drafts. */
export async function allKeys(): Promise<string[]> {
  const stored = await ask('drafts', (store) => store.getAllKeys()).catch(() => []);
  return [...stored.map(String), ...[...memory.keys()].map((key) => key.replace(/^drafts/, ''))];
}

/**
 * Changes a draft in one go, so that no other tab changes it in between. What is answered takes the place of what is there; undefined
 * leaves it as it is, and null takes it away.
 */
export async function change<T>(key: string, act: (value?: T) => T | null | undefined): Promise<void> {
  try {
    if (memory.has('drafts' + key)) throw memory;
    await ask('drafts', (store) => {
      const request = store.get(key) as IDBRequest<T | undefined>;
      request.onsuccess = () => {
        const value = act(request.result);
        if (value === null) store.delete(key);
        else if (value !== undefined) store.put(value, key);
      };
      return request;
    });
  } catch {
    const value = act(await read<T>('drafts', key));
    if (value === null) await forget('drafts', key);
    else if (value !== undefined) await write('drafts', key, value);
  }
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
