/**
 * Shows elements without a server: a page under demo/elements/ loads this file alone. It answers the portal at `/mock/help` as the
 * page's `?scene=` says, signs somebody in (unless `?signed=out`), and then loads the library.
 *
 *   <script type="module" src="/assets/demo/mock.js"></script>
 *   <portico-ticket-list src="/mock/help"></portico-ticket-list>
 */
import { delay, http } from 'msw';
import messagesExample from '../openapi/examples/messages.json' with { type: 'json' };
import type { Message } from '../src/api/schema.js';
import { Session } from '../src/session/session.js';
import { PendingEntry } from '../src/controllers/pending-entry.js';
import { emails, MockPortal, password, problem, type Scene, scenes } from '../test/support/mock-portal.js';
import { mockNetwork } from '../test/support/network.js';

const parameters = new URLSearchParams(location.search);
const asked = parameters.get('scene') ?? '';
const scene = scenes.find((known) => known === asked) ?? 'normal';

/** Mocks one portal and sees to it that its visitor is signed in, or is not. */
async function mock(src: string, scene: Scene, email?: string, profile?: string): Promise<MockPortal> {
  const portal = new MockPortal(src, scene);
  forms[parameters.get('form') ?? '']?.(portal);
  portals[parameters.get('portal') ?? '']?.(portal);
  network.use(...portal.handlers);
  const session = new Session(src, profile);
  // What was chosen before would be there again.
  if (parameters.get('portal') === 'chosen') await session.signOut();
  if (email)
    await session.signIn(email, password).catch(async () => {
      await session.signOut();
      // The page's own sign-in goes on with whoever has yet to agree.
      await PendingEntry.of(session);
    });
  else await session.signOut();
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

/** Portals, sessions and files as no example of the contract has them: the second menu of a page. */
const portals: Record<string, (portal: MockPortal) => void> = {
  staff: (portal) => (portal.readOnly = true),
  plain: ({ portal }) => (portal.menu = []),
  provider: ({ portal }) => (portal.providers = providers.slice(0, 1)),
  providers: ({ portal }) => (portal.providers = providers),
  consent: ({ owing }) => owing.add(emails.mika),
  renewed: ({ owing, consent }) => {
    owing.add(emails.mika);
    Object.assign(consent, { version: 3, html: renewed });
  },
  agreed: (portal) => (portal.receipt = { ...portal.receipt!, html: renewed, version: 3 }),
  never: (portal) => (portal.receipt = null),
  denied: ({ denied }) => denied.add(emails.mika),
  ending: (portal) => {
    portal.lasts.idle = 60;
    // Whoever stays is not asked again at once.
    setTimeout(() => (portal.lasts.idle = 3600), 5000);
  },
  final: (portal) => (portal.lasts.absolute = 60),
  password: (portal) => (portal.hasPassword = false),
  chosen: ({ handlers, src }) => {
    // The first file arrives, some of the second does, the third is refused.
    let seen = 0;
    handlers.unshift(
      http.post(`${src}/api/v1/uploads`, ({ request }) => {
        const [, name] = /filename ([^,]*)/.exec(request.headers.get('Upload-Metadata') ?? '') ?? [];
        return atob(name ?? '').startsWith('harmful') ? problem('file-harmful') : undefined;
      }),
      http.patch(`${src}/api/v1/uploads/:id`, () => (++seen > 2 ? delay('infinite') : undefined)),
    );
  },
  files: (portal) => {
    const messages = structuredClone(messagesExample.items) as Message[];
    portal.conversations.set('tk_1058', messages);
    messages[0]!.attachments.push(
      ...(['ready', 'checking', 'quarantined'] as const).flatMap((state) =>
        ['receipt.pdf', `${'recording-of-the-second-card-'.repeat(4)}take-07.wav`].map((name, index) => ({
          id: `at_${state}_${index}`,
          name,
          type: index ? 'audio/wav' : 'application/pdf',
          size: index ? 18_874_368 : 48_210,
          state,
        })),
      ),
    );
  },
};

const providers = ['Google', 'Microsoft', 'Wrenfield Staff and Partner Directory (North)'].map((label, index) => ({
  id: `idp_${index}`,
  label,
  address: `${location.origin}/mock/help/sign-in/${index}`,
}));

const renewed =
  '<h2>What is new</h2><p>Since version 2 we also keep the recordings you attach, for ninety days.</p><ul><li>Your name and your e-mail address</li><li>What you write, and what you attach to it</li></ul>' +
  Array.from(
    { length: 12 },
    (_, index) =>
      `<p>${index + 1}. We keep what you tell us for as long as we need it to answer you, and nobody else is told of it.</p>`,
  ).join('');

const network = mockNetwork([]);
void network.enable();
const out = parameters.get('signed') === 'out';
await mock(`${location.origin}/mock/help`, scene, out ? undefined : emails.mika);
// A second portal with another person, for the page that shows two.
await mock(`${location.origin}/mock/radio`, scene, out ? undefined : emails.rosa);
const library = '/assets/portico.js';
await import(library);
