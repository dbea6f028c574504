import type { Session } from '../../src/api/schema.ts';
import type { SignedIn } from '../accounts/requester.ts';
import type { Row } from '../db/tables.ts';

/** Who is signed in, what they may ask for, and until when. */
export function presentSession(person: SignedIn, portal: Row<'portals'>, scopes: Session['scopes']): Session {
  return {
    person: { id: person.contactId, name: person.name, email: person.email, organization: person.organization },
    scopes,
    expiresAt: person.expiresAt.toISOString(),
    idleSeconds: portal.idle_seconds,
  };
}
