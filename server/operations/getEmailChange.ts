import type { GetEmailChangeData, GetEmailChangeResponses } from '../../src/api/schema.ts';
import { presentEmailChange } from '../presenters/email-change.ts';
import { findEmailChange } from '../stores/email-changes.ts';
import type { Operation } from './operation.ts';

/** The change of one's own e-mail address that is under way. */
export const getEmailChange: Operation<GetEmailChangeData, GetEmailChangeResponses> = async ({
  person,
  ports,
  now,
}) => {
  const change = await findEmailChange(person, ports.db, now);
  return { status: 200, body: { change: change ? presentEmailChange(change) : null } };
};
