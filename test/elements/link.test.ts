import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { http, HttpResponse } from 'msw';
import '../../src/define/portal.js';
import type { PorticoLogin, PorticoPortal } from '../../src/index.js';
import { problem } from '../support/mock-portal.js';
import { answer, emails, mockPortal, until } from '../support/portal.js';
import { focused, narrow, overflows, Reader } from './reader.js';

const login = (src: string): Promise<PorticoLogin> =>
  fixture<PorticoLogin>(html`<portico-login src=${src}></portico-login>`);

const portal = (src: string): Promise<PorticoPortal> =>
  fixture<PorticoPortal>(html`<portico-portal src=${src}></portico-portal>`);

const read = (element: HTMLElement): Reader => new Reader(element.shadowRoot!);

/** Asks for a link in the browser. */
async function ask(reader: Reader, email: string = emails.mika): Promise<void> {
  await reader.click('link', 'Sign in by e-mail');
  await reader.fill('E-mail', email);
  await reader.click('button', 'Send the link');
  await reader.find('heading', 'Check your e-mail');
}

describe('a link that signs in', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('is accessible in every state, and fits 320 pixels', async () => {
    const mocked = mockPortal();
    mocked.linkTokens.set('there', 'elsewhere');
    const element = await login(mocked.src);
    const reader = read(element);
    await reader.click('link', 'Sign in by e-mail');
    await reader.find('button', 'Send the link');
    await expect(element).to.be.accessible();
    await reader.fill('E-mail', emails.mika);
    await reader.click('button', 'Send the link');
    await reader.find('heading', 'Check your e-mail');
    await expect(element).to.be.accessible();
    location.hash = '#/link/there';
    await reader.find('heading', 'Your code');
    await expect(element).to.be.accessible();
    location.hash = '#/link/used-long-ago';
    await reader.find('heading', 'This link has expired');
    await expect(element).to.be.accessible();
    narrow(element, 320);
    expect(overflows(element)).to.equal(false);
  });

  it('is offered where the portal offers it', async () => {
    const mocked = mockPortal();
    mocked.portal.signIn = ['password'];
    const reader = read(await login(mocked.src));
    await reader.find('button', 'Sign in');
    expect(reader.all('link', 'Sign in by e-mail')).to.have.length(0);
  });

  it('belongs to a cookie where one holds the session: no key goes with it', async () => {
    const mocked = mockPortal();
    mocked.linkTokens.set('there', 'here');
    const element = await fixture<PorticoPortal>(
      html`<portico-portal src=${mocked.src} session="cookie"></portico-portal>`,
    );
    const reader = read(element);
    await ask(reader);
    const [asked] = mocked.requests('createSignInLink');
    expect([asked!.headers.get('Portico-Session'), asked!.headers.has('DPoP')]).to.deep.equal(['cookie::', false]);
    location.hash = '#/link/there';
    await reader.find('link', 'New ticket');
    const used = mocked.requests('createSession').at(-1)!;
    expect(used.body).to.deep.include({ link: { token: 'there' } });
    expect([used.headers.get('Portico-Session'), used.headers.has('DPoP')]).to.deep.equal(['cookie::', false]);
    expect(element.session!.byCookie).to.equal(true);
  });

  it('asks with what was typed, says where to look, and signs in with the same key', async () => {
    const mocked = mockPortal();
    mocked.linkTokens.set('mine', 'here');
    const element = await portal(mocked.src);
    const reader = read(element);
    await ask(reader);
    await until(() => focused()?.textContent === 'Check your e-mail');
    const [asked] = mocked.requests('createSignInLink');
    expect(asked!.body).to.deep.equal({ email: emails.mika, returnTo: location.href.replace(/#.*/, '') });
    const keyOf = (headers: Headers) =>
      (JSON.parse(atob(headers.get('DPoP')!.split('.')[0]!)) as { jwk: { x: string } }).jwk.x;
    location.hash = '#/link/mine';
    await reader.find('button', 'Sign out');
    await reader.find('row');
    expect(location.hash).to.equal('');
    expect(keyOf(mocked.requests('createSession')[0]!.headers)).to.equal(keyOf(asked!.headers));
    expect(mocked.requests('openSignInLink')).to.have.length(0);
  });

  it('takes the code that it shows elsewhere, and says so when it is another', async () => {
    const mocked = mockPortal();
    const element = await portal(mocked.src);
    const reader = read(element);
    await ask(reader);
    const code = await reader.find<HTMLInputElement>('field', 'Code');
    expect(code.autocomplete).to.equal('one-time-code');
    expect(code.inputMode).to.equal('numeric');
    await reader.click('button', 'Sign in with the code');
    await reader.reads('Enter the six digits.');
    await reader.fill('Code', '111 111');
    await reader.click('button', 'Sign in with the code');
    await reader.reads('These are not the digits.');
    await until(() => focused() === code);
    await reader.fill('Code', '402 813');
    await sendKeys({ press: 'Enter' });
    await reader.find('button', 'Sign out');
  });

  it('ends after too many wrong codes, and is asked for anew', async () => {
    const mocked = mockPortal();
    const reader = read(await login(mocked.src));
    await ask(reader);
    answer(http.post(`${mocked.src}/api/v1/session`, () => problem('link-expired')));
    await reader.fill('Code', '111111');
    await reader.click('button', 'Sign in with the code');
    await reader.find('heading', 'This link has expired');
    await reader.click('button', 'Ask for a new link');
    const email = await reader.find<HTMLInputElement>('field', 'E-mail');
    expect(email.value).to.equal(emails.mika);
  });

  it('shows the code and who asked where it was not asked for, and keeps its token out of the address', async () => {
    const mocked = mockPortal();
    mocked.linkTokens.set('there', 'elsewhere');
    location.hash = '#/link/there';
    const reader = read(await login(mocked.src));
    await reader.reads('402813');
    await reader.reads('Asked for with Firefox on Windows');
    expect(location.hash).to.equal('#/link');
    expect(mocked.requests('createSession')).to.have.length(0);
  });

  it('is waited for still after the page was loaded anew', async () => {
    const mocked = mockPortal();
    const first = await login(mocked.src);
    await ask(read(first));
    first.remove();
    location.hash = '#/link';
    const reader = read(await login(mocked.src));
    await reader.reads(`If ${emails.mika} belongs to an account here`);
    await reader.click('button', 'Ask again');
    const email = await reader.find<HTMLInputElement>('field', 'E-mail');
    expect(email.value).to.equal(emails.mika);
  });

  it('tells a failure and keeps what was typed', async () => {
    const mocked = mockPortal();
    answer(http.post(`${mocked.src}/api/v1/sign-in-links`, () => problem('too-many-attempts', { retryAfter: 60 })));
    const reader = read(await login(mocked.src));
    await reader.click('link', 'Sign in by e-mail');
    await reader.fill('E-mail', emails.rosa);
    await reader.click('button', 'Send the link');
    await reader.reads('Too many attempts.');
    expect((await reader.find<HTMLInputElement>('field', 'E-mail')).value).to.equal(emails.rosa);
  });

  it('tries again to open when the connection failed', async () => {
    const mocked = mockPortal();
    mocked.linkTokens.set('there', 'elsewhere');
    let tries = 0;
    answer(
      http.post(`${mocked.src}/api/v1/sign-in-links/open`, () =>
        (tries += 1) === 1 ? HttpResponse.error() : undefined,
      ),
    );
    location.hash = '#/link/there';
    const reader = read(await login(mocked.src));
    await reader.click('button', 'Try again');
    await reader.find('heading', 'Your code');
  });
});

describe('a change of the e-mail address', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('is confirmed by a button, not by opening the page', async () => {
    const mocked = mockPortal();
    mocked.changeTokens.set('good', 'waiting');
    location.hash = '#/email/good';
    const element = await login(mocked.src);
    const reader = read(element);
    await reader.find('button', 'Confirm the change');
    await expect(element).to.be.accessible();
    expect(location.hash).to.equal('#/email');
    expect(mocked.requests('answerEmailChange')).to.have.length(0);
    await reader.click('button', 'Confirm the change');
    await reader.find('heading', 'You have confirmed');
    await until(() => focused()?.textContent === 'You have confirmed');
    await expect(element).to.be.accessible();
    await reader.click('button', 'Go on to the portal');
    await reader.find('button', 'Sign in');
  });

  it('is refused, and is over then', async () => {
    const mocked = mockPortal();
    mocked.changeTokens.set('good', 'changed');
    location.hash = '#/email/good';
    const reader = read(await login(mocked.src));
    await reader.click('button', 'Refuse it');
    await reader.find('heading', 'Nothing changes');
    location.hash = '#/email/good';
    await reader.click('button', 'Confirm the change');
    await reader.find('heading', 'This link has expired');
  });

  it('says when somebody else has the address by now', async () => {
    const mocked = mockPortal();
    answer(http.post(`${mocked.src}/api/v1/email-changes/answer`, () => problem('email-taken')));
    location.hash = '#/email/good';
    const reader = read(await login(mocked.src));
    await reader.click('button', 'Confirm the change');
    await reader.reads('Somebody else has this e-mail address by now.');
  });
});
