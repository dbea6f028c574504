import { createMessage } from '../../src/api/operations/reply.js';
import { expect } from '@open-wc/testing';
import { TicketController } from '../../src/controllers/ticket.js';
import { TestHost } from '../support/host.js';
import type { Scene } from '../support/mock-portal.js';
import { mockPortal, signedIn, until } from '../support/portal.js';

const open = async (ticketId = 'tk_1058', scene?: Scene) => {
  const portal = mockPortal(scene);
  const session = await signedIn(portal);
  const host = new TestHost();
  const ticket = new TicketController(host, () => session);
  ticket.ticketId = ticketId;
  host.connect();
  await until(() => ticket.messages.state !== 'pending' && ticket.ticket.state !== 'pending');
  return { portal, session, host, ticket };
};

describe('TicketController', () => {
  it('loads the ticket and its conversation, once', async () => {
    const { portal, ticket } = await open();
    expect(ticket.ticket.value?.number).to.equal(1058);
    expect(ticket.messages.value?.items).to.have.length(5);
    expect(portal.requests('getTicket')).to.have.length(1);
    expect(portal.requests('listMessages')).to.have.length(1);
  });

  it('says when there is no such ticket', async () => {
    const { ticket } = await open('tk_none');
    expect(ticket.ticket.error).to.include({ code: 'not-found' });
  });

  it('turns to another ticket, with nothing of the former', async () => {
    const { ticket } = await open();
    ticket.ticketId = 'tk_1061';
    expect(ticket.ticket.value).to.equal(undefined);
    expect(ticket.messages.value).to.equal(undefined);
    await until(() => ticket.ticket.state === 'ready');
    expect(ticket.ticket.value?.number).to.equal(1061);
  });

  it('shows what was said earlier above what is shown', async () => {
    const { ticket } = await open('tk_1058', 'long');
    const ids = ticket.messages.value!.items.map(({ id }) => id);
    await ticket.loadEarlier();
    expect(ticket.messages.value!.items.map(({ id }) => id)).to.deep.equal([
      ...ids.map((id) => `${id}_earlier`),
      ...ids,
    ]);
    expect(ticket.messages.value!.earlierCursor).to.equal(null);
  });

  it('keeps what is shown when the earlier part fails', async () => {
    const { portal, ticket } = await open('tk_1058', 'long');
    portal.scene = 'offline';
    await ticket.loadEarlier();
    expect(ticket.earlier.state).to.equal('failed');
    expect(ticket.messages.value?.items).to.have.length(5);
  });

  it('shows a message that was just sent once, and asks what became of the ticket', async () => {
    const { portal, session, ticket } = await open();
    const message = await createMessage(session.client, 'tk_1058', { text: 'Thanks' }, crypto.randomUUID());
    ticket.append(message);
    ticket.append(message);
    expect(ticket.messages.value?.items.filter(({ id }) => id === message.id)).to.have.length(1);
    await until(() => ticket.ticket.state === 'ready');
    expect(portal.requests('getTicket').length).to.be.greaterThan(1);
  });

  it('forgets the ticket at sign-out', async () => {
    const { session, ticket } = await open();
    void session.signOut();
    expect(ticket.ticket.state).to.equal('idle');
    expect(ticket.messages.state).to.equal('idle');
  });
});
