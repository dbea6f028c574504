// A server in a process of its own that orders a mail. With CRASH=1 it is killed when the order is committed, before any job begins.
import { sendMail } from '../../../server/mail/send-mail.ts';
import { SmtpTransport } from '../../../server/mail/smtp-transport.ts';
import { testDatabase } from './database.ts';
import { testJobs } from './jobs.ts';
import { makeContact, makePortal } from './makers.ts';

const { db } = await testDatabase();
const jobs = await testJobs(process.env['SCHEMA']);

if (process.env['CRASH'] === '1') {
  const portal = await makePortal();
  const contact = await makeContact(portal);
  await db.transaction().execute((transaction) =>
    jobs.enqueue(transaction, 'send-mail', {
      kind: 'password-reset',
      portalId: portal.id,
      email: contact.email,
      language: 'en',
      address: 'https://help.example/desk',
      askedAt: new Date().toISOString(),
    }),
  );
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => {});
}

const transport = new SmtpTransport({ url: process.env['SMTP'] ?? '', from: 'desk@lumen.example' });
await jobs.start({
  'send-mail': sendMail({ db, demo: false, transport, clock: () => new Date() }),
  'clean-up': async () => {},
  'check-files': async () => {},
  'read-returned-mails': async () => {},
});
process.stdout.write('READY {}\n');
