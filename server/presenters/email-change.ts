import type { EmailChange } from '../../src/api/schema.ts';
import type { Row } from '../db/tables.ts';

/** A change of an e-mail address as the person sees it who began it. */
export function presentEmailChange(
  row: Pick<Row<'email_changes'>, 'new_email' | 'expires_at' | 'old_confirmed_at' | 'new_confirmed_at'>,
): EmailChange {
  const { new_email, expires_at, old_confirmed_at, new_confirmed_at } = row;
  const confirmed: EmailChange['confirmed'] = [];
  if (old_confirmed_at) confirmed.push('old');
  if (new_confirmed_at) confirmed.push('new');
  return { email: new_email, expiresAt: expires_at.toISOString(), confirmed };
}
