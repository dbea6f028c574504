import { change } from '../session/change.js';
import type { Session } from '../session/session.js';
import { read } from '../session/store.js';

const pause = 300;

/** What is kept of a draft. */
interface Kept<T> {
  readonly content: T;
  /** The draft itself, from its first letter until it is sent; what it is sent with is reckoned from it. */
  readonly id: string;
  /** This state of it. */
  readonly revision: string;
}

/** What a draft tells the one who writes it. */
export interface DraftOptions<T> {
  /** It was written on in another tab, or is gone there: it was sent or emptied. */
  readonly heard: (content: T | undefined) => void;
  /** It was changed in another tab at the same time; that is what the other tab had. */
  readonly overtaken: (content: T) => void;
}

/** What was typed and not sent, kept in the browser for one person and one place; tabs that have the same one agree on it. */
export class Draft<T> {
  readonly #options: DraftOptions<T>;
  readonly #look = (): void => void this.#agree();
  #channel?: BroadcastChannel;
  #key?: string;
  #id?: string;
  #revision?: string;
  #timer?: ReturnType<typeof setTimeout>;
  #value?: T;

  constructor(options: DraftOptions<T>) {
    this.#options = options;
  }

  /** Whether this is a draft of that place already. */
  isFor(session: Session, place: string): boolean {
    return this.#key === Draft.#keyOf(session, place);
  }

  /** Turns to another place and answers what is kept there. */
  async open(session: Session, place: string): Promise<T | undefined> {
    this.close();
    const key = (this.#key = Draft.#keyOf(session, place));
    this.#id = this.#revision = undefined;
    const kept = await read<Kept<T>>('drafts', key);
    // Whoever has typed meanwhile has a draft of their own, which tells of this one when it is kept.
    if (key === this.#key && !this.#timer && !this.#id) this.#take(kept);
    return kept?.content;
  }

  /** Listens to the other tabs. */
  listen(): void {
    this.#channel = new BroadcastChannel('portico drafts');
    this.#channel.onmessage = ({ data }: MessageEvent<string>) => {
      if (data === this.#key) this.#look();
    };
    // A page that was asleep has heard nothing.
    addEventListener('focus', this.#look);
    addEventListener('pagehide', this.flush);
  }

  /** Listens no more; what was to be kept is kept. */
  rest(): void {
    removeEventListener('focus', this.#look);
    removeEventListener('pagehide', this.flush);
    void this.flush();
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** Keeps a value soon; nothing typed is more than a moment old. */
  save(value: T): void {
    this.#value = value;
    this.#timer ??= setTimeout(this.flush, pause);
  }

  /** Keeps it now. */
  readonly flush = async (): Promise<void> => {
    const key = this.#key;
    const content = this.#value;
    if (!this.#timer) return;
    this.#stop();
    if (!key || content === undefined) return;
    const known = this.#revision;
    const revision = (this.#revision = crypto.randomUUID());
    const id = (this.#id ??= crypto.randomUUID());
    let other: T | undefined;
    await change<Kept<T>>(key, (kept) => {
      other = kept && kept.revision !== known && !isSame(kept.content, content) ? kept.content : undefined;
      return { content, id, revision };
    });
    this.#tell(key);
    if (other !== undefined && key === this.#key) this.#options.overtaken(other);
  };

  /** An idempotency key: the same for the same content of the same draft, in every tab and after every crash. */
  async keyFor(content: unknown): Promise<string> {
    const id = (this.#id ??= crypto.randomUUID());
    const bytes = new TextEncoder().encode(id + JSON.stringify(content));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** Nothing is left to keep here. What another tab has written on meanwhile stays. */
  remove(): void {
    this.#stop();
    const key = this.#key;
    const known = this.#revision;
    this.#id = this.#revision = undefined;
    if (!key) return;
    let isOther = false;
    void change<Kept<T>>(key, (kept) => {
      isOther = !!kept && kept.revision !== known;
      return isOther ? undefined : null;
    }).then(() => (isOther ? this.#look() : this.#tell(key)));
  }

  /** Turns away; what was to be kept is kept. */
  close(): void {
    void this.flush();
    this.#key = undefined;
  }

  /** Turns away without keeping anything. */
  abandon(): void {
    this.#stop();
    this.#key = undefined;
  }

  /** Takes over what another tab has kept, unless something is being typed here: that tells of it when it is kept. */
  async #agree() {
    const key = this.#key;
    if (!key || this.#timer) return;
    const kept = await read<Kept<T>>('drafts', key);
    if (key !== this.#key || this.#timer || kept?.revision === this.#revision) return;
    this.#take(kept);
    this.#options.heard(kept?.content);
  }

  #take(kept?: Kept<T>) {
    this.#id = kept?.id;
    this.#revision = kept?.revision;
  }

  #tell(key: string) {
    this.#channel?.postMessage(key);
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  static #keyOf(session: Session, place: string) {
    return `${session.storageKey}${session.person?.id ?? ''}\n${place}\n`;
  }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
