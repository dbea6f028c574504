import { PorticoSignOutEvent } from '../events/sign-out.js';
import { configuration, type Prefill } from '../session/configuration.js';
import type { GetToken } from '../session/host.js';
import { configure, type Session, sessions } from '../session/session.js';
import type { OpenOptions } from './portico.js';
import { PorticoElement } from './portico-element.js';
import { tagsOf } from './prefixes.js';
import type { Route } from './route.js';

/** The elements a page has by themselves. */
const speakers = ['portal', 'ticket-list', 'ticket', 'support-form', 'account'];

const views: readonly Route['view'][] = ['tickets', 'ticket', 'new', 'account'];

/** Has the page's own login say now who is signed in; whether anybody is. */
export async function identify(getToken?: GetToken): Promise<boolean> {
  if (getToken !== undefined && typeof getToken !== 'function')
    throw new TypeError('portico.identify takes a function that answers a signed token, or null: not who it is.');
  const asked = [...sessions.values()];
  if (getToken) configure({ getToken });
  else if (![configuration, ...asked].some((one) => one.getToken))
    throw new TypeError('portico.identify has nobody to ask: configure getToken first.');
  await Promise.all(asked.filter((session) => session.getToken).map((session) => session.retry()));
  return asked.some(({ state }) => state === 'signed-in');
}

/** A page that signs out in answer to being asked is not asked again. */
let isAsking = false;

/** Signs out of every portal of the page; whether nobody is signed in any more. */
export async function signOut(): Promise<boolean> {
  const inside = [...sessions.values()].filter(({ person }) => person);
  if (!isAsking) {
    isAsking = true;
    const left = inside.filter((session) => announcer(session).dispatchEvent(new PorticoSignOutEvent()));
    // What it calls in answer comes a moment later, by way of this part's being loaded.
    setTimeout(() => (isAsking = false), 250);
    await Promise.all(left.map((session) => session.signOut()));
  }
  return inside.every(({ person }) => !person);
}

/** Shows a view in the launcher's dialog, or in the page's portal where there is no launcher; whether it is shown. */
export async function open(view?: Route['view'], { ticket, prefill: values }: OpenOptions = {}): Promise<boolean> {
  const wanted = view ?? (ticket ? 'ticket' : 'tickets');
  if (!views.includes(wanted)) throw new TypeError(`There is no view ${wanted}: it is one of ${views.join(', ')}.`);
  if (wanted === 'ticket' && !ticket) throw new TypeError('Which ticket? Give its id: open("ticket", { ticket }).');
  if (values) prefill(values);
  const launcher = document.querySelector<HTMLElementTagNameMap['portico-launcher']>(tagsOf('launcher'));
  if (launcher) {
    await customElements.whenDefined(launcher.localName);
    return launcher.open(wanted, ticket);
  }
  const portal = document.querySelector<HTMLElementTagNameMap['portico-portal']>(tagsOf('portal'));
  if (!portal) throw new Error('There is neither a portico-launcher nor a portico-portal in this page.');
  return portal.navigate(ticket ? { view: 'ticket', ticketId: ticket } : { view: wanted });
}

/** Gives support forms something to begin with: those of portals, now and later, and those that stand in the page by themselves. */
export function prefill(values: Prefill): void {
  configure({ prefill: values });
  for (const form of document.querySelectorAll<HTMLElement & { prefill?: Prefill }>(tagsOf('support-form')))
    form.prefill = values;
}

/** The element that speaks for a session: one of the page's own, else the page. */
function announcer(session: Session): EventTarget {
  const elements = document.querySelectorAll(speakers.map(tagsOf).join());
  return [...elements].find((one) => one instanceof PorticoElement && one.session === session) ?? document;
}
