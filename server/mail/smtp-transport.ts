import { createTransport } from 'nodemailer';
import { MailRefused, type Mail, type MailTransport } from './transport.ts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const SECONDS = 1000;

/** Hands mails to an SMTP server over a few lasting connections. */
export class SmtpTransport implements MailTransport {
  readonly #transport;
  readonly #from: string;

  constructor({ url, from }: { url: string; from: string }) {
    const { protocol, hostname, port, username, password } = new URL(url);
    const secure = protocol === 'smtps:';
    this.#from = from;
    this.#transport = createTransport({
      pool: true,
      maxConnections: 3,
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (secure ? 465 : 587),
      secure,
      // STARTTLS wherever it is offered; a password never goes out without it.
      requireTLS: !secure && username !== '' && !LOOPBACK.test(hostname),
      ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: 10 * SECONDS,
      greetingTimeout: 10 * SECONDS,
      socketTimeout: 30 * SECONDS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ id, fromName, to, subject, html, text }: Mail): Promise<void> {
    try {
      await this.#transport.sendMail({
        messageId: `<${id}@${domainOf(this.#from)}>`,
        from: { name: fromName, address: this.#from },
        to: { name: to.name, address: to.address },
        subject,
        html,
        text,
        // No out-of-office reply is wanted.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
    } catch (error) {
      if (isForGood(error)) throw new MailRefused('The mail was refused', { cause: error });
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#transport.close();
  }
}

/** Whether the answer was a 5xx about this mail or its recipient, not about our account or the connection. */
function isForGood(error: unknown): boolean {
  const { responseCode = 0, code } = error as { responseCode?: number; code?: string };
  return responseCode >= 500 && responseCode < 600 && (code === 'EENVELOPE' || code === 'EMESSAGE');
}

/** The domain of an address, which our Message-IDs end in. */
export function domainOf(address: string): string {
  return address.slice(address.indexOf('@') + 1);
}

/** What a log may say of a mail that did not leave: no address, and not what the server's answer quotes. */
export function smtpFault(error: unknown): { name: string; code?: string; responseCode?: number } {
  const { name, code, responseCode } = error as { name: string; code?: unknown; responseCode?: unknown };
  return {
    name,
    ...(typeof code === 'string' && { code }),
    ...(typeof responseCode === 'number' && { responseCode }),
  };
}
