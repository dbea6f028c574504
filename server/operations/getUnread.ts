import type { GetUnreadData, GetUnreadResponses } from '../../src/api/schema.ts';
import { presentUnread } from '../presenters/unread.ts';
import type { Operation } from './operation.ts';

/** How many messages of the person's own tickets are unread. */
export const getUnread: Operation<GetUnreadData, GetUnreadResponses> = async ({ ports, person }) => {
  return { status: 200, body: presentUnread(await ports.desk.countUnread(person)) };
};
