import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after } from 'node:test';
import { SMTPServer } from 'smtp-server';

/** A mail as it came over the wire. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: string[];
  /** Headers and body, undecoded. */
  readonly raw: string;
}

/** A real SMTP server on this machine. */
export class TestSmtp {
  readonly received: ReceivedMail[] = [];
  /** The answers to the next recipients, in order: a status, or nothing for yes. */
  readonly answers: number[] = [];
  /** How often a recipient was named. */
  tries = 0;
  url = '';
  readonly #server: SMTPServer;

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      onRcptTo: (_address, _session, done) => {
        this.tries += 1;
        const status = this.answers.shift();
        done(status ? Object.assign(new Error(`no, ${status}`), { responseCode: status }) : undefined);
      },
      onData: (stream, { envelope }, done) => {
        void text(stream).then((raw) => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          this.received.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw });
          done();
        }, done);
      },
    });
  }

  static async start(): Promise<TestSmtp> {
    const smtp = new TestSmtp();
    const listening = smtp.#server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    smtp.url = `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`;
    opened.push(smtp.#server);
    return smtp;
  }
}

const opened: SMTPServer[] = [];

after(async () => {
  for (const server of opened) await new Promise<void>((resolve) => server.close(() => resolve()));
});
