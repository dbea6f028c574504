import { listMessages } from '../../src/api/operations/ticket.js';
import { expect } from '@open-wc/testing';
import { delay, http, HttpResponse } from 'msw';
import { ReplyController } from '../../src/controllers/reply.js';
import { read } from '../../src/session/store.js';
import type { Session } from '../../src/session/session.js';
import { TestHost } from '../support/host.js';
import { problem } from '../support/mock-portal.js';
import { answer, emails, mockPortal, openSession, password, signedIn, until } from '../support/portal.js';

const attach = (session: Session, ticketId = 'tk_1058') => {
  const host = new TestHost();
  const reply = new ReplyController(host, () => session);
  reply.ticketId = ticketId;
  host.connect();
  return { host, reply };
};

const open = async () => {
  const portal = mockPortal();
  const session = await signedIn(portal);
  const keys = () => portal.requests('createMessage').map(({ headers }) => headers.get('Idempotency-Key'));
  const path = `${portal.src}/api/v1/tickets/:id/messages`;
  return { portal, session, keys, path, ...attach(session) };
};

const kept = (session: Session, ticketId = 'tk_1058') =>
  read<{ content: string }>('drafts', `${session.storageKey}${session.person?.id}\nticket ${ticketId}\n`);

/** Waits until the draft holds a text, or nothing. */
const draft = async (session: Session, text?: string) => {
  for (let tries = 0; tries < 100; tries++) {
    if ((await kept(session))?.content === text) return;
    await delay(20);
  }
  throw new Error(`The draft never became ${text}.`);
};

