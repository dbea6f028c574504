import { ask, forget, memory, read, write } from './store.js';

/**
 * Changes a draft in one go, so that no other tab changes it in between. What is answered takes the place of what is there; undefined
 * leaves it as it is, and null takes it away.
 */
export async function change<T>(key: string, act: (value?: T) => T | null | undefined): Promise<void> {
  const inMemory = async (): Promise<void> => {
    const value = act(await read<T>('drafts', key));
    if (value === null) await forget('drafts', key);
    else if (value !== undefined) await write('drafts', key, value);
  };
  if (memory.has('drafts' + key)) return inMemory();
  await ask('drafts', (store) => {
    const request = store.get(key) as IDBRequest<T | undefined>;
    request.onsuccess = () => {
      const value = act(request.result);
      if (value === null) store.delete(key);
      else if (value !== undefined) store.put(value, key);
    };
    return request;
  }).catch(inMemory);
}
