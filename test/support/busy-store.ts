import { ask, type StoreName } from '../../src/session/store.js';

let isBusy = false;

const free = () => (isBusy = false);

afterEach(free);

/** Keeps the browser's storage busy until what it answers is called, or the test is over: what is read or written meanwhile waits. */
export async function busyStore(name: StoreName): Promise<() => void> {
  isBusy = true;
  await new Promise<void>((resolve, reject) => {
    ask(name, (store) => {
      // A transaction lasts as long as there is something to ask.
      const goOn = () => {
        resolve();
        if (isBusy) store.count().onsuccess = goOn;
      };
      const first = store.count();
      first.onsuccess = goOn;
      return first;
    }).catch(reject);
  });
  return free;
}