describe('ReplyController', () => {
  it('sends a reply and is empty then', async () => {
    const { portal, reply } = await open();
    reply.setText('Thank you');
    const message = await reply.send();
    expect(message?.html).to.equal('<p>Thank you</p>');
    expect(reply.text).to.equal('');
    expect(reply.sending.state).to.equal('ready');
    expect(portal.requests('createMessage')[0]!.body).to.deep.equal({ text: 'Thank you' });
  });

  it('sends files with it', async () => {
    const { portal, reply } = await open();
    reply.setText('See the log');
    reply.attachments.add([new File(['x'], 'log.pdf')]);
    expect(reply.canSend).to.equal(false);
    await until(() => reply.canSend);
    const message = await reply.send();
    expect(message?.attachments[0]?.name).to.equal('log.pdf');
    expect(reply.attachments.items).to.be.empty;
    expect(portal.requests('deleteUpload')).to.be.empty;
  });

  it('sends nothing that is blank or too long', async () => {
    const { session, reply } = await open();
    reply.setText(' \n ');
    expect(reply.canSend).to.equal(false);
    reply.setText('x'.repeat(session.portal.value!.limits.messageLength + 1));
    expect(reply.canSend).to.equal(false);
    expect(await reply.send()).to.equal(undefined);
  });

  it('sends once, however often it is asked', async () => {
    const { portal, reply } = await open();
    reply.setText('Once');
    await Promise.all([reply.send(), reply.send()]);
    expect(portal.requests('createMessage')).to.have.length(1);
  });

  it('keeps the text when the portal fails, and sends it again with the same key', async () => {
    const { portal, path, reply } = await open();
    const seen: (string | null)[] = [];
    // The portal has it, but tells otherwise.
    answer(
      http.post(
        path,
        async ({ request }) => {
          seen.push(request.headers.get('Idempotency-Key'));
          await fetch(request.clone()).catch(() => {});
          return problem('internal');
        },
        { once: true },
      ),
    );
    reply.setText('Did it arrive?');
    expect(await reply.send()).to.equal(undefined);
    expect(reply.sending.error).to.include({ code: 'internal' });
    expect(reply.text).to.equal('Did it arrive?');
    await reply.send();
    expect(
      new Set([...seen, ...portal.requests('createMessage').map(({ headers }) => headers.get('Idempotency-Key'))]).size,
    ).to.equal(1);
    const { items } = await listMessages((await signedIn(portal)).client, 'tk_1058', {});
    expect(items.filter(({ html }) => html.includes('Did it arrive?'))).to.have.length(1);
  });

  it('waits in the outbox when there is no line, and is sent once, with the key it had', async () => {
    const { portal, path, keys, reply } = await open();
    answer(
      http.post(
        path,
        async ({ request }) => {
          await fetch(request.clone()).catch(() => {});
          return HttpResponse.error();
        },
        { once: true },
      ),
    );
    reply.setText('Out of the tunnel');
    expect(await reply.send()).to.equal(undefined);
    expect(reply.sending.state).to.equal('idle');
    expect(reply.text).to.equal('');
    await until(() => reply.news === 'sent');
    expect(new Set(keys()).size).to.equal(1);
    const { items } = await listMessages((await signedIn(portal)).client, 'tk_1058', {});
    expect(items.filter(({ html }) => html.includes('Out of the tunnel'))).to.have.length(1);
    expect(reply.waiting).to.deep.equal([]);
  });

  it('takes a new key when the text is another', async () => {
    const { path, reply } = await open();
    const keys: (string | null)[] = [];
    answer(
      http.post(path, ({ request }) => {
        keys.push(request.headers.get('Idempotency-Key'));
        return problem('internal');
      }),
    );
    for (const text of ['One', 'One', 'Other']) {
      reply.setText(text);
      await reply.send();
    }
    expect(keys[0]).to.equal(keys[1]);
    expect(keys[2]).to.not.equal(keys[0]);
  });

  it('is sent by itself, once, when the session expired in the middle and she signed in again', async () => {
    const { portal, session, reply } = await open();
    portal.expire();
    reply.setText('I was typing for an hour');
    expect(await reply.send()).to.equal(undefined);
    expect(session.state).to.equal('expired');
    expect(reply.sending.error).to.include({ code: 'session-expired' });
    expect(reply.text).to.equal('I was typing for an hour');
    await session.signIn(emails.mika, password);
    await until(() => reply.sending.state === 'ready');
    const { items } = await listMessages(session.client, 'tk_1058', {});
    expect(items.filter(({ html }) => html.includes('an hour'))).to.have.length(1);
    expect(reply.text).to.equal('');
  });

  it('is sent by itself also when the refusal comes after she has signed in again', async () => {
    const { portal, session, path, reply } = await open();
    portal.expire();
    let refuse!: () => void;
    const held = new Promise<void>((resolve) => (refuse = resolve));
    let isAsked = false;
    answer(
      http.post(
        path,
        async () => {
          isAsked = true;
          await held;
          return problem('session-expired');
        },
        { once: true },
      ),
    );
    reply.setText('Slowly refused');
    const sent = reply.send();
    await until(() => isAsked);
    await listMessages(session.client, 'tk_1058', {}).catch(() => {});
    await session.signIn(emails.mika, password);
    refuse();
    await sent;
    await until(() => reply.sending.state === 'ready');
    const { items } = await listMessages(session.client, 'tk_1058', {});
    expect(items.filter(({ html }) => html.includes('Slowly refused'))).to.have.length(1);
  });

  it('is not sent over and over by itself', async () => {
    const { portal, session, path, reply } = await open();
    let asked = 0;
    portal.expire();
    answer(
      http.post(path, () => {
        asked++;
        return problem('session-expired');
      }),
    );
    reply.setText('x');
    await reply.send();
    await session.signIn(emails.mika, password);
    await until(() => asked === 2);
    await delay(30);
    await session.signIn(emails.mika, password).catch(() => {});
    await delay(50);
    expect(asked).to.equal(2);
  });

  it('gives another person who signs in nothing of it', async () => {
    const { portal, session, reply } = await open();
    portal.expire();
    reply.setText('Private');
    reply.attachments.add([new File(['x'], 'private.txt')]);
    await until(() => session.state === 'expired');
    await session.signIn(emails.rosa, password);
    await delay(50);
    expect(reply.text).to.equal('');
    expect(reply.attachments.items).to.be.empty;
    expect(portal.requests('createMessage')).to.be.empty;
  });

  it('keeps what was typed over a reload, for the same person and ticket', async () => {
    const { portal, session, host, reply } = await open();
    reply.setText('Half a sen');
    host.disconnect();
    await draft(session, 'Half a sen');
    const again = attach(await openSession(portal));
    await until(() => again.reply.text === 'Half a sen');
    expect(attach(session, 'tk_1061').reply.text).to.equal('');
  });

  it('keeps what is typed as it is typed', async () => {
    const { session, reply } = await open();
    reply.setText('One letter at a time');
    await draft(session, 'One letter at a time');
    reply.setText('');
    await draft(session, undefined);
  });

  it('does not write an old draft over what is typed already', async () => {
    const { portal, session, host, reply } = await open();
    reply.setText('Old');
    host.disconnect();
    await draft(session, 'Old');
    const again = attach(await openSession(portal));
    again.reply.setText('New');
    await delay(50);
    expect(again.reply.text).to.equal('New');
  });

  it('sends with the same key after a crash of the page', async () => {
    const { portal, session, path, keys, host, reply } = await open();
    let first: string | null = null;
    answer(
      http.post(
        path,
        ({ request }) => {
          first = request.headers.get('Idempotency-Key');
          return delay('infinite');
        },
        { once: true },
      ),
    );
    reply.setText('Once and only once');
    void reply.send();
    await draft(session, 'Once and only once');
    await until(() => first);
    host.disconnect();
    const again = attach(await openSession(portal));
    await until(() => again.reply.text);
    await again.reply.send();
    expect(keys()).to.deep.equal([first]);
  });

  it('is one reply when two tabs send it at the same moment', async () => {
    const { portal, session, reply } = await open();
    const second = attach(await openSession(portal));
    reply.setText('From two windows');
    await draft(session, 'From two windows');
    await until(() => second.reply.text === 'From two windows');
    await Promise.all([reply.send(), second.reply.send()]);
    const { items } = await listMessages(session.client, 'tk_1058', {});
    expect(items.filter(({ html }) => html.includes('From two windows'))).to.have.length(1);
    await until(() => second.reply.text === '' && reply.text === '');
  });

  it('shows in one tab what is typed in the other', async () => {
    const { portal, session, reply } = await open();
    const second = attach(await openSession(portal));
    reply.setText('Here');
    await until(() => second.reply.text === 'Here');
    second.reply.setText('Here and there');
    await until(() => reply.text === 'Here and there');
    reply.setText('');
    await until(() => second.reply.text === '');
    expect((await kept(session))?.content).to.equal(undefined);
  });

  it('tells what another tab had when both were typed into, and loses neither', async () => {
    const { portal, reply } = await open();
    const second = attach(await openSession(portal));
    reply.setText('One');
    second.reply.setText('Two');
    await until(() => reply.other ?? second.reply.other);
    const [late, early] = second.reply.other ? [second.reply, 'One'] : [reply, 'Two'];
    const own = late.text;
    expect(late.other).to.equal(early);
    late.exchange();
    expect([late.text, late.other]).to.deep.equal([early, own]);
  });

  it('leaves no draft when it was sent', async () => {
    const { session, reply } = await open();
    reply.setText('Sent');
    await draft(session, 'Sent');
    await reply.send();
    await draft(session, undefined);
  });

  it('leaves no draft at sign-out', async () => {
    const { session, reply } = await open();
    reply.setText('Secret');
    await draft(session, 'Secret');
    const key = `${session.storageKey}${session.person!.id}\nticket tk_1058\n`;
    reply.setText('Secret, longer');
    await session.signOut();
    await delay(400);
    expect(reply.text).to.equal('');
    expect(await read('drafts', key)).to.equal(undefined);
  });

  it('has a draft for each ticket', async () => {
    const { reply } = await open();
    reply.setText('About the slot');
    reply.ticketId = 'tk_1061';
    expect(reply.text).to.equal('');
    reply.setText('About the case');
    reply.ticketId = 'tk_1058';
    await until(() => reply.text === 'About the slot');
  });

  it('keeps what was written while the reply was on its way', async () => {
    const { reply } = await open();
    reply.setText('First');
    const first = reply.send();
    reply.setText('Second');
    expect((await first)?.html).to.contain('First');
    expect(reply.text).to.equal('Second');
    expect((await reply.send())?.html).to.contain('Second');
  });
});
