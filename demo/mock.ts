/**
 * Shows elements without a server: a page under demo/elements/ loads this file alone. It answers the portal at `/mock/help` as the
 * page's `?scene=` says, signs somebody in (unless `?signed=out`), and then loads the library.
 *
 *   <script type="module" src="/assets/demo/mock.js"></script>
 *   <portico-ticket-list src="/mock/help"></portico-ticket-list>
 */
import { Session } from '../src/session/session.js';
import { emails, MockPortal, password, type Scene, scenes } from '../test/support/mock-portal.js';
import { mockNetwork } from '../test/support/network.js';

const parameters = new URLSearchParams(location.search);
const asked = parameters.get('scene') ?? '';
const scene = scenes.find((known) => known === asked) ?? 'normal';

/** Mocks one portal and sees to it that its visitor is signed in, or is not. */
async function mock(src: string, scene: Scene, email?: string, profile?: string): Promise<MockPortal> {
  const portal = new MockPortal(src, scene);
  network.use(...portal.handlers);
  const session = new Session(src, profile);
  await (email ? session.signIn(email, password) : session.signOut());
  return portal;
}

const network = mockNetwork([]);
void network.enable();
const out = parameters.get('signed') === 'out';
await mock(`${location.origin}/mock/help`, scene, out ? undefined : emails.mika);
// A second portal with another person, for the page that shows two.
await mock(`${location.origin}/mock/radio`, scene, out ? undefined : emails.rosa);
const library = '/assets/portico.js';
await import(library);
