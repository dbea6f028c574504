import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define/portal.js';
import type { PorticoLogin, PorticoPortal } from '../../src/index.js';
import { write } from '../../src/session/store.js';
import type { MockPortal } from '../support/mock-portal.js';
import { emails, keepSignedIn, mockPortal, openSession, password, until } from '../support/portal.js';
import { focused, narrow, overflows, Reader } from './reader.js';

interface Shown {
  element: PorticoPortal;
  reader: Reader;
}

async function put(mocked: MockPortal, address: 'hash' | 'memory' = 'hash'): Promise<Shown> {
  const element = await fixture<PorticoPortal>(
    html`<portico-portal src=${mocked.src} address=${address}></portico-portal>`,
  );
  return { element, reader: new Reader(element.shadowRoot!) };
}

const open = async (hash: string, mocked = mockPortal()): Promise<Shown & { mocked: MockPortal }> => {
  history.replaceState(null, '', hash);
  return { mocked, ...(await put(mocked)) };
};

const signedIn = async (mocked = mockPortal()): Promise<Shown & { mocked: MockPortal }> => {
  await keepSignedIn(mocked);
  return { mocked, ...(await put(mocked)) };
};

const withProviders = (): MockPortal => {
  const mocked = mockPortal();
  mocked.portal.providers = [{ id: 'acme', label: 'Acme', address: `${mocked.src}/sign-in/acme` }];
  return mocked;
};

