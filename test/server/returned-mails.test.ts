import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { rootCertificates, setDefaultCACertificates } from 'node:tls';
import { returnedMailId } from '../../server/mail/bounce.ts';
import { imapFault, ImapMailbox } from '../../server/mail/imap-mailbox.ts';
import type { Mailbox } from '../../server/mail/mailbox.ts';
import { readReturnedMails } from '../../server/mail/read-returned.ts';
import { sendMail } from '../../server/mail/send-mail.ts';
import { smtpFault, SmtpTransport } from '../../server/mail/smtp-transport.ts';
import { newId } from '../../server/ids.ts';
import { TestClock } from './support/app.ts';
import { testDatabase } from './support/database.ts';
import { until } from './support/jobs.ts';
import { makeContact, makePortal, type MadeContact, type MadePortal } from './support/makers.ts';

const ID = '0198c2f4-1111-7222-8333-444455556666';
const DOMAIN = 'lumen.example';
const original = `From: desk@${DOMAIN}\nMessage-ID: <${ID}@${DOMAIN}>\nSubject: Hello\n`;
const message = (headers: string, ...parts: string[]) =>
  Buffer.from(
    [headers, ...parts.map((part) => `--b\n${part}\n`), parts.length ? '--b--\n' : '']
      .join('\n')
      .replaceAll('\n', '\r\n'),
  );
const report = (kind: string, status: string, originalPart = `Content-Type: text/rfc822-headers\n\n${original}`) =>
  message(
    `Return-Path: <>\nFrom: Mail <MAILER-DAEMON@mx.example>\nContent-Type: ${kind}; boundary=b\nMIME-Version: 1.0\n`,
    'Content-Type: text/plain\n\nSomething happened.',
    `Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@b.example\n${status}`,
    originalPart,
  );
const FAILED = 'Action: failed\nStatus: 5.1.1';

async function failedAt(contact: MadeContact): Promise<Date | null | undefined> {
  const { db } = await testDatabase();
  const row = await db.selectFrom('contacts').where('id', '=', contact.id).select('mail_failed_at').executeTakeFirst();
  return row?.mail_failed_at;
}

describe('a mail that came back', () => {
  it('is known by its Message-ID, whatever the kind of the report', async () => {
    for (const kind of ['multipart/report; report-type=delivery-status', 'multipart/mixed'])
      assert.equal(await returnedMailId(report(kind, FAILED), DOMAIN), ID, kind);
    const whole = `Content-Type: message/rfc822\n\n${original}\nHello.`;
    assert.equal(await returnedMailId(report('multipart/report', FAILED, whole), DOMAIN), ID);
    const plain = `Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\n\nI wasn't able to deliver it.\n<a@b.example>:\n550 5.1.1 no such user\n\n--- Below this line is a copy of the message.\n\n${original}\nHello.`;
    assert.equal(await returnedMailId(message(plain), DOMAIN), ID);
  });

  it('is none that takes longer, an answer, a forwarded copy or somebody else’s', async () => {
    const others = {
      delayed: report('multipart/report', 'Action: delayed\nStatus: 4.4.1'),
      'full for now': report('multipart/report', 'Action: failed\nStatus: 4.2.2'),
      'of another server': report(
        'multipart/report',
        FAILED,
        'Content-Type: text/rfc822-headers\n\nMessage-ID: <x@other.example>\n',
      ),
      'without an original': report('multipart/report', FAILED, 'Content-Type: text/plain\n\nNothing.'),
      holiday: message(
        `Return-Path: <>\nFrom: a@b.example\nAuto-Submitted: auto-replied\nIn-Reply-To: <${ID}@${DOMAIN}>\n\nBack on 5.5.2027.`,
      ),
      forwarded: message(
        `Return-Path: <a@b.example>\nFrom: a@b.example\nContent-Type: multipart/mixed; boundary=b\n`,
        'Content-Type: text/plain\n\n550 reasons',
        `Content-Type: message/rfc822\n\n${original}`,
      ),
      empty: Buffer.alloc(0),
    };
    for (const [name, source] of Object.entries(others)) assert.equal(await returnedMailId(source, DOMAIN), null, name);
  });
});

describe('a mailbox that cannot be read', () => {
  it('is left in peace for longer and longer, and what was read stands', async () => {
    const { db } = await testDatabase();
    const clock = new TestClock();
    const contact = await makeContact(await makePortal());
    await db
      .insertInto('sent_mails')
      .values({ id: ID, contact_id: contact.id, address: contact.email, sent_at: clock.now() })
      .execute();
    let fails = true;
    const asked: unknown[] = [];
    const waits: number[] = [];
    const mailbox: Mailbox = {
      name: newId(),
      readAfter: async (last) => {
        asked.push(last);
        if (fails) throw new Error('no');
        return { readTo: { uidValidity: '7', uid: 3 }, mails: [report('multipart/mixed', FAILED)] };
      },
    };
    const onFault = (_error: unknown, minutes: number) => void waits.push(minutes);
    const read = readReturnedMails({ db, mailbox, domain: DOMAIN, clock: clock.now, onFault });
    for (let minute = 0; minute < 10; minute += 1) {
      await read();
      clock.forward(60);
    }
    assert.deepEqual(waits, [1, 2, 4, 8]);
    fails = false;
    clock.forward(3600);
    await read();
    assert.ok((await failedAt(contact)) instanceof Date);
    await read();
    assert.deepEqual(asked.slice(-2), [null, { uidValidity: '7', uid: 3 }]);
    fails = true;
    await read();
    assert.equal(waits.at(-1), 1);
  });

  it('marks nobody who has another address by now', async () => {
    const { db } = await testDatabase();
    const contact = await makeContact(await makePortal());
    const id = newId();
    await db
      .insertInto('sent_mails')
      .values({ id, contact_id: contact.id, address: 'former@lumen.example', sent_at: new Date() })
      .execute();
    const source = Buffer.from(report('multipart/mixed', FAILED).toString().replaceAll(ID, id));
    const mailbox = {
      name: newId(),
      readAfter: async () => ({ readTo: { uidValidity: '1', uid: 1 }, mails: [source] }),
    };
    const onFault = (error: unknown) => assert.fail(String(error));
    await readReturnedMails({ db, mailbox, domain: DOMAIN, clock: () => new Date(), onFault })();
    assert.equal(await failedAt(contact), null);
  });
});

