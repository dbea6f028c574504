import type { Message } from '../../src/api/schema.js';
import type { MockPortal } from './mock-portal.js';

/** One grey pixel: an image is no request that the tests could answer. */
export const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Leaves one message of the team's in the first ticket; answers the ticket's id. */
export function leaveMessage(portal: MockPortal, said: Pick<Message, 'html' | 'attachments'>): string {
  const { id } = portal.tickets[0]!;
  portal.conversations.set(id, [
    {
      id: 'ms_1',
      author: { kind: 'team', name: 'Tom Verhaeghe', isYou: false },
      channel: 'email',
      createdAt: '2026-11-03T09:00:00Z',
      shortened: false,
      ...said,
    },
  ]);
  return id;
}
