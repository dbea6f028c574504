import type { ListTicketsData, ListTicketsResponses } from '../../src/api/schema.ts';
import { storable } from '../content/index.ts';
import { readCursor, writeCursor } from '../cursors.ts';
import { readConditions } from '../policies/conditions.ts';
import { presentTicketSummary } from '../presenters/ticket.ts';
import { Problem } from '../problem.ts';
import { listStages } from '../stores/portals.ts';
import { listShownProperties, type ShownProperty } from '../stores/properties.ts';
import type { Sort, Span } from '../ticket-query.ts';
import type { Call, Operation } from './operation.ts';

/** The tickets this person may see, a page at a time. */
export const listTickets: Operation<ListTicketsData, ListTicketsResponses> = async (call) => {
  const { input, ports, person, portal } = call;
  const { scope = 'mine', status, stage, q, property = [], sort = '-last-activity', limit = 25, cursor } = input.query;
  const { createdFrom, createdTo, activityFrom, activityTo } = input.query;
  const definitions = await listShownProperties(ports.db, portal.id);
  const { conditions, errors } = readConditions(property.map(storable), definitions);
  if (errors.length > 0) throw new Problem('invalid-request', { errors });
  const order = await sortOf(call, sort, definitions);
  const place = readCursor(cursor, (content) => isPlace(content, sort, order));

  const { tickets, next } = await ports.desk.listTickets(person, {
    scope,
    status,
    stageId: stage,
    created: spanOf(createdFrom, createdTo),
    activity: spanOf(activityFrom, activityTo),
    conditions,
    search: q === undefined || q.trim() === '' ? null : q.replaceAll('\0', ' '),
    sort: order,
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

async function sortOf(
  { ports, portal }: Call<ListTicketsData>,
  asked: string,
  definitions: readonly ShownProperty[],
): Promise<Sort> {
  const descending = asked.startsWith('-');
  const key = descending ? asked.slice(1) : asked;
  switch (key) {
    case 'last-activity':
    case 'created':
    case 'number':
    case 'subject':
    case 'requester':
      return { key, descending };
    case 'status': {
      const stages = portal.show_stages ? await listStages(ports.db, portal.id) : [];
      return { key, descending, stageIds: stages.map(({ id }) => id) };
    }
  }
  const property = definitions.find(({ name }) => key === `property:${name}`);
  if (!property || !portal.columns.includes(`property:${property.name}`))
    throw new Problem('invalid-request', { errors: [{ pointer: '/sort', code: 'unknown-value' }] });
  return { key: 'property', property: property.name, type: property.type, descending };
}

// The years that both JavaScript and SQL can write.
const FIRST = new Date('0001-01-01T00:00:00Z');

function spanOf(from: string | undefined, to: string | undefined): Span {
  return { from: momentOf(from), to: momentOf(to) };
}

function momentOf(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const moment = new Date(text);
  // A leap second is a time of the contract and none of the language.
  if (Number.isNaN(moment.getTime())) throw new Problem('invalid-request', { detail: `${text} is no time.` });
  return moment < FIRST ? FIRST : moment;
}

type Position = [sort: string, value: string | number | null, number: number];

function isPlace(content: unknown, sort: string, order: Sort): content is Position {
  if (!Array.isArray(content) || content.length !== 3 || content[0] !== sort || !Number.isSafeInteger(content[2]))
    return false;
  const value: unknown = content[1];
  if (value === null) return order.key === 'property';
  if (isOfText(order)) return typeof value === 'string' && !value.includes('\0');
  if (order.key === 'property') return Number.isFinite(value);
  // Microseconds up to the year 9999, or a number.
  return Number.isSafeInteger(value) && Math.abs(value as number) < 253_402_300_800_000_000;
}

function isOfText(order: Sort): boolean {
  if (order.key === 'property') return order.type === 'text' || order.type === 'date';
  return order.key === 'subject' || order.key === 'requester';
}
