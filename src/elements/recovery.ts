/** How far somebody has come on the way to a new password: asks for a link, or came by one. */
export interface Recovery {
  readonly view: 'forgotten' | 'reset';
  /** The link's. */
  readonly token?: string;
}

/** Reads it from a hash; nothing when the hash says something else. */
export function parseRecovery(hash: string): Recovery | undefined {
  const [, view, token] = /^#\/(forgotten|reset)(?:\/([\w-]+))?$/.exec(hash) ?? [];
  return view ? { view: view as 'reset', token } : undefined;
}

/** Reads it from the page's address, and takes a link's token out of there: only the page that was opened may know it. */
export function takeRecovery(former?: Recovery): Recovery | undefined {
  const recovery = parseRecovery(location.hash);
  if (recovery?.token) {
    history.replaceState(history.state, '', location.pathname + location.search + '#/' + recovery.view);
  }
  return recovery?.view === former?.view && !recovery?.token ? former : recovery;
}
