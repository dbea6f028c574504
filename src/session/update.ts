import type { Person } from '../api/schema.js';
import type { Session } from './session.js';

/** Has a session take over what the portal now says of its person. */
export function update(session: Session, person: Person): void {
  if (session.person?.id !== person.id) return;
  session.person = person;
  session.dispatchEvent(new Event('change'));
}
