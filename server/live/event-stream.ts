import { Readable } from 'node:stream';
import type { SignedIn } from '../accounts/requester.ts';
import type { LiveEvent } from '../../src/api/schema.ts';

/** Characters that wait for a reader at most; whoever lets more gather is cut off, and goes on from the last id when they are back. */
const MOST_WAITING = 64 * 1024;

/** What one page hears, as server-sent events. */
export class EventStream extends Readable {
  /** Who listens, as it was when last looked at; asked anew before anything is sent. */
  person: SignedIn;
  readonly page: string | undefined;
  readonly network: string;
  /** The last event that was looked at for this stream, whether or not it was sent. */
  seen = 0;
  /** Whether it was cut off for not being read. */
  isSlow = false;
  #work: Promise<void> = Promise.resolve();

  constructor(person: SignedIn, { page, network }: { page: string | undefined; network: string }) {
    super({ highWaterMark: 4096, read: () => {} });
    this.person = person;
    this.page = page;
    this.network = network;
  }

  /** Does something once all before it is done, so that events stay in order. */
  inTurn(work: () => Promise<void>): void {
    // What fails once fails this stream only: its reader comes again and goes on from the last id.
    this.#work = this.#work.then(() => (this.destroyed ? undefined : work())).catch(() => void this.destroy());
  }

  /** Sends an event; after the first `retry` says how long to wait before coming again. */
  tell(event: LiveEvent, retry?: number): void {
    const id = event.id === null ? '' : `id: ${event.id}\n`;
    this.#write(
      `${retry === undefined ? '' : `retry: ${retry}\n`}${id}event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`,
    );
  }

  /** Shows every proxy on the way, and the reader, that the line is there. */
  beat(): void {
    this.#write(':\n\n');
  }

  /** Nothing more comes. */
  finish(): void {
    if (!this.destroyed && !this.readableEnded) this.push(null);
  }

  #write(text: string): void {
    if (this.destroyed || this.readableEnded) return;
    this.push(text);
    if (this.readableLength <= MOST_WAITING) return;
    this.isSlow = true;
    this.destroy();
  }
}
