import { expect, fixture, html } from '@open-wc/testing';
import { http } from 'msw';
import '../../src/define/portal.js';
import type { PorticoLogin, PorticoPortal } from '../../src/index.js';
import { hostToken, problem } from '../support/mock-portal.js';
import { answer, emails, mockPortal, password, until } from '../support/portal.js';
import { focused, heard, narrow, overflows, Reader } from './reader.js';

const chosen = 'a pebble under the pier';
const label = 'I agree to Wrenfield keeping what I write.';

const login = (src: string): Promise<PorticoLogin> =>
  fixture<PorticoLogin>(html`<portico-login src=${src}></portico-login>`);

const portal = (src: string): Promise<PorticoPortal> =>
  fixture<PorticoPortal>(html`<portico-portal src=${src}></portico-portal>`);

const read = (element: HTMLElement): Reader => new Reader(element.shadowRoot!);

async function tick(reader: Reader): Promise<void> {
  (await reader.find<HTMLInputElement>('field', label)).click();
}

afterEach(() => history.replaceState(null, '', location.pathname + location.search));

describe('a registration', () => {
  async function begin(src: string): Promise<Reader> {
    const reader = read(await login(src));
    await reader.click('link', 'Create an account');
    await reader.find('button', 'Create the account');
    return reader;
  }

  it('is accessible in every state', async () => {
    const element = await login(mockPortal().src);
    const reader = read(element);
    await reader.click('link', 'Create an account');
    await reader.find('field', label);
    await expect(element).to.be.accessible();
    await reader.click('button', 'Create the account');
    await reader.reads('Enter your name.');
    await expect(element).to.be.accessible();
    location.hash = '#/verify/mock-verify';
    await reader.find('button', 'Confirm and sign in');
    await expect(element).to.be.accessible();
    location.hash = '#/verify/used-long-ago';
    await until(() => location.hash === '#/verify');
    await reader.fill('Password', chosen);
    await reader.click('button', 'Confirm and sign in');
    await reader.find('heading', 'This link has expired');
    await expect(element).to.be.accessible();
  });

  it('is not offered where the portal does not', async () => {
    const mocked = mockPortal();
    mocked.portal.registration = false;
    const reader = read(await login(mocked.src));
    await reader.find('button', 'Sign in');
    expect(reader.all('link', 'Create an account')).to.deep.equal([]);
  });

  it('takes over the e-mail, asks for consent, and says where to look', async () => {
    const mocked = mockPortal();
    const reader = read(await login(mocked.src));
    await reader.fill('E-mail', 'nora@fjord.example');
    await reader.click('link', 'Create an account');
    const heading = await reader.find('heading', 'Create an account');
    await until(() => focused() === heading);
    expect(location.hash).to.equal('#/register');
    expect((await reader.find<HTMLInputElement>('field', 'E-mail')).value).to.equal('nora@fjord.example');
    const secret = await reader.find<HTMLInputElement>('field', 'Password');
    expect([secret.type, secret.autocomplete]).to.deep.equal(['password', 'new-password']);
    await reader.reads('privacy notice');
    await reader.fill('Name', ' Nora Berg ');
    await reader.fill('Password', chosen);
    await tick(reader);
    await reader.click('button', 'Create the account');
    await reader.reads('A mail is on its way to nora@fjord.example.');
    await until(() => focused()?.textContent === 'Check your e-mail');
    const [asked] = mocked.requests('createRegistration');
    expect(asked!.body).to.deep.equal({
      name: 'Nora Berg',
      email: 'nora@fjord.example',
      password: chosen,
      consent: { version: 2, language: 'en' },
      returnTo: location.href.replace(/#.*/, ''),
    });
    expect(asked!.headers.get('Accept-Language')).to.equal('en');
    await reader.click('button', 'Change something');
    expect((await reader.find<HTMLInputElement>('field', 'Name')).value).to.equal('Nora Berg');
    expect((await reader.find<HTMLInputElement>('field', 'Password')).value).to.equal('');
  });

  it('says at each field what is missing, in the order of the page', async () => {
    const mocked = mockPortal();
    const reader = await begin(mocked.src);
    await reader.find('field', label);
    await reader.fill('E-mail', 'nobody');
    await reader.fill('Password', 'short');
    await reader.click('button', 'Create the account');
    for (const [name, fault] of [
      ['Name', 'Enter your name.'],
      ['E-mail', 'Enter an e-mail address like'],
      ['Password', 'At least 10 characters.'],
      [label, 'Tick this to go on.'],
    ] as const)
      await until(async () => reader.described(await reader.find('field', name)).includes(fault), fault);
    const name = await reader.find('field', 'Name');
    await until(() => focused() === name);
    await reader.fill('Name', 'Nora');
    await reader.fill('E-mail', 'nora@fjord.example');
    await reader.fill('Password', chosen);
    await reader.click('button', 'Create the account');
    const box = await reader.find('field', label);
    await until(() => focused() === box);
    expect(mocked.requests('createRegistration')).to.deep.equal([]);
  });

  it('tells what the portal refuses, and keeps what was typed', async () => {
    const mocked = mockPortal();
    const reader = await begin(mocked.src);
    answer(
      http.post(
        `${mocked.src}/api/v1/registrations`,
        () => problem('validation-failed', { errors: [{ pointer: '/password', code: 'too-common' }] }),
        { once: true },
      ),
    );
    await reader.fill('Name', 'Nora');
    await reader.fill('E-mail', 'nora@fjord.example');
    const field = await reader.fill('Password', 'Password2026!');
    await tick(reader);
    await reader.click('button', 'Create the account');
    await until(() => reader.described(field).includes('Too many people use this.'));
    await until(() => focused() === field);
    expect(field.value).to.equal('Password2026!');
    answer(http.post(`${mocked.src}/api/v1/registrations`, () => problem('too-many-attempts'), { once: true }));
    await reader.fill('Password', chosen);
    await reader.click('button', 'Create the account');
    await reader.find('alert', /Too many attempts/);
  });

  it('asks again for a text that has changed meanwhile', async () => {
    const mocked = mockPortal();
    const reader = await begin(mocked.src);
    await reader.fill('Name', 'Nora');
    await reader.fill('E-mail', 'nora@fjord.example');
    await reader.fill('Password', chosen);
    await tick(reader);
    answer(http.post(`${mocked.src}/api/v1/registrations`, () => problem('consent-required'), { once: true }));
    mocked.consent = { ...mocked.consent, version: 3, html: '<p>Another text.</p>' };
    await reader.click('button', 'Create the account');
    await reader.reads('Another text.');
    expect((await reader.find<HTMLInputElement>('field', label)).checked).to.equal(false);
    await tick(reader);
    await reader.click('button', 'Create the account');
    await reader.find('heading', 'Check your e-mail');
    const body = mocked.requests('createRegistration').at(-1)!.body as { consent: { version: number } };
    expect(body.consent.version).to.equal(3);
  });

  it('shows a text that tries to act as nothing but a text', async () => {
    const mocked = mockPortal();
    mocked.consent.html =
      '<img src="x" onerror="window.hurt = 1"><script>window.hurt = 1</script><portico-login></portico-login><p>Words.</p>';
    const reader = await begin(mocked.src);
    await reader.reads('Words.');
    expect((window as { hurt?: number }).hurt).to.equal(undefined);
    expect(document.querySelector('portico-login')!.shadowRoot!.querySelector('.rich :is(script, img, portico-login)'))
      .to.be.null;
  });

  it('is confirmed with the password that was chosen, and lets in', async () => {
    const mocked = mockPortal();
    location.hash = '#/verify/mock-verify';
    const element = await portal(mocked.src);
    const reader = read(element);
    await reader.find('heading', 'Confirm your e-mail');
    expect(location.hash).to.equal('#/verify');
    await reader.fill('Password', 'another password');
    await reader.click('button', 'Confirm and sign in');
    await reader.find('alert', /This is not the password you chose/);
    const entered = heard(element, 'portico-sign-in');
    await reader.fill('Password', chosen);
    await reader.click('button', 'Confirm and sign in');
    await entered;
    await reader.find('link', 'New ticket');
    expect(location.hash).not.to.contain('verify');
  });

  it('is done even when the signing in after it fails', async () => {
    const mocked = mockPortal();
    location.hash = '#/verify/mock-verify';
    const reader = read(await portal(mocked.src));
    await reader.find('button', 'Confirm and sign in');
    answer(http.post(`${mocked.src}/api/v1/session`, () => problem('unavailable'), { once: true }));
    await reader.fill('Password', chosen);
    await reader.click('button', 'Confirm and sign in');
    await reader.find('status', /Your account is ready/);
    await reader.signIn('nora@fjord.example', chosen);
    await reader.find('link', 'New ticket');
  });
});

describe('an invitation', () => {
  it('welcomes, takes a name and a password, and lets in', async () => {
    const mocked = mockPortal();
    location.hash = '#/invitation/mock-invitation';
    const element = await portal(mocked.src);
    const reader = read(element);
    await reader.find('heading', 'Welcome to Wrenfield Support');
    await reader.reads('karim@harbor.example');
    await reader.find('field', label);
    await expect(element).to.be.accessible();
    expect((await reader.find<HTMLInputElement>('field', 'Name')).value).to.equal('Karim Haddad');
    await reader.fill('Password', chosen);
    await tick(reader);
    await reader.click('button', 'Accept the invitation');
    await reader.find('link', 'New ticket');
    expect(mocked.requests('completeInvitation')[0]!.body).to.deep.equal({
      token: 'mock-invitation',
      name: 'Karim Haddad',
      password: chosen,
      consent: { version: 2, language: 'en' },
    });
  });

  it('says that it is over', async () => {
    location.hash = '#/invitation/used-long-ago';
    const element = await portal(mockPortal().src);
    await read(element).find('heading', 'This invitation has expired');
    await expect(element).to.be.accessible();
  });
});

describe('a closed door', () => {
  it('is told after the right password, with a way to ask', async () => {
    const mocked = mockPortal();
    mocked.portal.accessRequests = true;
    mocked.denied.add(emails.mika);
    const element = await portal(mocked.src);
    const reader = read(element);
    await reader.signIn(emails.mika, password);
    const heading = await reader.find('heading', 'You have no access yet');
    await until(() => focused() === heading);
    await expect(element).to.be.accessible();
    expect((await reader.find<HTMLInputElement>('field', 'E-mail')).value).to.equal(emails.mika);
    await reader.fill('Name', 'Mika');
    await reader.fill('Message', 'Please.');
    await reader.click('button', 'Ask for access');
    await reader.find('heading', 'Your wish is on its way');
    const wish = { name: 'Mika', email: emails.mika, message: 'Please.' };
    expect(mocked.requests('createAccessRequest')[0]!.body).to.deep.equal(wish);
    await reader.click('button', 'Back to the sign-in');
    await reader.find('button', 'Sign in');
    expect(reader.all('alert')).to.deep.equal([]);
  });

  it('only says so where nobody can be asked', async () => {
    const mocked = mockPortal();
    mocked.denied.add(emails.mika);
    const reader = read(await login(mocked.src));
    await reader.signIn(emails.mika, password);
    await reader.reads('Your account may not use Wrenfield Support.');
    expect(reader.all('button', 'Ask for access')).to.deep.equal([]);
  });
});

describe('consent at the sign-in', () => {
  it('is asked for after the password, and lets in with the key that was used', async () => {
    const mocked = mockPortal();
    mocked.owing.add(emails.mika);
    const element = await portal(mocked.src);
    const reader = read(element);
    await reader.signIn(emails.mika, password);
    const heading = await reader.find('heading', 'Before you go on');
    await until(() => focused() === heading);
    await reader.find('field', label);
    await expect(element).to.be.accessible();
    await reader.click('button', 'Agree and go on');
    const box = await reader.find('field', label);
    await until(() => focused() === box);
    expect(reader.described(box)).to.contain('Tick this to go on.');
    await tick(reader);
    const entered = heard(element, 'portico-sign-in');
    await reader.click('button', 'Agree and go on');
    await entered;
    await reader.find('link', 'New ticket');
    const [first, second] = mocked.requests('createSession');
    expect(second!.body).to.deep.include({ consent: { version: 2, language: 'en' } });
    const keyOf = ({ headers }: { headers: Headers }) =>
      (
        JSON.parse(atob(headers.get('DPoP')!.split('.')[0]!.replaceAll('-', '+').replaceAll('_', '/'))) as {
          jwk: object;
        }
      ).jwk;
    expect(keyOf(second!)).to.deep.equal(keyOf(first!));
  });

  it('may be declined', async () => {
    const mocked = mockPortal();
    mocked.owing.add(emails.mika);
    const reader = read(await login(mocked.src));
    await reader.signIn(emails.mika, password);
    await reader.click('button', 'Do not agree');
    await reader.find('button', 'Sign in');
    expect(reader.all('alert')).to.deep.equal([]);
  });

  it('is asked of whoever comes by the page’s own login, too', async () => {
    const mocked = mockPortal();
    mocked.owing.add(emails.mika);
    const element = await fixture<PorticoPortal>(
      html`<portico-portal src=${mocked.src} .getToken=${async () => hostToken('mika')}></portico-portal>`,
    );
    const reader = read(element);
    await reader.find('heading', 'Before you go on');
    await tick(reader);
    await reader.click('button', 'Agree and go on');
    await reader.find('link', 'New ticket');
  });
});

it('no step is wider than a small screen', async () => {
  const mocked = mockPortal();
  mocked.portal.accessRequests = true;
  for (const [hash, button] of [
    ['#/register', 'Create the account'],
    ['#/verify/mock-verify', 'Confirm and sign in'],
    ['#/invitation/mock-invitation', 'Accept the invitation'],
    ['#/denied', 'Ask for access'],
  ] as const) {
    location.hash = hash;
    const element = await portal(mocked.src);
    narrow(element, 280);
    await new Reader(element.shadowRoot!).find('button', button);
    expect(overflows(element)).to.equal(false);
    element.remove();
  }
});
