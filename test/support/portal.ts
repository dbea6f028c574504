import type { HttpHandler } from 'msw';
import { Session } from '../../src/session/session.js';
import { emails, MockPortal, password, type Scene } from './mock-portal.js';
import { mockNetwork } from './network.js';
import { until } from './until.js';

// Sessions live as long as the page, so the portals of former tests go on answering.
const handlers: HttpHandler[] = [];
const unexpected: string[] = [];
const network = mockNetwork([], (request) => unexpected.push(request));

let count = 0;

before(() => network.enable());

afterEach(() => {
  network.resetHandlers(...handlers);
  const requests = unexpected.splice(0);
  if (requests.length) throw new Error(`No mock expects ${requests.join(', ')}`);
});

after(() => network.disable());

/** A mocked portal for one test, at an address of its own, so that no test finds what another kept. */
export function mockPortal(scene?: Scene): MockPortal {
  const portal = new MockPortal(`http://portal.test/${Date.now()}-${++count}`, scene);
  handlers.push(...portal.handlers);
  network.use(...portal.handlers);
  return portal;
}

/** Answers some requests otherwise, for one test. */
export function answer(...handlers: HttpHandler[]): void {
  network.use(...handlers);
}

/** A started session of its own, as another tab or another element would have it. */
export async function openSession(portal: MockPortal, profile = ''): Promise<Session> {
  const session = new Session(portal.src, profile);
  session.start();
  await until(() => session.state !== 'loading' && session.portal.state === 'ready');
  return session;
}

/** A session somebody is signed in to. */
export async function signedIn(portal: MockPortal, who: keyof typeof emails = 'mika', profile = ''): Promise<Session> {
  const session = await openSession(portal, profile);
  await session.signIn(emails[who], password);
  return session;
}

/** Keeps somebody signed in at a portal, for elements that will look there by themselves. */
export async function keepSignedIn(portal: MockPortal, who?: keyof typeof emails, profile = ''): Promise<void> {
  await signedIn(portal, who, profile);
}

export { emails, password, until };

/** What a promise fails with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}
