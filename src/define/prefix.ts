import { prefixes } from '../elements/prefixes.js';
import { define } from './define.js';
import './account.js';
import './launcher.js';
import './link.js';
import './portal.js';
import './support-form.js';
import './ticket.js';

const names = ['portal', 'login', 'ticket-list', 'ticket', 'support-form', 'account', 'launcher', 'link'];

/**
 * Registers every public element under another prefix too: `defineAll('acme')` makes `<acme-portal>` and the others. What they are made
 * of inside keeps its tags, `portico-*`. (docs/decisions/0028)
 */
export function defineAll(prefix: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(prefix))
    throw new TypeError(`${prefix} cannot begin the name of an element: small letters, digits and single hyphens.`);
  prefixes.add(prefix);
  for (const name of names) {
    const element = customElements.get(`portico-${name}`);
    if (element) define(`${prefix}-${name}`, class extends element {});
  }
}
