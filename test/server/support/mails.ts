import assert from 'node:assert/strict';
import type { MailOrder } from '../../../server/mail/order.ts';
import { sendMail } from '../../../server/mail/send-mail.ts';
import { MailRefused, type Mail } from '../../../server/mail/transport.ts';
import { newId } from '../../../server/ids.ts';
import type { TestApp } from './app.ts';

/** Does the mail jobs of a test's app when it is told to, and keeps what would have left. */
export class TestMails {
  readonly sent: Mail[] = [];
  /** Whether the other side says no for good. */
  refuses = false;
  readonly #test: TestApp;

  constructor(test: TestApp) {
    this.#test = test;
  }

  /** Writes and sends what was ordered; what was sent by it. */
  async work(): Promise<readonly Mail[]> {
    const before = this.sent.length;
    const send = async (mail: Mail) => {
      if (this.refuses) throw new MailRefused('no');
      this.sent.push(mail);
    };
    const { options, ordered, clock } = this.#test;
    const transport = { send, close: async () => {} };
    const handle = sendMail({ db: options.ports.db, demo: false, transport, clock: clock.now });
    for (const { name, data } of ordered.splice(0)) {
      assert.equal(name, 'send-mail');
      await handle(data as MailOrder, { id: newId() });
    }
    return this.sent.slice(before);
  }

  /** Sends what was ordered; the token of the link in the last mail to an address. */
  async tokenFor(address: string, step: 'link' | 'email' | 'reset'): Promise<string> {
    await this.work();
    const pattern = new RegExp(`#/${step}/([\\w-]{43})\\b`);
    const tokens = this.sent.map(({ to, text }) => (to.address === address ? pattern.exec(text)?.[1] : undefined));
    return tokens.findLast((token) => token !== undefined) ?? '';
  }
}

/** The token in the fragment of a mail's link: `…#/verify/<token>`. */
export function tokenIn(mail: Mail | undefined, step: string): string {
  return new RegExp(`#/${step}/([\\w-]{43})\\b`).exec(mail?.text ?? '')?.[1] ?? '';
}
