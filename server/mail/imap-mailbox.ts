import { ImapFlow } from 'imapflow';
import type { Mailbox, ReadMails, ReadTo } from './mailbox.ts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const SECONDS = 1000;
/** Bytes of a mail that are looked at: a report's own parts come first. */
const MOST_BYTES = 256 * 1024;
const MOST_MAILS = 200;
const DAY_MS = 24 * 60 * 60 * SECONDS;

/** A folder of an IMAP server, read without a trace: nothing is marked, moved or deleted. */
export class ImapMailbox implements Mailbox {
  readonly name: string;
  readonly #folder: string;
  readonly #connection;

  constructor(address: string) {
    const { protocol, hostname, port, pathname, username, password } = new URL(address);
    const secure = protocol === 'imaps:';
    this.#folder = decodeURIComponent(pathname.slice(1)) || 'INBOX';
    this.name = `${username}@${hostname}:${port}/${this.#folder}`;
    this.#connection = {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (secure ? 993 : 143),
      secure,
      // STARTTLS wherever it is offered; a password never goes out without it.
      ...(!secure && !LOOPBACK.test(hostname) && { doSTARTTLS: true }),
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
      logger: false,
      connectionTimeout: 10 * SECONDS,
      greetingTimeout: 10 * SECONDS,
      socketTimeout: 30 * SECONDS,
    } as const;
  }

  async readAfter(last: ReadTo | null, now: Date): Promise<ReadMails> {
    const client = new ImapFlow(this.#connection);
    // What goes wrong is also what the call under way is rejected with.
    client.on('error', () => {});
    await client.connect();
    try {
      const mailbox = await client.mailboxOpen(this.#folder, { readOnly: true });
      const uidValidity = String(mailbox.uidValidity);
      const from = last?.uidValidity === uidValidity ? last.uid : await this.#dayAgo(client, mailbox.uidNext, now);
      const mails: Uint8Array[] = [];
      let uid = from;
      if (mailbox.uidNext > from + 1) {
        const wanted = { uid: true, source: { start: 0, maxLength: MOST_BYTES } } as const;
        const found = (await client.search({ uid: `${from + 1}:*` }, { uid: true })) || [];
        const next = found.filter((each) => each > from).slice(0, MOST_MAILS);
        if (next.length > 0) {
          for await (const mail of client.fetch(next, wanted, { uid: true })) if (mail.source) mails.push(mail.source);
          uid = Math.max(...next);
        }
      }
      return { readTo: { uidValidity, uid }, mails };
    } finally {
      await client.logout().catch(() => client.close());
    }
  }

  /** Where to begin in a mailbox that is new: what came back before has been seen by whoever read it. */
  async #dayAgo(client: ImapFlow, uidNext: number, now: Date): Promise<number> {
    const recent = (await client.search({ since: new Date(now.getTime() - DAY_MS) }, { uid: true })) || [];
    return Math.min(uidNext, ...recent) - 1;
  }
}

/** What a log may say of a failure to read; never what a server's answer quotes. */
export function imapFault(error: unknown): { name: string; code: string } {
  const { code, serverResponseCode, authenticationFailed } = error as Record<string, unknown>;
  const known = authenticationFailed === true ? 'AUTHENTICATIONFAILED' : (code ?? serverResponseCode);
  return { name: (error as Error).name, code: typeof known === 'string' ? known : 'unknown' };
}
