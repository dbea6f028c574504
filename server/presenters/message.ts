import type { Author, Message, StatusChange } from '../../src/api/schema.ts';
import type { Requester } from '../accounts/requester.ts';
import type { DeskMessage, DeskPerson, DeskState, DeskStatusChange } from '../desks/desk.ts';
import { isCut, namePictures, shorten, SHOWN_AT_ONCE } from '../message-html.ts';
import { presentAttachment } from './attachment.ts';
import type { Reader } from './ticket.ts';
import { inLanguage } from './words.ts';

/** Somebody of a ticket. */
export function presentPerson({ authorKind, authorName, contactId }: DeskPerson, person: Requester): Author {
  return { kind: authorKind, name: authorName, isYou: contactId === person.contactId };
}

/** Something said between customer and team; as much of it as a page shows, or all of it that can be shown. */
export function presentMessage(
  message: DeskMessage,
  person: Requester,
  much: 'beginning' | 'all' = 'beginning',
): Message {
  const html = messageHtml(message);
  const beginning = much === 'all' ? null : shorten(html, SHOWN_AT_ONCE);
  return {
    id: message.id,
    author: presentPerson(message, person),
    channel: message.channel,
    createdAt: message.createdAt.toISOString(),
    html: beginning ?? html,
    shortened: beginning !== null || isCut(html),
    attachments: message.attachments.map(presentAttachment),
  };
}

/** A message's HTML, in which its own pictures are named by the attachments that they are. */
export function messageHtml({ html, attachments }: DeskMessage): string {
  const pictures = attachments.flatMap(({ contentId, id }) => (contentId === null ? [] : [[contentId, id] as const]));
  return namePictures(html, new Map(pictures));
}

/** A ticket that went from one status to another; null where the portal does not show what differs. */
export function presentStatusChange(
  change: DeskStatusChange,
  { person, portal, languages }: Reader,
): StatusChange | null {
  if (!portal.show_stages && change.from.status === change.to.status) return null;
  const state = ({ status, stage }: DeskState) => ({
    status,
    stage: portal.show_stages ? { id: stage.id, label: inLanguage(stage.label, languages) } : null,
  });
  return {
    id: change.id,
    after: change.after,
    at: change.at.toISOString(),
    author: presentPerson(change, person),
    from: state(change.from),
    to: state(change.to),
  };
}
