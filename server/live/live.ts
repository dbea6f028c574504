import type { Readable } from 'node:stream';
import type { SignedIn } from '../accounts/requester.ts';
import type { LiveEvent } from '../../src/api/schema.ts';

/** Where somebody who listens goes on from. */
export interface LivePlace {
  /** The id of the last event that was heard, as the client gave it; undefined: there is none. */
  readonly after: string | undefined;
  /** How far back to begin without it. */
  readonly seconds: number;
}

/** A stream that is asked for. */
export interface WantedStream extends LivePlace {
  /** The page that reads, where it names itself. */
  readonly page: string | undefined;
  /** Where the request comes from; only ever for counting. */
  readonly network: string;
}

/** How many listen, and what became of them. */
export interface LiveStats {
  readonly streams: number;
  readonly sent: number;
  /** Streams that were ended: their readers were too slow, or their sessions had ended. */
  readonly slow: number;
  readonly ended: number;
}

/** What happens, told to those whom it concerns. */
export interface Live {
  /** A stream for somebody; throws `rate-limited` where too many are open. */
  open(person: SignedIn, wanted: WantedStream): Promise<Readable>;
  /** What happened since, for somebody who comes to ask. */
  recent(person: SignedIn, place: LivePlace): Promise<{ events: LiveEvent[]; cursor: string; isReset: boolean }>;
  stats(): LiveStats;
  /** Ends every stream, so that those who listen go to another copy. */
  close(): Promise<void>;
}
