import type { UnreadCount } from '../../src/api/schema.ts';

/** Nobody reads more than two digits. */
const MOST = 99;

/** A number of unread messages, as far as it is told. */
export function presentUnread(count: number): UnreadCount {
  return { count: Math.min(count, MOST), isMore: count > MOST };
}
