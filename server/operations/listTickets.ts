import type { ListTicketsData, ListTicketsResponses, TicketSort } from '../../src/api/schema.ts';
import { readCursor, writeCursor } from '../cursors.ts';
import { presentTicketSummary } from '../presenters/ticket.ts';
import type { SortKey, TicketPosition } from '../ticket-query.ts';
import type { Operation } from './operation.ts';

/** The tickets this person may see, a page at a time. */
export const listTickets: Operation<ListTicketsData, ListTicketsResponses> = async (call) => {
  const { input, ports, person } = call;
  const { scope = 'mine', status, stage, q, sort = '-last-activity', limit = 25, cursor } = input.query;
  const place = readCursor(cursor, (content) => isPlace(content, sort));

  const { tickets, next } = await ports.desk.listTickets(person, {
    scope,
    status,
    stageId: stage,
    search: q === undefined || q.trim() === '' ? null : q.replaceAll('\0', ' '),
    sort: { key: keyOf(sort), descending: sort.startsWith('-') },
    limit,
    after: place && { value: place[1], number: place[2] },
  });

  return {
    status: 200,
    body: {
      items: tickets.map((ticket) => presentTicketSummary(ticket, call)),
      nextCursor: next && writeCursor([sort, next.value, next.number]),
    },
  };
};

function keyOf(sort: TicketSort): SortKey {
  return (sort.startsWith('-') ? sort.slice(1) : sort) as SortKey;
}

type Place = [sort: TicketSort, value: TicketPosition['value'], number: number];

function isPlace(content: unknown, sort: TicketSort): content is Place {
  if (!Array.isArray(content) || content.length !== 3 || content[0] !== sort || !Number.isSafeInteger(content[2]))
    return false;
  const value: unknown = content[1];
  if (keyOf(sort) === 'subject') return typeof value === 'string' && !value.includes('\0');
  // Microseconds up to the year 9999, or a number.
  return Number.isSafeInteger(value) && Math.abs(value as number) < 253_402_300_800_000_000;
}
