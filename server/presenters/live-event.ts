import type { LiveEvent } from '../../src/api/schema.ts';
import type { LiveEventRow } from '../stores/live-events.ts';

/** An event as the person hears it: ids, and who is writing. */
export function presentLiveEvent({ id, kind, ticket_id, message_id, name }: LiveEventRow): LiveEvent {
  return {
    id: id === null ? null : String(id),
    kind,
    ticketId: ticket_id,
    messageId: message_id,
    name: kind === 'writing' ? (name ?? null) : null,
  };
}
