import { expect } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import { type Letter, type Outbox, outboxOf, type Sent } from '../../src/controllers/outbox.js';
import type { Message } from '../../src/api/schema.js';
import type { Session } from '../../src/session/session.js';
import { type MockPortal, problem } from '../support/mock-portal.js';
import { answer, emails, mockPortal, openSession, password, signedIn, until } from '../support/portal.js';

const started = Date.now();

const letter = (text: string, more: Partial<Letter> = {}): Letter => ({
  key: crypto.randomUUID(),
  ticketId: 'tk_1058',
  subject: 'Slot B',
  body: { text },
  files: [],
  content: text,
  ...more,
});

interface Scene {
  portal: MockPortal;
  session: Session;
  outbox: Outbox;
  /** What the portal made of it, in the order in which it came. */
  texts: () => string[];
  line: { isDown: boolean };
}

/** What was made of the replies in these tests, in the order in which it was. */
const made = (portal: MockPortal): Message[] =>
  [...portal.conversations.values()]
    .flat()
    .filter(({ createdAt }) => Date.parse(createdAt) >= started)
    .sort((one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt));

/** Somebody who is signed in, with a line that is down. */
async function open(): Promise<Scene> {
  const portal = mockPortal();
  const line = { isDown: true };
  const cut = (): Response | undefined => (line.isDown ? HttpResponse.error() : undefined);
  answer(
    http.post(`${portal.src}/api/v1/tickets/:id/messages`, cut),
    http.post(`${portal.src}/api/v1/tickets`, cut),
    http.post(`${portal.src}/api/v1/uploads`, cut),
  );
  const session = await signedIn(portal);
  const texts = (): string[] => made(portal).map(({ html }) => html.replace(/<[^>]*>/g, ''));
  return { portal, session, outbox: outboxOf(session), texts, line };
}

const mend = (line: Scene['line']): void => {
  line.isDown = false;
  dispatchEvent(new Event('online'));
};

const empty = (outbox: Outbox): Promise<unknown> => until(() => !outbox.entries.length);

