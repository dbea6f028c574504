import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { http, HttpResponse } from 'msw';
import '../../src/define/portal.js';
import type { PorticoLogin, PorticoPortal } from '../../src/index.js';
import { problem } from '../support/mock-portal.js';
import { answer, emails, keepSignedIn, mockPortal, password, until } from '../support/portal.js';
import { focused, narrow, overflows, Reader } from './reader.js';

const chosen = 'a pebble under the pier';

const login = (src: string): Promise<PorticoLogin> =>
  fixture<PorticoLogin>(html`<portico-login src=${src}></portico-login>`);

const portal = (src: string, address = 'hash'): Promise<PorticoPortal> =>
  fixture<PorticoPortal>(html`<portico-portal src=${src} address=${address}></portico-portal>`);

const read = (element: HTMLElement): Reader => new Reader(element.shadowRoot!);

describe('a forgotten password', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('is accessible in every state', async () => {
    const mocked = mockPortal();
    mocked.resetTokens.add('good');
    const element = await login(mocked.src);
    const reader = read(element);
    await reader.click('link', 'Forgotten your password?');
    await reader.find('button', 'Send the link');
    await expect(element).to.be.accessible();
    await reader.fill('E-mail', emails.mika);
    await reader.click('button', 'Send the link');
    await reader.find('heading', 'Check your e-mail');
    await expect(element).to.be.accessible();
    location.hash = '#/reset/good';
    await reader.find('field', 'New password');
    await expect(element).to.be.accessible();
    location.hash = '#/reset/used-long-ago';
    await until(() => location.hash === '#/reset');
    await reader.fill('New password', chosen);
    await reader.click('button', 'Save the password');
    await reader.find('heading', 'This link has expired');
    await expect(element).to.be.accessible();
  });

  it('asks for a link with what was typed already, and says where to look', async () => {
    const mocked = mockPortal();
    const element = await portal(mocked.src);
    const reader = read(element);
    await reader.fill('E-mail', emails.mika);
    await reader.click('link', 'Forgotten your password?');
    await reader.find('heading', 'Forgotten your password?');
    expect(location.hash).to.equal('#/forgotten');
    const email = await reader.find<HTMLInputElement>('field', 'E-mail');
    expect(email.value).to.equal(emails.mika);
    await until(() => focused() === email);
    await sendKeys({ press: 'Enter' });
    await reader.reads(`If ${emails.mika} belongs to an account here, a link is on its way.`);
    await until(() => focused()?.textContent === 'Check your e-mail');
    const [asked] = mocked.requests('createPasswordReset');
    expect(asked!.body).to.deep.equal({ email: emails.mika, returnTo: location.href.replace(/#.*/, '') });
    expect(asked!.headers.get('Accept-Language')).to.equal('en');
    await reader.click('button', 'Ask again');
    await until(() => (focused() as HTMLInputElement).value === emails.mika);
    await reader.click('link', 'Back to the sign-in');
    await reader.find('button', 'Sign in');
    expect(location.hash).to.equal('#/sign-in');
  });

  it('says what is missing at its field', async () => {
    const reader = read(await login(mockPortal().src));
    await reader.click('link', 'Forgotten your password?');
    await reader.click('button', 'Send the link');
    await reader.reads('Enter your e-mail address.');
    const email = await reader.find('field', 'E-mail');
    expect(reader.described(email)).to.contain('Enter your e-mail address.');
    await until(() => focused() === email);
  });

  it('tells a failure and keeps what was typed', async () => {
    const mocked = mockPortal();
    const reader = read(await login(mocked.src));
    await reader.click('link', 'Forgotten your password?');
    await reader.find('button', 'Send the link');
    answer(http.post(`${mocked.src}/api/v1/password-resets`, () => HttpResponse.error(), { once: true }));
    await reader.fill('E-mail', emails.mika);
    await reader.click('button', 'Send the link');
    await reader.reads('cannot be reached');
    answer(http.post(`${mocked.src}/api/v1/password-resets`, () => problem('too-many-attempts'), { once: true }));
    expect((await reader.find<HTMLInputElement>('field', 'E-mail')).value).to.equal(emails.mika);
    await reader.click('button', 'Send the link');
    await reader.reads('Too many attempts');
    await reader.click('button', 'Send the link');
    await reader.find('heading', 'Check your e-mail');
  });

  it('is set anew by a link, whose token is kept nowhere', async () => {
    const mocked = mockPortal();
    location.hash = '#/reset/mock-link';
    const reader = read(await portal(mocked.src));
    const field = await reader.find<HTMLInputElement>('field', 'New password');
    expect(location.hash).to.equal('#/reset');
    expect(field.autocomplete).to.equal('new-password');
    expect(reader.described(field)).to.contain('At least 10 characters');
    await reader.fill('New password', 'too short');
    await reader.click('button', 'Save the password');
    await until(() => reader.described(field).includes('At least 10 characters.'));
    expect(mocked.requests('completePasswordReset')).to.have.length(0);
    await reader.fill('New password', 'password123');
    await reader.click('button', 'Save the password');
    await reader.reads('Too many people use this.');
    await reader.click('button', 'Show password');
    await until(() => field.type === 'text');
    await reader.fill('New password', chosen);
    await reader.click('button', 'Save the password');
    await reader.reads('Your new password is set.');
    expect(location.hash).to.equal('');
    await until(() => (focused() as HTMLInputElement).name === 'email');
    await reader.signIn(emails.mika, password);
    await reader.find('row');
  });

  it('has a way on from a link that has expired', async () => {
    const element = await portal(mockPortal().src);
    const reader = read(element);
    location.hash = '#/reset/used-long-ago';
    await reader.fill('New password', chosen);
    await reader.click('button', 'Save the password');
    await until(() => focused()?.textContent === 'This link has expired');
    await reader.click('link', 'Ask for a new link');
    await reader.find('button', 'Send the link');
  });

  it('has no link any more after a reload', async () => {
    location.hash = '#/reset';
    await read(await portal(mockPortal().src)).find('heading', 'This link has expired');
  });

  it('ends the session of whoever is signed in', async () => {
    const mocked = mockPortal();
    await keepSignedIn(mocked);
    location.hash = '#/reset/mock-link';
    const element = await portal(mocked.src);
    const reader = read(element);
    await reader.fill('New password', chosen);
    await reader.click('button', 'Save the password');
    await reader.reads('Your new password is set.');
    expect(element.session!.state).to.equal('expired');
  });

  it('works where the portal keeps its place for itself', async () => {
    const mocked = mockPortal();
    const reader = read(await portal(mocked.src, 'memory'));
    await reader.click('link', 'Forgotten your password?');
    await reader.find('button', 'Send the link');
    await reader.fill('E-mail', emails.mika);
    await reader.click('button', 'Send the link');
    await reader.find('heading', 'Check your e-mail');
    expect(location.hash).to.equal('');
    expect(mocked.requests('createPasswordReset')[0]!.body).to.deep.equal({ email: emails.mika });
    await reader.click('link', 'Back to the sign-in');
    await reader.find('button', 'Sign in');
  });

  it('is not offered by a portal that sends no mails', async () => {
    const mocked = mockPortal();
    mocked.portal.passwordReset = mocked.portal.registration = false;
    mocked.portal.signIn = ['password'];
    const reader = read(await login(mocked.src));
    await reader.find('button', 'Sign in');
    expect(reader.all('link')).to.have.length(0);
  });

  it('survives a move in the page', async () => {
    const element = await login(mockPortal().src);
    location.hash = '#/reset/mock-link';
    await read(element).find('field', 'New password');
    const place = document.createElement('div');
    document.body.append(place);
    place.append(element);
    await read(element).fill('New password', chosen);
    await read(element).click('button', 'Save the password');
    await read(element).reads('Your new password is set.');
    place.remove();
  });

  it('fits into a narrow place', async () => {
    const element = await login(mockPortal().src);
    narrow(element, 280);
    location.hash = '#/reset/mock-link';
    await read(element).find('field', 'New password');
    expect(overflows(element)).to.be.false;
  });
});
