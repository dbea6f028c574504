import type { StreamEventsData } from '../../src/api/schema.ts';
import { networkOf } from '../accounts/networks.ts';
import type { Operation } from './operation.ts';

/** What happens to this person's tickets, as it happens. */
export const streamEvents: Operation<StreamEventsData, { 200: Blob }> = async (call) => {
  const { input, ports, person, remoteAddress } = call;
  const { page, seconds = 0 } = input.query;
  const stream = await ports.live.open(person, {
    page,
    seconds,
    after: input.headers['Last-Event-ID'],
    network: networkOf(remoteAddress),
  });
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // A proxy that changes or gathers what passes would hold every event back.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
    body: stream,
  };
};