describe('Outbox', () => {
  it('sends everything in order, once, when the line is back', async () => {
    const { outbox, texts, line } = await open();
    for (const text of ['one', 'two', 'three']) await outbox.add(letter(text));
    await until(() => outbox.failure);
    expect(outbox.entries.map(({ state }) => state)).to.deep.equal(['queued', 'queued', 'queued']);
    mend(line);
    await empty(outbox);
    expect(texts()).to.deep.equal(['one', 'two', 'three']);
    expect(outbox.failure).to.equal(undefined);
  });

  it('tries again at once when the line comes back while a try is failing', async () => {
    const { portal, outbox, texts, line } = await open();
    line.isDown = false;
    let fail: (() => void) | undefined;
    answer(
      http.post(
        `${portal.src}/api/v1/tickets/:id/messages`,
        async () => {
          await new Promise<void>((resolve) => (fail = resolve));
          return problem('unavailable', { retryAfter: 60 });
        },
        { once: true },
      ),
    );
    await outbox.add(letter('one'));
    await until(() => fail);
    dispatchEvent(new Event('online'));
    fail!();
    await empty(outbox);
    expect(texts()).to.deep.equal(['one']);
  });

  it('tells what it is sending, and what came of it', async () => {
    const { outbox, line } = await open();
    const sent: Sent[] = [];
    const states = new Set<string>();
    outbox.addEventListener('sent', (event) => sent.push((event as CustomEvent<Sent>).detail));
    outbox.addEventListener('change', () => outbox.entries.forEach(({ state }) => states.add(state)));
    line.isDown = false;
    const written = letter('hello');
    await outbox.add(written);
    await empty(outbox);
    expect([...states]).to.include.members(['queued', 'sending']);
    expect(sent).to.have.length(1);
    expect(sent[0]!.key).to.equal(written.key);
    expect(sent[0]!.result).to.have.property('html', '<p>hello</p>');
  });

  it('has nothing wait any more when it says that it was sent', async () => {
    const { outbox, line } = await open();
    const waiting: number[] = [];
    outbox.addEventListener('sent', () => waiting.push(outbox.entries.length));
    await outbox.add(letter('hello'));
    mend(line);
    await until(() => waiting.length);
    expect(waiting).to.deep.equal([0]);
  });

  it('keeps the same thing once, and sends it with the key it has', async () => {
    const { portal, outbox, line } = await open();
    const written = letter('from two tabs');
    await outbox.add(written);
    await outbox.add(written);
    expect(outbox.entries).to.have.length(1);
    mend(line);
    await empty(outbox);
    expect(portal.requests('createMessage').map(({ headers }) => headers.get('Idempotency-Key'))).to.deep.equal([
      written.key,
    ]);
  });

  it('is sent by one tab alone', async () => {
    const { portal, outbox, texts, line } = await open();
    const second = outboxOf(await openSession(portal));
    await outbox.add(letter('one'));
    await second.add(letter('two'));
    await until(() => outbox.entries.length === 2 && second.entries.length === 2);
    mend(line);
    await Promise.all([empty(outbox), empty(second)]);
    expect(texts()).to.deep.equal(['one', 'two']);
  });

  it('makes one message when the answer was lost', async () => {
    const { portal, outbox, line } = await open();
    line.isDown = false;
    answer(
      http.post(
        `${portal.src}/api/v1/tickets/:id/messages`,
        async ({ request }) => {
          await fetch(request.clone()).catch(() => {});
          return HttpResponse.error();
        },
        { once: true },
      ),
    );
    await outbox.add(letter('heard, not answered'));
    await until(() => outbox.failure);
    mend(line);
    await empty(outbox);
    expect(made(portal)).to.have.length(1);
  });

  it('goes on after the page was gone', async () => {
    const { portal, session, outbox, texts, line } = await open();
    for (const text of ['one', 'two']) await outbox.add(letter(text));
    const again = outboxOf(await openSession(portal));
    expect(again.session).not.to.equal(session);
    await until(() => again.entries.length === 2);
    mend(line);
    await empty(again);
    expect(texts()).to.deep.equal(['one', 'two']);
    expect(portal.requests('createMessage')).to.have.length(2);
  });

  it('holds what was refused, and what comes behind it at the same ticket, until told otherwise', async () => {
    const { portal, outbox, texts, line } = await open();
    let refuses = true;
    answer(
      http.post(`${portal.src}/api/v1/tickets/tk_1058/messages`, () =>
        line.isDown ? HttpResponse.error() : refuses ? problem('action-refused') : undefined,
      ),
    );
    await outbox.add(letter('one'));
    await outbox.add(letter('two'));
    await outbox.add(letter('elsewhere', { ticketId: 'tk_1061' }));
    mend(line);
    await until(() => outbox.entries.length === 2);
    expect(texts()).to.deep.equal(['elsewhere']);
    expect(outbox.entries.map(({ state, refusal }) => [state, refusal?.code])).to.deep.equal([
      ['failed', 'action-refused'],
      ['queued', undefined],
    ]);
    refuses = false;
    await outbox.retry(outbox.entries[0]!.id);
    await empty(outbox);
    expect(texts()).to.deep.equal(['elsewhere', 'one', 'two']);
  });

  it('goes on with the next when the first is given up', async () => {
    const { outbox, texts, line } = await open();
    await outbox.add(letter('one'));
    await outbox.add(letter('two'));
    await outbox.remove(outbox.entries[0]!.id);
    mend(line);
    await empty(outbox);
    expect(texts()).to.deep.equal(['two']);
  });

  it('waits for the same person, whoever signs in meanwhile', async () => {
    const { portal, session, outbox, texts, line } = await open();
    await outbox.add(letter('Mika’s'));
    await until(() => outbox.failure);
    portal.expire();
    mend(line);
    await until(() => session.state === 'expired');
    await session.signIn(emails.rosa, password);
    await until(() => !outbox.entries.length);
    expect(texts()).to.deep.equal([]);
    portal.expire();
    await session.signIn(emails.mika, password);
    await until(() => texts().length);
    expect(texts()).to.deep.equal(['Mika’s']);
    await empty(outbox);
  });

  it('goes on when the session expired in the middle and the same person is back', async () => {
    const { portal, session, outbox, texts, line } = await open();
    await outbox.add(letter('one'));
    await outbox.add(letter('two'));
    portal.expire();
    mend(line);
    await until(() => session.state === 'expired');
    expect(outbox.entries).to.have.length(2);
    await session.signIn(emails.mika, password);
    await empty(outbox);
    expect(texts()).to.deep.equal(['one', 'two']);
  });

  it('leaves nothing at sign-out', async () => {
    const { session, outbox, line, texts } = await open();
    await outbox.add(letter('secret'));
    await until(() => outbox.failure);
    await session.signOut();
    mend(line);
    await session.signIn(emails.mika, password);
    await outbox.refresh();
    expect(outbox.entries).to.deep.equal([]);
    expect(texts()).to.deep.equal([]);
  });

  it('sends the files that wait with a reply first', async () => {
    const { portal, outbox, line } = await open();
    const file = new File(['levels'], 'levels.txt');
    await outbox.add(letter('see the file', { files: [{ key: crypto.randomUUID(), name: file.name, file }] }));
    mend(line);
    await empty(outbox);
    const message = made(portal).find(({ html }) => html.includes('see the file'))!;
    expect(message.attachments.map(({ name }) => name)).to.deep.equal(['levels.txt']);
  });

  it('sends a file again that the portal has forgotten meanwhile', async () => {
    const { portal, outbox, line } = await open();
    const file = new File(['levels'], 'levels.txt');
    const waiting = { key: crypto.randomUUID(), name: file.name, file, uploadId: 'up_gone' };
    answer(
      http.post(`${portal.src}/api/v1/tickets/:id/messages`, async ({ request }) => {
        const { uploadIds } = (await request.clone().json()) as { uploadIds: string[] };
        const errors = [{ pointer: '/uploadIds/0', code: 'unknown-value' as const }];
        return uploadIds.includes('up_gone') ? problem('validation-failed', { errors }) : undefined;
      }),
    );
    mend(line);
    await outbox.add(letter('see the old file', { files: [waiting] }));
    await empty(outbox);
    const message = made(portal).find(({ html }) => html.includes('see the old file'))!;
    expect(message.attachments.map(({ name }) => name)).to.deep.equal(['levels.txt']);
  });

  it('opens a ticket', async () => {
    const { portal, outbox, line } = await open();
    const body = { formId: portal.portal.forms[0]!.id, subject: 'Written in a tunnel', text: 'No line.' };
    await outbox.add(letter('', { ticketId: undefined, subject: body.subject, body, content: { '/text': body.text } }));
    mend(line);
    await empty(outbox);
    expect(portal.tickets.filter(({ subject }) => subject === body.subject)).to.have.length(1);
  });
});
