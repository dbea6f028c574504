import { type Outbox, outboxOf, waitingOutboxes } from '../controllers/outbox.js';
import { OutboxPanel, showOutbox } from '../elements/outbox/outbox.js';
import { PorticoElement } from '../elements/portico-element.js';
import type { Session } from '../session/session.js';
import { define } from './define.js';

define('portico-outbox', OutboxPanel);

const followed = new WeakSet<Outbox>();

/** The elements of the page that show a session to a person. */
function shownIn(session: Session): PorticoElement[] {
  const all = [
    ...document.querySelectorAll('portico-portal, portico-ticket-list, portico-ticket, portico-support-form'),
  ];
  return all.filter(
    (element): element is PorticoElement =>
      element instanceof PorticoElement &&
      element.session === session &&
      element.isConnected &&
      !element.parentElement?.closest('portico-portal'),
  );
}

function follow(outbox: Outbox): void {
  if (followed.has(outbox)) return;
  followed.add(outbox);
  const show = (): void => {
    if (outbox.entries.length) for (const host of shownIn(outbox.session)) showOutbox(host, outbox.session);
  };
  outbox.addEventListener('change', show);
  show();
}

/** Shows what waits in a session's outbox, in every view, as soon as something does. */
export function watchOutbox(session: Session): void {
  follow(outboxOf(session));
}

void waitingOutboxes().then((outboxes) => outboxes.forEach(follow));
