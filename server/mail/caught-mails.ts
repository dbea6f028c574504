import type { Mail, MailTransport } from './transport.ts';

const MOST = 100;

/** A mail that a demo caught. */
export interface CaughtMail extends Mail {
  /** Its place in the order of arrival, from 1. */
  readonly number: number;
  readonly at: Date;
}

/** Where the mails of a demo end: nothing leaves the machine, and whoever tries the portal reads them at `/_demo/mail`. */
export class CaughtMails implements MailTransport {
  readonly #mails: CaughtMail[] = [];
  #count = 0;

  async send(mail: Mail): Promise<void> {
    this.#mails.unshift({ ...mail, number: (this.#count += 1), at: new Date() });
    this.#mails.length = Math.min(this.#mails.length, MOST);
  }

  async close(): Promise<void> {}

  /** The newest first. */
  list(): readonly CaughtMail[] {
    return this.#mails;
  }

  find(number: number): CaughtMail | undefined {
    return this.#mails.find((mail) => mail.number === number);
  }
}
