import { type Failure, toFailure } from '../api/problem.js';

/** Something that is fetched: not asked for, on its way (with the former value), there, or failed. */
export type Async<T> =
  | { readonly state: 'idle'; readonly value?: undefined; readonly error?: undefined }
  | { readonly state: 'pending'; readonly value?: T; readonly error?: undefined }
  | { readonly state: 'ready'; readonly value: T; readonly error?: undefined }
  | { readonly state: 'failed'; readonly value?: T; readonly error: Failure };

const idle = { state: 'idle' } as const;

/** One asynchronous value. A newer run aborts the older, whose end is not heard any more. */
export class Run<T> {
  /** How it stands. */
  now: Async<T> = idle;
  readonly #changed: () => void;
  #abort?: AbortController;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether it is on its way. */
  get pending(): boolean {
    return this.now.state === 'pending';
  }

  /** Runs, and answers the value; undefined when it failed or was overtaken. */
  async start(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.#abort?.abort();
    const { signal } = (this.#abort = new AbortController());
    const { value } = this.now;
    this.#set({ state: 'pending', value });
    try {
      const result = await work(signal);
      if (signal.aborted) return;
      this.#set({ state: 'ready', value: result });
      return result;
    } catch (error) {
      if (!signal.aborted) this.#set({ state: 'failed', error: toFailure(error), value });
    }
    return;
  }

  /** Stops a run as if it had not been started; true when there was one. */
  stop(): boolean {
    const { pending } = this;
    if (pending) this.set(this.now.value);
    return pending;
  }

  /** Sets the value, or forgets it. */
  set(value?: T): void {
    this.#abort?.abort();
    this.#set(value === undefined ? idle : { state: 'ready', value });
  }

  #set(now: Async<T>) {
    this.now = now;
    this.#changed();
  }
}