const { env } = process;
const certificate = env['PORTICO_TEST_MAIL_CERTIFICATE'];

// Started by scripts/test-server.ts, where they can be.
if (certificate !== undefined)
  describe('mails through real servers', () => {
    const domain = `${newId().toLowerCase().replaceAll(/\W|_/g, '')}.example`;
    const desk = `desk@${domain}`;
    const login = encodeURIComponent(desk);
    const imap = (password = 'pass') => `imap://${login}:${password}@127.0.0.1:${env['PORTICO_TEST_IMAP_PORT']}`;
    const submission = (password = 'pass') =>
      `smtp://${login}:${password}@127.0.0.1:${env['PORTICO_TEST_SUBMISSION_PORT']}`;
    let portal: MadePortal;

    before(async () => {
      setDefaultCACertificates([...rootCertificates, readFileSync(certificate, 'utf8')]);
      portal = await makePortal({ name: 'Lumen Help' });
    });

    async function send(contact: MadeContact, url: string): Promise<void> {
      const { db } = await testDatabase();
      const transport = new SmtpTransport({ url, from: desk });
      try {
        const order = { kind: 'password-changed', portalId: portal.id, contactId: contact.id } as const;
        const told = { language: 'fi', address: 'https://help.example/desk' };
        const ports = { db, demo: false, transport, clock: () => new Date() };
        await sendMail(ports)({ ...order, ...told }, { id: newId() });
      } finally {
        await transport.close();
      }
    }
    const make = (address: string) => makeContact(portal, { name: 'Mika Äyräpää', email: address });
    const inbox = (address: string) =>
      new ImapMailbox(`imap://${encodeURIComponent(address)}:pass@127.0.0.1:${env['PORTICO_TEST_IMAP_PORT']}`);

    it('arrive, by STARTTLS and with a login', async () => {
      const contact = await make(`mika@${domain}`);
      await send(contact, submission());
      const mailbox = inbox(contact.email);
      let text = '';
      await until(async () => {
        const { mails } = await mailbox.readAfter(null, new Date());
        text = Buffer.from(mails[0] ?? []).toString();
        return mails.length > 0;
      }, 'the mail');
      assert.match(text, /^To: =\?UTF-8\?/m);
      assert.match(text, /^Auto-Submitted: auto-generated/m);
    });

    it('mark the contact when they are refused at once', async () => {
      const contact = await make(`hard@${domain}`);
      await send(contact, `smtp://127.0.0.1:${env['PORTICO_TEST_SMTP_PORT']}`);
      assert.ok((await failedAt(contact)) instanceof Date);
    });

    it('mark the contact when they come back later', async () => {
      const { db } = await testDatabase();
      const [gone, here] = [await make(`${newId().toLowerCase()}@bounce.test`), await make(`other@${domain}`)];
      for (const contact of [here, gone]) await send(contact, submission());
      assert.equal(await failedAt(gone), null);
      const mailbox = new ImapMailbox(imap());
      const onFault = (error: unknown) => assert.fail(JSON.stringify(imapFault(error)));
      const read = readReturnedMails({ db, mailbox, domain, clock: () => new Date(), onFault });
      await until(async () => {
        await read();
        return (await failedAt(gone)) instanceof Date;
      }, 'the mark');
      assert.equal(await failedAt(here), null);
      // Read once: what was answered meanwhile is not undone.
      await db.updateTable('contacts').set({ mail_failed_at: null }).where('id', '=', gone.id).execute();
      await read();
      assert.equal(await failedAt(gone), null);
    });

    it('tell of a wrong password in a word, without it', async () => {
      const contact = await make(`wrong@${domain}`);
      const secret = 'not-the-password';
      await assert.rejects(send(contact, submission(secret)), (error) => {
        assert.deepEqual(smtpFault(error), { name: 'Error', code: 'EAUTH', responseCode: 535 });
        return true;
      });
      await assert.rejects(new ImapMailbox(imap(secret)).readAfter(null, new Date()), (error) => {
        assert.equal(imapFault(error).code, 'AUTHENTICATIONFAILED');
        return true;
      });
      assert.equal(await failedAt(contact), null);
    });

    it('do not leave by a server whose certificate nobody vouches for', async () => {
      setDefaultCACertificates([...rootCertificates]);
      const contact = await make(`nobody@${domain}`);
      await assert.rejects(send(contact, submission()));
      await assert.rejects(new ImapMailbox(imap()).readAfter(null, new Date()));
    });
  });
