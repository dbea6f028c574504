import type { Channel } from '../../api/schema.js';
import { plural } from './core.js';

const channels: Record<Channel, string> = {
  portal: 'Portal',
  email: 'E-mail',
  chat: 'Chat',
  messenger: 'Messenger',
  form: 'Form',
  phone: 'Phone',
};

/** What a ticket and its conversation say. */
export const words = {
  problems: {
    'action-refused': 'This ticket does not allow that any more.',
    'not-found': 'This ticket is not there any more, or not yours.',
  },
  channels,
  back: 'All tickets',
  ticketGone: 'Ticket not found',
  ticketGoneHint: 'It is not there, or not yours.',
  company: 'Organisation',
  conversation: 'Conversation',
  details: 'Details',
  showEarlier: 'Show earlier messages',
  team: 'Team',
  quoted: 'Quoted text',
  showImages: (count: number) => plural(count, { one: 'Show # image', other: 'Show # images' }),
  imagesBlocked: 'Loading them tells the sender that you read this.',
  showAll: 'Show the whole message',
  signature: 'Signature',
  newMessages: 'New',
  moved: (who: string, from: string, to: string) => `${who} changed the status from ${from} to ${to}`,
  people: 'People',
  followUpOf: 'Follow-up of',
  followUps: 'Follow-ups',
  reply: 'Reply',
  closedForReplies: 'This ticket is closed and takes no more replies.',
};

export type TicketWords = typeof words;
