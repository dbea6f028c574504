import type { Session } from './session.js';
import { forget, read, write } from './store.js';

/** A sign-in at an identity provider that this browser began. */
export interface Begun {
  readonly challenge: string;
  /** What only this browser knows; the portal asks for it at the end. */
  readonly verifier: string;
}

/** What is kept of it, for a page that is left meanwhile. */
interface Kept {
  readonly verifier: string;
  /** The hash of the page it began at. */
  readonly hash: string;
}

// Not under the session's own key: it has to outlive the check of a session that has ended.
const keyOf = ({ src, profile }: Session, challenge = ''): string => `sign-in ${src} ${profile}\n${challenge}`;

const encode = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');

/** Makes ready what a sign-in begins with: there is no time for that in the click. */
export async function prepare(): Promise<Begun> {
  const verifier = encode(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: encode(new Uint8Array(digest)) };
}

/** Keeps a sign-in for the page that it will come back to. */
export function keep(session: Session, { challenge, verifier }: Begun): Promise<void> {
  return write('sessions', keyOf(session, challenge), { verifier, hash: location.hash } satisfies Kept);
}

/** The sign-in that the page's address says has come back; nothing when it is not this session's. Good once. */
export async function comeBack(session: Session): Promise<(Begun & { code: string }) | undefined> {
  const [, code, challenge] = /^#\/signed-in\/([\w-]+)\/([\w-]+)$/.exec(location.hash) ?? [];
  const kept = challenge && (await read<Kept>('sessions', keyOf(session, challenge)));
  if (!kept) return;
  await forgetBegun(session);
  goTo(kept.hash);
  return { challenge, code: code!, verifier: kept.verifier };
}

/** Forgets what was begun: somebody has signed in, or it has come back. */
export function forgetBegun(session: Session): Promise<void> {
  return forget('sessions', keyOf(session));
}

/** Puts another hash into the page's address, in place of this one, and lets those who follow it know. */
export function goTo(hash: string): void {
  if (hash) location.replace(hash);
  // An address without a hash would load the page again.
  else history.replaceState(history.state, '', location.pathname + location.search);
}
