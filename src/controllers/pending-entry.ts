import { ProofKey } from '../api/proof.js';
import type { Session } from '../session/session.js';
import { forget, read, write } from '../session/store.js';

/** What is kept of it, for a page that is loaded anew while somebody reads. */
interface Kept {
  readonly key: CryptoKeyPair;
  /** Milliseconds, by this browser's clock. */
  readonly until: number;
}

// As long as the portal keeps it.
const lifetime = 10 * 60_000;

/** Somebody who has shown who they are and still has to agree to something: what the portal knows them by. */
export class PendingEntry {
  /** The key they came with; none where a cookie says who they are. */
  readonly key: ProofKey | undefined;
  readonly #place: string;

  private constructor(place: string, key?: ProofKey) {
    this.#place = place;
    this.key = key;
  }

  /** The entry of a session: of the sign-in just tried, or of the one before the page was loaded anew; undefined when there is none. */
  static async of({ storageKey, byCookie, key }: Session): Promise<PendingEntry | undefined> {
    const place = storageKey + 'consent';
    // The cookie is still there, or the portal will say that it is not.
    if (byCookie) return new PendingEntry(place);
    if (key) {
      await write('sessions', place, { key: key.pair, until: Date.now() + lifetime } satisfies Kept);
      return new PendingEntry(place, key);
    }
    const kept = await read<Kept>('sessions', place);
    if (!kept) return;
    if (kept.until > Date.now()) return new PendingEntry(place, new ProofKey(kept.key));
    await forget('sessions', place);
    return;
  }

  /** There is nothing to wait for any more. */
  end(): Promise<void> {
    return forget('sessions', this.#place);
  }
}
