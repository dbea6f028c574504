import { expect, fixture, html } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import '../../src/define/account.js';
import '../../src/define/portal.js';
import type { PorticoAccount, PorticoPortal } from '../../src/index.js';
import { type MockPortal, problem } from '../support/mock-portal.js';
import { answer, emails, keepSignedIn, mockPortal, password, until } from '../support/portal.js';
import { focused, heard, narrow, overflows, Reader } from './reader.js';

const newPassword = 'seven slow herons by the weir';

async function show(portal: MockPortal): Promise<[PorticoAccount, Reader]> {
  await keepSignedIn(portal, 'mika');
  const element = await fixture<PorticoAccount>(html`<portico-account src=${portal.src}></portico-account>`);
  const reader = new Reader(element.shadowRoot!);
  await reader.find('heading', 'Your account');
  return [element, reader];
}

async function change(reader: Reader, before: string, after: string): Promise<void> {
  await reader.fill('Current password', before);
  await reader.fill('New password', after);
  await reader.click('button', 'Change password');
}

describe('<portico-account>', () => {
  it('is accessible', async () => {
    const [element, reader] = await show(mockPortal());
    await reader.reads('Firefox on Linux');
    await expect(element).to.be.accessible();
  });

  it('asks for the sign-in when nobody is signed in', async () => {
    const element = await fixture(html`<portico-account src=${mockPortal().src}></portico-account>`);
    const reader = new Reader(element.shadowRoot!);
    await reader.signIn(emails.mika, password);
    await reader.find('heading', 'Your account');
  });

  it('shows who somebody is and where the person is signed in', async () => {
    const [, reader] = await show(mockPortal());
    expect((await reader.find<HTMLInputElement>('field', 'Name')).value).to.equal('Mika Aalto');
    for (const words of [emails.mika, 'Lumen Studios', 'Firefox on Linux', 'This device', 'Unknown device'])
      await reader.reads(words);
  });

  it('changes the name, and the portal around it knows', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal, 'mika');
    const element = await fixture<PorticoPortal>(
      html`<portico-portal address="memory" src=${portal.src}></portico-portal>`,
    );
    const reader = new Reader(element.shadowRoot!);
    await reader.click('link', /Mika Aalto/);
    await reader.fill('Name', '  Mika Aalto-Berg ');
    await reader.click('button', 'Save name');
    await reader.find('status', 'Your name is saved.');
    await reader.find('link', /Mika Aalto-Berg/);
    expect((await reader.find<HTMLInputElement>('field', 'Name')).value).to.equal('Mika Aalto-Berg');
    expect(portal.requests('updatePerson')[0]!.body).to.deep.equal({ name: 'Mika Aalto-Berg' });
  });

  it('says at the name what is wrong with it', async () => {
    const portal = mockPortal();
    const [, reader] = await show(portal);
    const field = await reader.fill('Name', '  ');
    await reader.click('button', 'Save name');
    await until(() => reader.described(field).includes('Enter your name.'));
    await until(() => focused() === field);
    expect(portal.requests('updatePerson')).to.deep.equal([]);
    answer(
      http.patch(`${portal.src}/api/v1/person`, () =>
        problem('validation-failed', { errors: [{ pointer: '/name', code: 'too-long', limit: 100 }] }),
      ),
    );
    await reader.fill('Name', 'Someone');
    await reader.click('button', 'Save name');
    await until(() => reader.described(field).includes('At most 100 characters.'));
    expect(field.value).to.equal('Someone');
  });

  it('changes the password and forgets what was typed', async () => {
    const portal = mockPortal();
    const [, reader] = await show(portal);
    await reader.reads('Safari on iPhone');
    await change(reader, password, newPassword);
    await reader.find('status', /Your password is changed/);
    for (const name of ['Current password', 'New password'])
      expect((await reader.find<HTMLInputElement>('field', name)).value).to.equal('');
    expect(reader.text()).not.to.contain('Safari on iPhone');
    expect(portal.requests('changePassword')[0]!.body).to.deep.equal({ currentPassword: password, newPassword });
  });

  it('says at the password what is wrong with it', async () => {
    const portal = mockPortal();
    const [, reader] = await show(portal);
    await change(reader, '', 'too short');
    const [before, after] = [
      await reader.find<HTMLInputElement>('field', 'Current password'),
      await reader.find<HTMLInputElement>('field', 'New password'),
    ];
    await until(() => reader.described(before).includes('Enter your current password.'));
    expect(reader.described(after)).to.contain('At least 10 characters.');
    await until(() => focused() === before);
    expect(portal.requests('changePassword')).to.deep.equal([]);
    await change(reader, 'wrong', newPassword);
    await until(() => reader.described(before).includes('This is not your current password.'));
    await change(reader, password, 'passwordpassword');
    await until(() => reader.described(after).includes('Too many people use this.'));
    await until(() => focused() === after);
    expect(after.getAttribute('aria-invalid')).to.equal('true');
  });

  it('says when there were too many tries', async () => {
    const portal = mockPortal();
    const [, reader] = await show(portal);
    answer(http.patch(`${portal.src}/api/v1/person/password`, () => problem('too-many-attempts', { retryAfter: 30 })));
    await change(reader, 'wrong', newPassword);
    await reader.find('alert', /Too many attempts/);
    expect((await reader.find<HTMLInputElement>('field', 'New password')).value).to.equal(newPassword);
  });

  it('offers itself to password managers, and shows what is typed when asked', async () => {
    const [, reader] = await show(mockPortal());
    const [before, after] = [
      await reader.find<HTMLInputElement>('field', 'Current password'),
      await reader.find<HTMLInputElement>('field', 'New password'),
    ];
    expect([before.autocomplete, after.autocomplete]).to.deep.equal(['current-password', 'new-password']);
    expect([before.type, after.type]).to.deep.equal(['password', 'password']);
    expect(before.form!.querySelector<HTMLInputElement>('[autocomplete=username]')!.value).to.equal(emails.mika);
    await reader.click('button', 'Show password');
    await until(() => after.type === 'text');
  });

  it('speaks of no password where there is none', async () => {
    const portal = mockPortal();
    portal.hasPassword = false;
    const [, reader] = await show(portal);
    expect(reader.all('field', 'New password')).to.deep.equal([]);
  });

  it('says where a device is, as far as its time zone tells', async () => {
    const [, reader] = await show(mockPortal());
    await reader.reads('United States (New York)');
    await reader.reads('Finland');
    expect(reader.text().match(/Time zone of/g)).to.have.length(2);
  });

  it('signs out one device', async () => {
    const portal = mockPortal();
    const [, reader] = await show(portal);
    await reader.click('button', 'Sign out Safari on iPhone');
    await reader.find('status', 'Safari on iPhone was signed out.');
    expect(reader.all('button', 'Sign out Safari on iPhone')).to.deep.equal([]);
    const heading = await reader.find('heading', 'Where you are signed in');
    await until(() => focused() === heading);
    expect(portal.sessions.map(({ id }) => id)).to.deep.equal(['se_desk', 'se_studio']);
  });

  it('takes a device that had been signed out already for done', async () => {
    const portal = mockPortal();
    const [, reader] = await show(portal);
    await reader.find('button', 'Sign out Safari on iPhone');
    portal.sessions = portal.sessions.slice(0, 1);
    await reader.click('button', 'Sign out Safari on iPhone');
    await reader.find('status', 'Safari on iPhone was signed out.');
  });

  it('signs out everywhere else', async () => {
    const portal = mockPortal();
    const [, reader] = await show(portal);
    await reader.click('button', 'Sign out everywhere else');
    await reader.find('status', 'Every other device was signed out.');
    expect(reader.all('button', 'Sign out everywhere else')).to.deep.equal([]);
    expect(portal.sessions.length).to.equal(1);
  });

  it('signs out of this device', async () => {
    const [element, reader] = await show(mockPortal());
    const event = heard(element, 'portico-sign-out');
    await reader.click('button', 'Sign out of this device');
    await event;
    await reader.find('button', 'Sign in');
  });

  it('says when a device could not be signed out', async () => {
    const portal = mockPortal();
    const [, reader] = await show(portal);
    answer(http.delete(`${portal.src}/api/v1/sessions/:id`, () => HttpResponse.error()));
    await reader.click('button', 'Sign out Safari on iPhone');
    await reader.find('alert', /cannot be reached/);
    await reader.find('button', 'Sign out Safari on iPhone');
  });

  it('says when the sessions cannot be loaded, and tries again', async () => {
    const portal = mockPortal('failed');
    const [, reader] = await show(portal);
    await reader.find('alert', /Something went wrong on our side/);
    portal.scene = 'normal';
    await reader.click('button', 'Try again');
    await reader.reads('Firefox on Linux');
  });

  it('keeps what was typed while the session has expired, and drops it for somebody else', async () => {
    const portal = mockPortal();
    const [element, reader] = await show(portal);
    await reader.fill('Current password', 'half a pass');
    element.session!.expire();
    await reader.signIn(emails.mika, password);
    expect((await reader.find<HTMLInputElement>('field', 'Current password')).value).to.equal('half a pass');
    element.session!.expire();
    await reader.signIn(emails.rosa, password);
    await until(() => element.session!.person?.name === 'Rosa Delgado');
    await until(() =>
      reader.all('field', 'Name').some((field) => (field as HTMLInputElement).value === 'Rosa Delgado'),
    );
    expect((await reader.find<HTMLInputElement>('field', 'Current password')).value).to.equal('');
  });

  it('fits a narrow place', async () => {
    const [element, reader] = await show(mockPortal('long'));
    await reader.reads('Safari on iPhone');
    narrow(element);
    expect(overflows(element)).to.equal(false);
  });

  it('changes the e-mail address once both addresses confirm, and shows what is under way', async () => {
    const portal = mockPortal();
    const [element, reader] = await show(portal);
    await reader.click('button', 'Change e-mail address');
    await until(() => (focused() as HTMLInputElement)?.name === 'newEmail');
    await expect(element).to.be.accessible();
    await reader.click('button', 'Send the confirmations');
    await reader.reads('Enter your e-mail address.');
    await reader.fill('New e-mail address', emails.mika);
    await reader.fill('Current password', 'wrong');
    // The first of two: the other belongs to the change of the password.
    await reader.click('button', 'Send the confirmations');
    await reader.reads('This is your address already.');
    await reader.fill('New e-mail address', 'new@lumen.example');
    await reader.click('button', 'Send the confirmations');
    await reader.reads('This is not your current password.');
    await reader.fill('Current password', password);
    await reader.click('button', 'Send the confirmations');
    await reader.reads('Your e-mail address is to be new@lumen.example.');
    await reader.find('status', /two mails are on their way/);
    await expect(element).to.be.accessible();
    expect(portal.requests('createEmailChange').at(-1)!.body).to.deep.include({
      email: 'new@lumen.example',
      currentPassword: password,
    });
    await reader.click('button', 'Cancel the change');
    await reader.find('status', 'Your e-mail address stays as it is.');
    await reader.find('button', 'Change e-mail address');
  });

  it('shows a change that was begun elsewhere, and who has confirmed', async () => {
    const portal = mockPortal();
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    portal.emailChange = { email: 'new@lumen.example', expiresAt, confirmed: ['new'] };
    const [, reader] = await show(portal);
    await reader.reads('The new address has confirmed it.');
  });

  it('offers no change of the address where no mail leaves', async () => {
    const portal = mockPortal();
    portal.portal.passwordReset = false;
    const [, reader] = await show(portal);
    expect(reader.all('button', 'Change e-mail address')).to.have.length(0);
    expect(portal.requests('getEmailChange')).to.have.length(0);
  });

  it('chooses the language of mails among the portal’s', async () => {
    const portal = mockPortal();
    portal.portal.languages = ['en', 'fi'];
    const [element, reader] = await show(portal);
    const select = element.shadowRoot!.querySelector('select')!;
    expect([...select.options].map(({ text }) => text)).to.deep.equal(['As in the browser', 'English', 'suomi']);
    select.value = 'fi';
    select.dispatchEvent(new Event('change'));
    await reader.find('status', 'Your language is saved.');
    expect(portal.requests('updatePerson')[0]!.body).to.deep.equal({ language: 'fi' });
    await expect(element).to.be.accessible();
  });

  it('shows what was agreed to, and withdraws it when asked twice', async () => {
    const portal = mockPortal();
    const [element, reader] = await show(portal);
    await reader.find('heading', 'Consent');
    await reader.reads('Version 2, agreed to');
    (await reader.find('group')).querySelector('summary')!.click();
    await reader.reads('privacy notice');
    await reader.reads('I agree to Wrenfield keeping what I write.');
    await reader.click('button', 'Withdraw consent');
    await until(() => focused()?.textContent === 'Withdraw your consent?');
    await reader.reads('can sign in again only when you agree again');
    await expect(element).to.be.accessible();
    await reader.click('button', 'Keep it');
    const heading = await reader.find('heading', 'Consent');
    await until(() => focused() === heading);
    expect(portal.requests('withdrawConsent')).to.deep.equal([]);
    await reader.click('button', 'Withdraw consent');
    await reader.reads('Withdraw your consent?');
    const out = heard(element, 'portico-sign-out');
    await reader.click('button', 'Withdraw consent');
    await out;
    await reader.find('field', 'Password');
    expect(portal.requests('withdrawConsent').length).to.equal(1);
  });

  it('stays where consent is not required, and says when there is none', async () => {
    const portal = mockPortal();
    portal.portal.consent = { version: 2, isRequired: false };
    portal.consent.isRequired = portal.receipt!.isRequired = false;
    const [, reader] = await show(portal);
    await reader.click('button', 'Withdraw consent');
    await reader.reads('You stay signed in.');
    await reader.click('button', 'Withdraw consent');
    await reader.find('status', 'There is nothing you have agreed to.');
    expect(reader.all('heading', 'Your account').length).to.equal(1);
  });

  it('speaks of no consent where the portal asks for none', async () => {
    const portal = mockPortal();
    portal.portal.consent = null;
    const [, reader] = await show(portal);
    await reader.reads('Firefox on Linux');
    expect(reader.all('heading', 'Consent')).to.deep.equal([]);
  });
});
