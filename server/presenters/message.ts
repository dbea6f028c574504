import type { Message } from '../../src/api/schema.ts';
import type { Requester } from '../accounts/requester.ts';
import type { DeskMessage } from '../desks/desk.ts';
import { presentAttachment } from './attachment.ts';

/** Something said between customer and team. */
export function presentMessage(message: DeskMessage, person: Requester): Message {
  return {
    id: message.id,
    author: { kind: message.authorKind, name: message.authorName, isYou: message.contactId === person.contactId },
    channel: message.channel,
    createdAt: message.createdAt.toISOString(),
    html: message.html,
    attachments: message.attachments.map(presentAttachment),
  };
}
