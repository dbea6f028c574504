import type {
  Stage,
  Ticket,
  TicketProperty,
  TicketRating,
  TicketReference,
  TicketSummary,
} from '../../src/api/schema.ts';
import type { Requester } from '../accounts/requester.ts';
import type { Column, Row } from '../db/tables.ts';
import type { DeskProperty, DeskTicket, DeskTicketDetail, DeskTicketReference, DeskTicketRow } from '../desks/desk.ts';
import { presentPerson } from './message.ts';
import { inLanguage } from './words.ts';

/** For whom a ticket is written out, and how. */
export interface Reader {
  readonly person: Requester;
  readonly portal: Row<'portals'>;
  readonly languages: readonly string[];
}

/** A ticket as a row of the list. */
export function presentTicketSummary(ticket: DeskTicketRow, reader: Reader): TicketSummary {
  const snippet = ticket.snippet && { parts: ticket.snippet.map(({ text, match }) => ({ text, match })) };
  return {
    ...presentCommon(ticket, reader),
    values: presentValues(ticket, reader),
    unread: ticket.unread,
    changes: presentChanges(ticket, reader),
    snippet,
  };
}

/** The properties that are columns. */
function presentValues({ properties }: DeskTicketRow, { portal, languages }: Reader): TicketSummary['values'] {
  return Object.fromEntries(
    properties.flatMap((property) => {
      const column: Column = `property:${property.name}`;
      const text = portal.columns.includes(column) ? presentProperty(property, languages).value : '';
      return text === '' ? [] : [[column, text]];
    }),
  );
}

function presentChanges({ unread, seen, status, stage }: DeskTicketRow, { portal }: Reader): TicketSummary['changes'] {
  const moved = seen && (seen.status !== status || (portal.show_stages && seen.stageId !== stage.id));
  return [...(unread > 0 ? ['reply' as const] : []), ...(moved ? ['status' as const] : [])];
}

/** A ticket with its properties and the actions it allows; `ratingEnds` is until when its rating can be changed. */
export function presentTicket(
  ticket: DeskTicketDetail,
  { actions, ratingEnds }: { actions: Ticket['actions']; ratingEnds: Date | null },
  reader: Reader,
): Ticket {
  return {
    ...presentCommon(ticket, reader),
    organization: ticket.organization,
    properties: ticket.properties.map((property) => presentProperty(property, reader.languages)),
    people: ticket.people.map((person) => presentPerson(person, reader.person)),
    followUpOf: ticket.followUpOf && presentReference(ticket.followUpOf),
    followUps: ticket.followUps.map(presentReference),
    rating: presentRating(ticket, ratingEnds, reader.portal),
    actions,
  };
}

function presentReference({ id, number, subject }: DeskTicketReference): TicketReference {
  return { id, number, subject };
}

function presentRating(
  { status, rating }: DeskTicketDetail,
  ends: Date | null,
  { rating: kind, rating_comment }: Row<'portals'>,
): TicketRating | null {
  if (kind === 'off' || (status === 'open' && !rating)) return null;
  return {
    kind,
    value: rating && (kind === 'thumbs' ? (rating.value > 3 ? 5 : 1) : rating.value),
    comment: rating?.comment ?? null,
    takesComment: rating_comment,
    changeableUntil: ends?.toISOString() ?? null,
  };
}

function presentCommon(ticket: DeskTicket, reader: Reader) {
  return {
    id: ticket.id,
    number: ticket.number,
    subject: ticket.subject,
    status: ticket.status,
    stage: presentStage(ticket, reader),
    createdAt: ticket.createdAt.toISOString(),
    lastActivityAt: ticket.lastActivityAt.toISOString(),
    requester: { name: ticket.contactName, isYou: ticket.contactId === reader.person.contactId },
  };
}

function presentStage({ stage }: DeskTicket, { portal, languages }: Reader): Stage | null {
  return portal.show_stages ? { id: stage.id, label: inLanguage(stage.label, languages) } : null;
}

function presentProperty(
  { name, label, type, options, value }: DeskProperty,
  languages: readonly string[],
): TicketProperty {
  const written = (single: unknown) => {
    const option = options.find((candidate) => candidate.value === single);
    // A tick is read the same in every language.
    return option
      ? inLanguage(option.label, languages)
      : single === true
        ? '✓'
        : single === false
          ? '✗'
          : String(single);
  };
  const text = Array.isArray(value) ? value.map(written).join(', ') : written(value);
  return { name, label: inLanguage(label, languages), type, value: text };
}
