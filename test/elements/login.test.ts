import { listTickets } from '../../src/api/operations/tickets.js';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { http, HttpResponse } from 'msw';
import '../../src/define/login.js';
import type { PorticoLogin } from '../../src/index.js';
import { hostToken, problem } from '../support/mock-portal.js';
import { answer, emails, mockPortal, password, signedIn, until } from '../support/portal.js';
import { focused, heard, narrow, overflows, Reader } from './reader.js';

const show = (src: string): Promise<PorticoLogin> =>
  fixture<PorticoLogin>(html`<portico-login src=${src}></portico-login>`);

describe('<portico-login>', () => {
  it('is accessible', async () => {
    const element = await show(mockPortal().src);
    await new Reader(element.shadowRoot!).find('button', 'Sign in');
    await expect(element).to.be.accessible();
  });

  it('signs in, and says who it was by id', async () => {
    const element = await show(mockPortal().src);
    const reader = new Reader(element.shadowRoot!);
    const event = heard(element, 'portico-sign-in');
    await reader.signIn(emails.mika, password);
    expect((await event).personId).to.equal(element.session!.person!.id);
    await until(() => !reader.all('field').length);
  });

  it('is used with the keyboard alone', async () => {
    const element = await show(mockPortal().src);
    const reader = new Reader(element.shadowRoot!);
    await reader.find('button', 'Sign in');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: emails.mika });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: password });
    await sendKeys({ press: 'Enter' });
    await until(() => element.session!.state === 'signed-in');
  });

  it('offers itself to password managers', async () => {
    const reader = new Reader((await show(mockPortal().src)).shadowRoot!);
    const email = await reader.find<HTMLInputElement>('field', 'E-mail');
    const secret = await reader.find<HTMLInputElement>('field', 'Password');
    expect([email.autocomplete, email.type]).to.deep.equal(['username', 'email']);
    expect([secret.autocomplete, secret.type]).to.deep.equal(['current-password', 'password']);
  });

  it('shows the password when asked', async () => {
    const reader = new Reader((await show(mockPortal().src)).shadowRoot!);
    const secret = await reader.fill('Password', 'secret');
    await reader.click('button', 'Show password');
    await reader.click('button', 'Hide password');
    expect(secret.value).to.equal('secret');
    await reader.click('button', 'Show password');
    await until(() => secret.type === 'text');
  });

  it('says what is missing, at its field', async () => {
    const element = await show(mockPortal().src);
    const reader = new Reader(element.shadowRoot!);
    await reader.click('button', 'Sign in');
    await reader.reads('Enter your e-mail address.');
    const email = await reader.find('field', 'E-mail');
    expect(email.getAttribute('aria-invalid')).to.equal('true');
    expect(reader.described(email)).to.contain('Enter your e-mail address.');
    await until(() => focused() === email);
    await reader.fill('E-mail', 'mika');
    await reader.click('button', 'Sign in');
    await reader.reads('like name@example.com');
    await expect(element).to.be.accessible();
  });

  it('tells a wrong password as an alert and keeps what was typed', async () => {
    const element = await show(mockPortal().src);
    const reader = new Reader(element.shadowRoot!);
    await reader.signIn(emails.mika, 'wrong');
    const alert = await reader.find('alert');
    expect(alert.textContent).to.contain('do not match');
    const email = await reader.find<HTMLInputElement>('field', 'E-mail');
    expect(email.value).to.equal(emails.mika);
    await expect(element).to.be.accessible();
  });

  it('counts down after too many attempts', async () => {
    const portal = mockPortal();
    const reader = new Reader((await show(portal.src)).shadowRoot!);
    answer(http.post(`${portal.src}/api/v1/session`, () => problem('too-many-attempts', { retryAfter: 2 })));
    await reader.signIn(emails.mika, 'wrong');
    await reader.reads('Too many attempts');
    const button = await reader.find('button', /^\s*Try again in \d seconds?\./);
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    await reader.find('button', 'Sign in');
    expect(reader.all('alert')).to.have.length(0);
  });

  it('says when there is no connection', async () => {
    const portal = mockPortal();
    const reader = new Reader((await show(portal.src)).shadowRoot!);
    answer(http.post(`${portal.src}/api/v1/session`, () => HttpResponse.error()));
    await reader.signIn(emails.mika, password);
    await reader.reads('cannot be reached');
    expect((await reader.find<HTMLInputElement>('field', 'Password')).value).to.equal(password);
  });

  it('says why one has to sign in again', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    const element = await fixture<PorticoLogin>(html`<portico-login .session=${session}></portico-login>`);
    portal.expire();
    await listTickets(session.client, {}).catch(() => {});
    const reader = new Reader(element.shadowRoot!);
    await reader.find('heading', /Sign in again/);
    await reader.reads('What you wrote is still here.');
  });

  it('says that a portal is closed, and tries again', async () => {
    const portal = mockPortal();
    answer(http.get(`${portal.src}/api/v1/portal`, () => problem('portal-off'), { once: true }));
    const element = await show(portal.src);
    const reader = new Reader(element.shadowRoot!);
    await reader.reads('closed at the moment');
    await expect(element).to.be.accessible();
    await reader.click('button', 'Try again');
    await reader.find('field', 'E-mail');
  });

  it('tells the page what went wrong', async () => {
    const portal = mockPortal();
    answer(http.get(`${portal.src}/api/v1/portal`, () => problem('internal')));
    const element = document.createElement('portico-login');
    element.src = portal.src;
    const event = heard(element, 'portico-error');
    document.body.append(element);
    const { code, requestId } = await event;
    expect([code, requestId]).to.deep.equal(['internal', 'req-mock01']);
    await new Reader(element.shadowRoot!).reads('Reference: req-mock01');
    element.remove();
  });

  it('says that it lacks a portal', async () => {
    const element = await fixture<PorticoLogin>(html`<portico-login></portico-login>`);
    await new Reader(element.shadowRoot!).reads('src attribute');
    element.src = 'http://';
    await element.updateComplete;
    await new Reader(element.shadowRoot!).reads('src attribute');
  });

  it('leaves the sign-in to a page that has its own, and says so', async () => {
    const element = document.createElement('portico-login');
    element.src = mockPortal().src;
    let who: 'mika' | null = null;
    element.getToken = () => Promise.resolve(who && hostToken(who));
    element.innerHTML = '<a slot="sign-in" href="/login">To the login</a>';
    const needed = heard(element, 'portico-sign-in-needed');
    document.body.append(element);
    await needed;
    const reader = new Reader(element.shadowRoot!);
    await reader.reads('Sign in to this site');
    expect(reader.all('field')).to.have.length(0);
    expect(element.querySelector('a')!.checkVisibility()).to.be.true;
    await expect(element).to.be.accessible();
    element.focus();
    await until(() => focused()?.localName === 'h3');
    who = 'mika';
    await reader.click('button', 'Try again');
    await until(() => element.session!.state === 'signed-in');
    element.remove();
  });

  it('says that the page could not tell who it is, and tries again', async () => {
    const element = document.createElement('portico-login');
    element.src = mockPortal().src;
    let broken = true;
    element.getToken = () => (broken ? Promise.reject(new Error('no')) : Promise.resolve(hostToken('mika')));
    document.body.append(element);
    const reader = new Reader(element.shadowRoot!);
    await reader.reads('This site could not sign you in.');
    await expect(element).to.be.accessible();
    broken = false;
    await reader.click('button', 'Try again');
    await until(() => element.session!.state === 'signed-in');
    element.remove();
  });

  it('fits into a narrow place', async () => {
    const element = await show(mockPortal().src);
    narrow(element, 280);
    await new Reader(element.shadowRoot!).find('button', 'Sign in');
    expect(overflows(element)).to.be.false;
  });
});
