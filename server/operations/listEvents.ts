import type { ListEventsData, ListEventsResponses } from '../../src/api/schema.ts';
import type { Operation } from './operation.ts';

/** What happened to this person's tickets, for where no stream arrives. */
export const listEvents: Operation<ListEventsData, ListEventsResponses & { 304: void }> = async (call) => {
  const { input, ports, person } = call;
  const { after, seconds = 0 } = input.query;
  const { events, cursor, isReset } = await ports.live.recent(person, { after, seconds });
  const headers = { ETag: `"${cursor}"` };
  if (events.length === 0 && !isReset && input.headers['If-None-Match'] === headers.ETag)
    return { status: 304, headers };
  return { status: 200, headers, body: { items: events, cursor, isReset } };
};
