import type { OpenSession, Person, Session } from '../../src/api/schema.ts';
import type { SignedIn } from '../accounts/requester.ts';
import type { Row } from '../db/tables.ts';

/** Who is signed in, what they may ask for, and until when. */
export function presentSession(person: SignedIn, portal: Row<'portals'>, scopes: Session['scopes']): Session {
  return {
    person: presentPerson(person),
    scopes,
    expiresAt: person.expiresAt.toISOString(),
    endsAt: person.endsAt.toISOString(),
    serverTime: person.seenAt.toISOString(),
    idleSeconds: portal.idle_seconds,
    hasPassword: person.hasPassword && !person.readOnly,
    readOnly: person.readOnly,
  };
}

/** A person as the person sees it. */
export function presentPerson(person: SignedIn): Person {
  const { contactId, name, email, organization, language } = person;
  return { id: contactId, name, email, organization, language };
}

/** One of the person's sessions. */
export function presentOpenSession(
  row: Pick<Row<'sessions'>, 'id' | 'browser' | 'system' | 'created_at' | 'last_used_at'>,
  place: OpenSession['place'],
  person: SignedIn,
): OpenSession {
  const isCurrent = row.id === person.sessionId;
  return {
    id: row.id,
    device: { browser: row.browser, system: row.system },
    place,
    createdAt: row.created_at.toISOString(),
    // This one is being used as it is looked at.
    lastUsedAt: (isCurrent ? person.seenAt : row.last_used_at).toISOString(),
    isCurrent,
  };
}