describe('the addresses of the sign-in', () => {
  const here = location.pathname + location.search;
  afterEach(() => history.replaceState(null, '', here));

  it('say that somebody has signed out, until somebody signs in', async () => {
    const { element, mocked, reader } = await signedIn();
    await reader.find('row');
    await reader.click('button', 'Sign out');
    await reader.find('status', 'You are signed out.');
    expect(location.hash).to.equal('#/signed-out');
    await expect(element).to.be.accessible();
    await reader.signIn(emails.mika, password);
    await reader.find('link', mocked.tickets[0]!.subject);
    await until(() => location.hash === '#/tickets');
    expect(reader.text()).not.to.contain('You are signed out.');
  });

  it('say so to whoever comes by a shared link, without showing the form before', async () => {
    const { reader } = await open('#/signed-out');
    let early = false;
    for (let look = 0; look < 40 && !reader.all('status', 'You are signed out.').length; look++) {
      early ||= reader.all('field', 'Password').length > 0;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(early).to.equal(false);
    await reader.find('field', 'Password');
    expect(focused()).to.equal(document.body);
  });

  it('keep the place when a session expires, through a reload too', async () => {
    const { mocked, reader } = await signedIn();
    const { id, subject } = mocked.tickets[0]!;
    await reader.click('link', subject);
    await reader.find('article');
    await reader.fill('Reply', 'Half a sentence');
    mocked.expire();
    await reader.click('button', 'Send reply');
    await reader.find('heading', /Sign in again/);
    await until(() => location.hash === `#/expired/tickets/${id}`);
    await reader.signIn(emails.mika, password);
    await reader.find('article');
    await until(() => location.hash === `#/tickets/${id}`);
    expect((await reader.find<HTMLTextAreaElement>('field', 'Reply')).value).to.equal('Half a sentence');
  });

  it('say after a reload that the session has ended, and go on at its place', async () => {
    const mocked = mockPortal();
    const { id, subject } = mocked.tickets[0]!;
    const { element, reader } = await open(`#/expired/tickets/${id}`, mocked);
    const told = await reader.find('status', /Your session has ended\./);
    expect(told.textContent).not.to.contain('What you wrote');
    await expect(element).to.be.accessible();
    await reader.signIn(emails.mika, password);
    await reader.find('article');
    await reader.reads(subject);
    await until(() => location.hash === `#/tickets/${id}`);
  });

  it('say that what was written is kept, if it is', async () => {
    const mocked = mockPortal();
    await write('drafts', `${mocked.src} \nco_mika\ntk_1\n`, { text: 'Half a sentence' });
    const { reader } = await open('#/expired', mocked);
    await reader.find('status', /What you wrote is still in this browser/);
  });

  it('lead to the form, and to the choice of a provider', async () => {
    const { element, reader } = await open('#/providers', withProviders());
    await reader.find('heading', 'Choose how to sign in');
    await reader.find('button', 'Sign in with Acme');
    expect(reader.all('field')).to.deep.equal([]);
    await expect(element).to.be.accessible();
    await reader.click('link', 'With e-mail and password');
    await reader.find('field', 'Password');
    expect(location.hash).to.equal('#/sign-in');
    history.back();
    await reader.find('heading', 'Choose how to sign in');
  });

  it('show the form where there is no provider to choose', async () => {
    const { reader } = await open('#/providers');
    await reader.find('field', 'Password');
  });

  it('lead nobody out who is signed in', async () => {
    const mocked = mockPortal();
    await keepSignedIn(mocked);
    const { reader } = await open('#/signed-out', mocked);
    await reader.find('row');
    await until(() => location.hash === '#/tickets');
    for (const hash of ['#/expired', '#/sign-in', '#/consent', '#/denied', '#/forgotten', '#/sent']) {
      location.hash = hash;
      await until(() => location.hash === '#/tickets');
      await reader.find('row');
      expect(reader.all('field', 'Password'), hash).to.deep.equal([]);
    }
  });

  it('follow the way back and forth', async () => {
    const { reader } = await open('#/signed-out');
    await reader.find('status', 'You are signed out.');
    await reader.click('link', 'Forgotten your password?');
    await reader.find('button', 'Send the link');
    history.back();
    await reader.find('status', 'You are signed out.');
    await until(() => (focused() as HTMLInputElement | null)?.id === 'email');
    history.forward();
    await reader.find('button', 'Send the link');
  });

  it('say to look for the mail, also when the page is loaded anew', async () => {
    const { element: first, reader } = await open('#/forgotten');
    await reader.fill('E-mail', emails.mika);
    await reader.click('button', 'Send the link');
    await reader.find('heading', 'Check your e-mail');
    expect(location.hash).to.equal('#/sent');
    await reader.click('button', 'Ask again');
    await reader.find('button', 'Send the link');
    expect(location.hash).to.equal('#/forgotten');
    first.remove();
    const { element, reader: later } = await open('#/sent');
    await later.find('heading', 'Check your e-mail');
    await expect(element).to.be.accessible();
    await later.click('link', 'Back to the sign-in');
    await later.find('field', 'Password');
  });

  it('name what is in the way, and go on with a consent after a reload', async () => {
    const mocked = mockPortal();
    mocked.owing.add(emails.mika);
    const { reader } = await open('#/sign-in', mocked);
    await reader.signIn(emails.mika, password);
    await reader.find('heading', 'Before you go on');
    expect(location.hash).to.equal('#/consent');
    // As after a reload: another session of the same browser, which has not asked yet.
    const session = await openSession(mocked);
    session.step = { name: 'consent' };
    const element = await fixture<PorticoLogin>(html`<portico-login .session=${session}></portico-login>`);
    const later = new Reader(element.shadowRoot!);
    (await later.find('field', /agree/i)).click();
    await later.click('button', 'Agree and go on');
    await until(() => session.state === 'signed-in');
  });

  it('tell whoever opens a consent by its address alone to sign in first', async () => {
    const { element, reader } = await open('#/consent');
    await reader.reads('Sign in first.');
    await expect(element).to.be.accessible();
    await reader.click('button', 'Back to the sign-in');
    await reader.find('field', 'Password');
  });

  it('name a refusal', async () => {
    const mocked = mockPortal();
    mocked.denied.add(emails.mika);
    const { reader } = await open('#/sign-in', mocked);
    await reader.signIn(emails.mika, password);
    await reader.reads('Your account may not use');
    expect(location.hash).to.equal('#/denied');
  });

  it('are none where the portal keeps its place for itself', async () => {
    const mocked = mockPortal();
    await keepSignedIn(mocked);
    const { reader } = await put(mocked, 'memory');
    await reader.find('row');
    await reader.click('button', 'Sign out');
    await reader.find('status', 'You are signed out.');
    expect(location.hash).to.equal('');
    await reader.click('link', 'Forgotten your password?');
    await reader.fill('E-mail', emails.mika);
    await reader.click('button', 'Send the link');
    await reader.find('heading', 'Check your e-mail');
    expect(location.hash).to.equal('');
  });

  it('take no hash of the page’s own', async () => {
    const { element, reader } = await signedIn();
    await reader.find('row');
    history.replaceState(null, '', '#chapter-2');
    element.session!.expire();
    await reader.find('heading', /Sign in again/);
    expect(location.hash).to.equal('#chapter-2');
  });

  it('fit 320 pixels', async () => {
    for (const hash of ['#/signed-out', '#/expired', '#/providers', '#/consent', '#/sent']) {
      const { element, reader } = await open(hash, withProviders());
      narrow(element, 320);
      await until(() => reader.all('heading').length > 1 && !reader.text().includes('Loading'));
      expect(overflows(element), hash).to.equal(false);
    }
  });
});
