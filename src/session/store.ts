/** What is kept in the browser: who is signed in, and what was typed but not sent. */
export type StoreName = 'sessions' | 'drafts';

// Where the browser keeps nothing (a sandbox, a private window), the page remembers as long as it stands.
export const memory = new Map<string, unknown>();

let opened: Promise<IDBDatabase> | undefined;

const open = () =>
  (opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('portico', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('sessions');
      request.result.createObjectStore('drafts');
    };
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = database.onclose = () => {
        database.close();
        opened = undefined;
      };
      resolve(database);
    };
    request.onerror = () => reject(request.error!);
    // Some browsers never answer when their storage is broken.
    setTimeout(reject, 3000, 'storage');
  }));

/** Does something with a store, in a transaction of its own. */
export const ask = async <T>(name: StoreName, act: (store: IDBObjectStore) => IDBRequest<T>) => {
  const transaction = (await open()).transaction(name, 'readwrite');
  const request = act(transaction.objectStore(name));
  return new Promise<T>((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error!);
  });
};

/** Reads what is kept under a key. */
export async function read<T>(name: StoreName, key: string): Promise<T | undefined> {
  const kept = memory.get(name + key) as T | undefined;
  return kept ?? (await ask<T>(name, (store) => store.get(key) as IDBRequest<T>).catch(() => undefined));
}

/** Keeps a value under a key. */
export async function write(name: StoreName, key: string, value: unknown): Promise<void> {
  try {
    await ask(name, (store) => store.put(value, key));
    memory.delete(name + key);
  } catch {
    memory.set(name + key, value);
  }
}

const range = (start: string) => IDBKeyRange.bound(start, start + '\uffff');

/** Whether something is kept under a key that begins so. */
export async function holds(name: StoreName, start: string): Promise<boolean> {
  const count = await ask(name, (store) => store.count(range(start))).catch(() => 0);
  return !!count || [...memory.keys()].some((key) => key.startsWith(name + start));
}

/** Forgets every key that begins so. */
export async function forget(name: StoreName, start: string): Promise<void> {
  for (const key of memory.keys()) if (key.startsWith(name + start)) memory.delete(key);
  await ask(name, (store) => store.delete(range(start))).catch(() => {});
}
