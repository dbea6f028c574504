import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define/login.js';
import '../../src/define/portal.js';
import type { PorticoLogin } from '../../src/index.js';
import type { MockPortal } from '../support/mock-portal.js';
import { mockPortal, signedIn, until } from '../support/portal.js';
import { heard, narrow, overflows, Reader } from './reader.js';

const SERVER = 'http://portal.test';

/** A window that was opened, as far as its opener sees it. */
interface Opened {
  readonly url: URL;
  readonly window: { closed: boolean; close: () => void };
}

const original = { open: window.open };

describe('the identity providers of <portico-login>', () => {
  let opened: Opened[];
  let isBlocked: boolean;

  beforeEach(() => {
    opened = [];
    isBlocked = false;
    window.open = ((url: string) => {
      if (isBlocked) return null;
      const popup = { closed: false, close: () => (popup.closed = true) };
      opened.push({ url: new URL(url), window: popup });
      return popup;
    }) as unknown as typeof window.open;
  });

  afterEach(() => {
    window.open = original.open;
    history.replaceState(null, '', location.pathname + location.search);
  });

  const withProviders = (): MockPortal => {
    const portal = mockPortal();
    portal.portal.signIn.push('single-sign-on');
    portal.portal.providers.push(
      { id: 'acme', label: 'Acme', address: `${portal.src}/sign-in/acme` },
      { id: 'globex', label: 'Globex', address: `${portal.src}/sign-in/globex` },
    );
    return portal;
  };

  const show = async (portal: MockPortal) => {
    const element = await fixture<PorticoLogin>(html`<portico-login src=${portal.src}></portico-login>`);
    const reader = new Reader(element.shadowRoot!);
    await reader.find('button', 'Sign in with Acme');
    return { element, reader };
  };

  /** As the browser would hand over what a window said; without a source it cannot be the one that was opened. */
  const say = (
    data: unknown,
    { origin = SERVER, source = opened.at(-1)!.window }: { origin?: string; source?: object | null } = {},
  ): void => {
    const event = new MessageEvent('message', { data, origin });
    Object.defineProperty(event, 'source', { value: source });
    dispatchEvent(event);
  };

  const ending = (code: string) => ({
    type: 'portico:sign-in',
    code,
    challenge: opened.at(-1)!.url.searchParams.get('challenge'),
  });

  const sessionsAsked = (portal: MockPortal) => portal.seen.filter(({ operation }) => operation === 'createSession');

  it('are offered, a button each, beside the password', async () => {
    const { element, reader } = await show(withProviders());
    expect(reader.all('button').map((button) => button.textContent.trim())).to.include.members([
      'Sign in with Acme',
      'Sign in with Globex',
      'Sign in',
    ]);
    expect(reader.text()).to.contain('or with e-mail and password');
    await expect(element).to.be.accessible();
    narrow(element);
    expect(overflows(element)).to.equal(false);
  });

  it('are not loaded where there are none', async () => {
    const element = await fixture<PorticoLogin>(html`<portico-login src=${mockPortal().src}></portico-login>`);
    const reader = new Reader(element.shadowRoot!);
    await reader.find('button', 'Sign in');
    expect(reader.all('button', /Sign in with/)).to.deep.equal([]);
  });

  it('open a window in the click, with a challenge and the way back', async () => {
    const portal = withProviders();
    const { reader } = await show(portal);
    const button = await reader.find('button', 'Sign in with Acme');
    button.click();
    expect(opened.length).to.equal(1);
    const { url } = opened[0]!;
    expect(url.href).to.contain(`${portal.src}/sign-in/acme?`);
    expect(url.searchParams.get('challenge')).to.match(/^[\w-]{43}$/);
    expect(url.searchParams.get('return')).to.equal(location.href.replace(/#.*/, ''));
    expect(url.searchParams.get('display')).to.equal('popup');
    await reader.reads('Waiting for the other window');
  });

  it('sign in by what the window says, with the verifier of the challenge', async () => {
    const portal = withProviders();
    const { element, reader } = await show(portal);
    const event = heard(element, 'portico-sign-in');
    await reader.click('button', 'Sign in with Acme');
    say(ending('mika'));
    expect((await event).personId).to.equal(element.session!.person!.id);
    const { singleSignOn } = sessionsAsked(portal)[0]!.body as { singleSignOn: { code: string; verifier: string } };
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(singleSignOn.verifier));
    const challenge = btoa(String.fromCharCode(...new Uint8Array(digest)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
    expect(challenge).to.equal(opened[0]!.url.searchParams.get('challenge'));
  });

  it('believe nobody else', async () => {
    const portal = withProviders();
    const { element, reader } = await show(portal);
    await reader.click('button', 'Sign in with Acme');
    say(ending('mika'), { origin: 'https://evil.example' });
    say(ending('mika'), { origin: location.origin });
    say(ending('mika'), { source: window });
    say(ending('mika'), { source: null });
    say({ ...ending('mika'), challenge: 'another' });
    say({ ...ending('mika'), type: 'another' });
    say({ ...ending('mika'), code: 7 });
    say(null);
    say('portico:sign-in');
    expect(sessionsAsked(portal)).to.deep.equal([]);
    say(ending('mika'));
    await until(() => element.session!.state === 'signed-in');
    expect(sessionsAsked(portal).length).to.equal(1);
  });

  it('believe a window once, and not after it is closed', async () => {
    const portal = withProviders();
    const { element, reader } = await show(portal);
    await reader.click('button', 'Sign in with Acme');
    const said = ending('access-denied');
    say(said);
    await reader.find('alert');
    say(said);
    await reader.click('button', 'Sign in with Acme');
    opened.at(-1)!.window.closed = true;
    await reader.reads('That window was closed');
    say(ending('mika'));
    expect(sessionsAsked(portal).length).to.equal(1);
    expect(element.session!.state).to.equal('anonymous');
  });

  for (const [code, outcome, words] of [
    ['access-denied', 'denied', 'your account may not use this portal'],
    ['email-unverified', 'unverified', 'does not vouch for your e-mail address'],
    ['sign-in-cancelled', 'cancelled', 'You gave up signing in'],
    ['sign-in-unverified', 'failed', 'could not be verified'],
  ] as const)
    it(`say that it is ${outcome}, at an address of its own`, async () => {
      const portal = withProviders();
      const { element, reader } = await show(portal);
      await reader.click('button', 'Sign in with Acme');
      say(ending(code));
      expect((await reader.find('alert')).textContent).to.contain(words);
      if (outcome === 'failed') expect(reader.text()).to.contain('req-mock01');
      await until(() => location.hash === `#/sign-in/${outcome}`);
      await expect(element).to.be.accessible();
      // The address says it to whoever reloads.
      const again = await show(portal);
      expect((await again.reader.find('alert')).textContent).to.contain(words);
    });

  it('try again after a failure with another challenge', async () => {
    const { element, reader } = await show(withProviders());
    await reader.click('button', 'Sign in with Acme');
    say(ending('sign-in-unverified'));
    await reader.find('alert');
    await reader.click('button', 'Sign in with Globex');
    const [first, second] = opened.map(({ url }) => url.searchParams.get('challenge'));
    expect(first).not.to.equal(second);
    say(ending('lena'));
    await until(() => element.session!.state === 'signed-in');
    expect(reader.all('alert')).to.deep.equal([]);
  });

  it('leave nothing of a sign-in behind when somebody signs out', async () => {
    const portal = withProviders();
    const session = await signedIn(portal);
    await session.signOut();
    const { reader } = await show(portal);
    expect(reader.all('alert')).to.deep.equal([]);
  });

  it('take no code from the address that this browser did not ask for', async () => {
    const portal = withProviders();
    history.replaceState(null, '', `#/signed-in/mika/${'a'.repeat(43)}`);
    const { element } = await show(portal);
    expect(sessionsAsked(portal)).to.deep.equal([]);
    expect(element.session!.state).to.equal('anonymous');
  });

  it('take over a sign-in that came back in the address, once', async () => {
    const portal = withProviders();
    const first = await show(portal);
    history.replaceState(null, '', '#/tickets?status=open');
    await first.reader.click('button', 'Sign in with Acme');
    const challenge = opened[0]!.url.searchParams.get('challenge');
    first.element.remove();
    history.replaceState(null, '', `#/signed-in/mika/${challenge}`);
    const element = await fixture<PorticoLogin>(html`<portico-login src=${portal.src}></portico-login>`);
    await until(() => element.session!.state === 'signed-in');
    expect(location.hash).to.equal('#/tickets?status=open');
    expect(sessionsAsked(portal).length).to.equal(1);
  });
});
