import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readConfig } from '../../server/config/config.ts';
import type { Place } from '../../server/accounts/places.ts';
import type { PgBossJobs } from '../../server/jobs/pg-boss-jobs.ts';
import type { MailOrder } from '../../server/mail/order.ts';
import { sendMail } from '../../server/mail/send-mail.ts';
import { CaughtMails } from '../../server/mail/caught-mails.ts';
import { SmtpTransport } from '../../server/mail/smtp-transport.ts';
import { MAIL_LANGUAGES, writeMail, type Content } from '../../server/mail/templates/index.ts';
import { testApp } from './support/app.ts';
import { testDatabase } from './support/database.ts';
import { testJobs, until } from './support/jobs.ts';
import { makeContact, makePortal, type MadeContact, type MadePortal } from './support/makers.ts';
import { TestSmtp } from './support/smtp.ts';

const subject = {
  portal: 'Lumen Help',
  name: 'Mika',
  address: 'mika@lumen.example',
  language: 'en',
  accent: '#1f5f8b',
  logo: null,
  href: 'https://help.example/#/reset/abc',
};
const RESET = { kind: 'password-reset' } as const;
const device = { browser: 'Firefox', system: 'Windows' };
const email = 'mika.aalto@lumen.example';
const contents: readonly Content[] = [
  RESET,
  { kind: 'password-changed' },
  { kind: 'sign-in-link', device },
  { kind: 'sign-in-link', device: { browser: null, system: null } },
  { kind: 'email-change', side: 'old', email },
  { kind: 'email-change', side: 'new', email },
  { kind: 'email-changed', email },
  { kind: 'registration' },
  { kind: 'account-exists' },
  { kind: 'invitation' },
  { kind: 'admitted' },
  { kind: 'new-sign-in', device, place: null, at: new Date('2026-11-20T10:02:07Z') },
  { kind: 'new-sign-in', device, place: { country: 'FI', city: null }, at: new Date('2026-11-20T10:02:07Z') },
];

/** Every sentence a language has, its functions called. */
function sentences(words: object): string[] {
  return Object.values(words).flatMap((value: unknown) =>
    typeof value === 'function'
      ? [(value as (text: string) => string)('¤')]
      : typeof value === 'object'
        ? sentences(value as object)
        : [value as string],
  );
}

