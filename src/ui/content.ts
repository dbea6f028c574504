import type * as Content from '../content/message.js';

let loading: Promise<typeof Content> | undefined;

/** Fetches the sanitiser; begun while the messages are still on their way. */
export function loadContent(): Promise<typeof Content> {
  loading ??= import('../content/message.js');
  // What did not arrive may arrive the next time.
  loading.catch(() => (loading = undefined));
  return loading;
}

export type { Content };
