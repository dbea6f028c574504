import type { Session } from '../session/session.js';
import { forget, holds, read, write } from '../session/store.js';

const pause = 300;

/** Whether something is kept that anybody typed in this session, or in one before it. */
export const keepsDrafts = ({ storageKey }: Session): Promise<boolean> => holds('drafts', storageKey);

/** What was typed and not sent, kept in the browser for one person and one place. */
export class Draft<T> {
  #key?: string;
  #timer?: ReturnType<typeof setTimeout>;
  #value?: T;

  /** Whether this is a draft of that place already. */
  isFor(session: Session, place: string): boolean {
    return this.#key === Draft.#keyOf(session, place);
  }

  /** Turns to another place and answers what is kept there. */
  open(session: Session, place: string): Promise<T | undefined> {
    this.close();
    this.#key = Draft.#keyOf(session, place);
    return read<T>('drafts', this.#key);
  }

  /** Keeps a value soon; nothing typed is more than a moment old. */
  save(value: T): void {
    this.#value = value;
    this.#timer ??= setTimeout(this.flush, pause);
  }

  /** Keeps it now. */
  readonly flush = (): void => {
    if (!this.#timer) return;
    this.#stop();
    if (this.#key) void write('drafts', this.#key, this.#value);
  };

  /** Nothing is left to keep here. */
  remove(): void {
    this.#stop();
    if (this.#key) void forget('drafts', this.#key);
  }

  /** Turns away; what was to be kept is kept. */
  close(): void {
    this.flush();
    this.#key = undefined;
  }

  /** Turns away without keeping anything. */
  abandon(): void {
    this.#stop();
    this.#key = undefined;
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  static #keyOf(session: Session, place: string) {
    return `${session.storageKey}${session.person!.id}\n${place}\n`;
  }
}