describe('the words of mails', () => {
  it('are there in every language, and are another language’s in none', () => {
    const [english = [], ...others] = Object.values(MAIL_LANGUAGES).map(sentences);
    assert.ok(english.length > 9);
    for (const words of others) {
      assert.equal(words.length, english.length);
      words.forEach((text, index) => {
        assert.ok(text.trim());
        if (text !== 'ltr') assert.notEqual(text, english[index]);
        assert.equal(text.includes('¤'), english[index]?.includes('¤'), text);
      });
    }
  });

  for (const language of Object.keys(MAIL_LANGUAGES))
    it(`are the same as HTML and as text: ${language}`, () => {
      for (const content of contents) {
        const { html, text, subject: title, fromName } = writeMail(content, { ...subject, language });
        assert.equal(fromName, 'Lumen Help');
        assert.match(title, /Lumen Help/);
        assert.match(html, new RegExp(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`));
        assert.ok(html.includes(`href="${subject.href}"`) && text.includes(subject.href));
        for (const paragraph of text.split('\n\n').filter((part) => !part.startsWith('--'))) {
          assert.ok(html.includes(`>${paragraph}<`), paragraph);
        }
        // Nothing is loaded when a mail is read.
        assert.doesNotMatch(html, /<(img|script|link|style)|url\(/i);
      }
    });

  it('are English where a portal speaks a language mails do not', () => {
    assert.equal(writeMail(RESET, { ...subject, language: 'fi-FI' }).subject, 'Uusi salasana: Lumen Help');
    for (const language of ['xx', '__proto__', 'constructor', '']) {
      assert.match(writeMail(RESET, { ...subject, language }).subject, /^A new password/);
    }
  });

  it('do not say a name to an address that nobody has confirmed', () => {
    const { html, text, to } = writeMail({ kind: 'email-change', side: 'new', email }, { ...subject, name: 'Buy now' });
    assert.doesNotMatch(html + text + to.name, /Buy now/);
  });

  it('are readable on any colour of a portal', () => {
    const button = (accent: string) =>
      /color:(#\w+);text-decoration/.exec(writeMail(RESET, { ...subject, accent }).html)?.[1];
    assert.deepEqual(['#000000', '#1f5f8b', '#ffd400', '#ffffff'].map(button), [
      '#ffffff',
      '#ffffff',
      '#000000',
      '#000000',
    ]);
  });

  it('show the portal’s logo with words in its place, beside its name, and nothing else that is loaded', () => {
    const logo = 'https://www.lumen.example/logo.png?size=2&x="><script>';
    for (const language of Object.keys(MAIL_LANGUAGES)) {
      const { html, text } = writeMail(RESET, { ...subject, language, logo });
      const [picture, ...others] = [...html.matchAll(/<img [^>]*>/g)].map(String);
      assert.equal(others.length, 0);
      assert.match(
        picture ?? '',
        /^<img src="https:\/\/www\.lumen\.example\/logo\.png\?size=2&amp;x=&quot;&gt;&lt;script&gt;" alt="[^"]*Lumen Help[^"]*"/,
      );
      assert.ok(html.includes('>Lumen Help</td>'));
      assert.equal(text, writeMail(RESET, { ...subject, language }).text);
      assert.doesNotMatch(html, /<(script|link|style)|url\(/i);
    }
  });

  it('say in the reader’s language where a new device is, as far as its time zone tells', () => {
    const at = new Date('2026-11-20T10:02:07Z');
    const said = (language: string, place: Place | null) =>
      writeMail({ kind: 'new-sign-in', device, place, at }, { ...subject, language }).text;
    const place = { country: 'US', city: 'New York' };
    assert.match(said('en', place), /the device is here: United States \(New York\)\./);
    assert.match(said('fi', place), /Yhdysvallat \(New York\)/);
    assert.match(said('ar', { country: 'FI', city: null }), /فنلندا/);
    assert.doesNotMatch(said('en', null), /time zone/);
  });

  it('escape every value, and keep names in one line', () => {
    const nasty = 'A\r\nBcc: all@evil.example\u2028<b>"x"</b>&\u202e';
    for (const content of contents) {
      const mail = writeMail(content, {
        ...subject,
        portal: nasty,
        name: nasty,
        href: 'https://x.example/?a=1&b="><i>',
      });
      assert.doesNotMatch(mail.html, /<b>|<i>|"x"/);
      for (const line of [mail.subject, mail.fromName, mail.to.name]) {
        assert.doesNotMatch(line, /[\u0000-\u001f\u2028\u202e]/);
      }
    }
    assert.ok(writeMail(RESET, { ...subject, name: 'x'.repeat(5000) }).to.name.length <= 120);
  });
});

describe('mails through SMTP', () => {
  let smtp: TestSmtp;
  let jobs: PgBossJobs;
  let transport: SmtpTransport;
  let portal: MadePortal;

  before(async () => {
    smtp = await TestSmtp.start();
    jobs = await testJobs();
    portal = await makePortal({ name: 'Lumen Help' });
    transport = new SmtpTransport({ url: smtp.url, from: 'desk@lumen.example' });
    const { db } = await testDatabase();
    await jobs.start({
      'send-mail': sendMail({ db, demo: false, transport, clock: () => new Date() }),
      'clean-up': async () => {},
      'check-files': async () => {},
      'read-returned-mails': async () => {},
    });
  });

  after(() => transport.close());

  const orderFor = (contact: MadeContact): MailOrder => ({
    kind: 'password-changed',
    portalId: portal.id,
    contactId: contact.id,
    language: 'en',
    address: 'https://help.example/desk',
  });
  const to = (contact: MadeContact) => smtp.received.filter((mail) => mail.to.includes(contact.email));
  async function failedAt(contact: MadeContact): Promise<Date | null | undefined> {
    const { db } = await testDatabase();
    const row = await db
      .selectFrom('contacts')
      .where('id', '=', contact.id)
      .select('mail_failed_at')
      .executeTakeFirst();
    return row?.mail_failed_at;
  }
  async function order(contact: MadeContact): Promise<void> {
    const { db } = await testDatabase();
    await db.transaction().execute((transaction) => jobs.enqueue(transaction, 'send-mail', orderFor(contact)));
  }

  it('leave once, from the portal’s name, and say that a machine wrote them', async () => {
    const contact = await makeContact(portal, { name: 'Mika Ä' });
    await order(contact);
    await until(() => to(contact).length > 0, 'the mail');
    const [mail] = to(contact);
    assert.equal(mail?.from, 'desk@lumen.example');
    assert.match(mail.raw, /^From: Lumen Help <desk@lumen\.example>\r$/m);
    assert.match(mail.raw, /^Message-ID: <[\w-]+@lumen\.example>\r$/m);
    assert.match(mail.raw, /^Auto-Submitted: auto-generated\r$/m);
    assert.match(mail.raw, /multipart\/alternative/);
    assert.equal(to(contact).length, 1);
  });

  it('take no header from a name', async () => {
    const contact = await makeContact(portal, { name: 'Mika\r\nBcc: all@evil.example\r\nX: y' });
    await order(contact);
    await until(() => to(contact).length > 0, 'the mail');
    const [mail] = to(contact);
    assert.deepEqual(mail?.to, [contact.email]);
    assert.doesNotMatch(mail.raw.split('\r\n\r\n')[0] ?? '', /^(Bcc|X):/im);
  });

  it('never leave for what was rolled back', async () => {
    const contact = await makeContact(portal);
    const { db } = await testDatabase();
    await assert.rejects(
      db.transaction().execute(async (transaction) => {
        await jobs.enqueue(transaction, 'send-mail', orderFor(contact));
        throw new Error('never mind');
      }),
      /never mind/,
    );
    const witness = await makeContact(portal);
    await order(witness);
    await until(() => to(witness).length > 0, 'the mail after it');
    assert.equal(to(contact).length, 0);
  });

  it('are tried again after a 4xx, later and later', async () => {
    const contact = await makeContact(portal);
    const before = smtp.tries;
    smtp.answers.push(451, 450);
    await order(contact);
    await until(() => to(contact).length > 0, 'the mail that was put off twice');
    assert.equal(smtp.tries - before, 3);
    assert.equal(await failedAt(contact), null);
  });

  it('are not tried again after a 5xx, and the contact gets no more news', async () => {
    const contact = await makeContact(portal);
    const before = smtp.tries;
    smtp.answers.push(550);
    await order(contact);
    await until(async () => (await failedAt(contact)) instanceof Date, 'the refusal');
    await order(contact);
    const witness = await makeContact(portal);
    smtp.answers.push(451);
    await order(witness);
    await until(() => to(witness).length > 0, 'a mail that was tried twice meanwhile');
    assert.equal(smtp.tries - before, 3);
    assert.equal(to(contact).length, 0);
  });
});

describe('the settings of mail', () => {
  const settings = {
    SMTP_URL: 'smtp://127.0.0.1:25',
    MAIL_FROM: 'a@b.example',
    PORTICO_PUBLIC_URL: 'https://b.example',
  };

  it('need an address to come from and one to lead to', () => {
    assert.deepEqual(readConfig(settings).mail, { url: settings.SMTP_URL, from: 'a@b.example', returns: null });
    const IMAP_URL = 'imaps://user:pass@b.example/INBOX';
    assert.equal(readConfig({ ...settings, IMAP_URL }).mail?.returns, IMAP_URL);
    assert.throws(() => readConfig({ IMAP_URL }), /SMTP_URL is missing/);
    assert.throws(() => readConfig({ ...settings, IMAP_URL: 'imap://b.example' }), /IMAP_URL must be like/);
    assert.equal(readConfig({}).mail, null);
    assert.throws(() => readConfig({ ...settings, MAIL_FROM: '' }), /^StartError: MAIL_FROM is missing|MAIL_FROM/);
    assert.throws(() => readConfig({ ...settings, PORTICO_PUBLIC_URL: '' }), /PORTICO_PUBLIC_URL/);
    assert.throws(() => readConfig({ ...settings, SMTP_URL: 'http://x' }), /SMTP_URL must be like/);
    assert.throws(() => readConfig({ ...settings, MAIL_FROM: 'Support <a@b.example>' }), /MAIL_FROM must be/);
    assert.equal(readConfig(settings, { demo: true }).mail, null);
  });
});

describe('the mails of a demo', () => {
  it('are read at /_demo/mail, in a frame that can do nothing', async () => {
    const caughtMails = new CaughtMails();
    const { app } = await testApp({ caughtMails });
    assert.match((await app.inject('/_demo/mail')).body, /No mails yet/);
    await caughtMails.send({ id: 'x', ...writeMail(RESET, { ...subject, name: '<i>Mika' }) });
    const list = await app.inject('/_demo/mail');
    assert.match(list.body, /href="\/_demo\/mail\/1">A new password for Lumen Help</);
    const page = await app.inject('/_demo/mail/1');
    assert.match(page.body, /<iframe [^>]*sandbox="allow-top-navigation-by-user-activation"/);
    assert.match(page.body, /<a href="https:\/\/help\.example\/#\/reset\/abc">/);
    assert.doesNotMatch(page.body, /<i>/);
    assert.match(String(page.headers['content-security-policy']), /default-src 'none'.*frame-src 'self'/);
    const frame = await app.inject('/_demo/mail/1/html');
    assert.match(String(frame.headers['content-security-policy']), /default-src 'none'.*sandbox/);
    assert.match(frame.body, /<base target="_top">/);
    for (const gone of ['/_demo/mail/2', '/_demo/mail/x', '/_demo/mail/2/html']) {
      assert.equal((await app.inject(gone)).statusCode, 404);
    }
  });

  it('are nobody’s business elsewhere', async () => {
    const { app } = await testApp();
    assert.equal((await app.inject('/_demo/mail')).statusCode, 404);
  });
});
