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
  forms[parameters.get('form') ?? '']?.(portal);
  network.use(...portal.handlers);
  const session = new Session(src, profile);
  await (email ? session.signIn(email, password) : session.signOut());
  return portal;
}

/** Forms as no example of the contract has them, for the page of the support form. */
const forms: Record<string, (portal: MockPortal) => void> = {
  changed: ({ forms: [form] }) =>
    setTimeout(() => {
      form!.version = 'another';
      form!.sections[0]!.fields[1]!.options = [{ value: 'plover', label: 'Plover' }];
    }, 3000),
  large: ({ forms: [form] }) => {
    const [subject] = form!.sections[0]!.fields;
    const questions = Array.from({ length: 299 }, (_, index) => ({
      ...subject!,
      pointer: `/properties/f${index}`,
      label: `Question ${index + 1}`,
      required: false,
      condition: index % 3 ? { properties: { properties: { not: { required: ['f0'] } } } } : null,
    }));
    form!.sections[0]!.fields.push(...questions);
  },
  circle: ({ forms: [form] }) => {
    const [, product] = form!.sections[0]!.fields;
    const waits = (name: string) => ({ required: ['properties'], properties: { properties: { required: [name] } } });
    for (const [name, other] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const)
      form!.sections[0]!.fields.push({ ...product!, pointer: `/properties/${name}`, condition: waits(other) });
  },
  hostile: ({ forms: [, form] }) => {
    form!.sections[2]!.fields[0]!.consent!.html =
      '<p onclick="alert(1)">Read <a href="javascript:alert(1)">this</a>.</p><img src="x" onerror="alert(1)"><script>alert(1)</script>';
  },
};

const network = mockNetwork([]);
void network.enable();
const out = parameters.get('signed') === 'out';
await mock(`${location.origin}/mock/help`, scene, out ? undefined : emails.mika);
// A second portal with another person, for the page that shows two.
await mock(`${location.origin}/mock/radio`, scene, out ? undefined : emails.rosa);
const library = '/assets/portico.js';
await import(library);
