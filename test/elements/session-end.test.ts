import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { http, HttpResponse } from 'msw';
import '../../src/define/portal.js';
import type { PorticoPortal } from '../../src/index.js';
import type { MockPortal } from '../support/mock-portal.js';
import { answer, emails, keepSignedIn, mockPortal, openSession, password, until } from '../support/portal.js';
import { focused, heard, Reader } from './reader.js';

/** A portal whose session ends in less than a minute. */
async function ending(portal: MockPortal, idle = 45, absolute = 86_400): Promise<[PorticoPortal, Reader]> {
  portal.lasts = { idle, absolute };
  await keepSignedIn(portal, 'mika');
  const element = await fixture<PorticoPortal>(
    html`<portico-portal address="memory" src=${portal.src}></portico-portal>`,
  );
  return [element, new Reader(element.shadowRoot!)];
}

/** The dialog's own way out; the portal has one too. */
const inDialog = async (reader: Reader): Promise<HTMLElement> => {
  await reader.find('dialog');
  return reader.all('button', 'Sign out').at(-1)!;
};

const fresh = { idle: 3600, absolute: 86_400 };

describe('the warning of a session’s end', () => {
  it('is accessible', async () => {
    const [element, reader] = await ending(mockPortal());
    await reader.find('dialog', 'Still there?');
    await expect(element).to.be.accessible();
  });

  it('says what will happen, counts down, and has the focus on staying', async () => {
    const [, reader] = await ending(mockPortal());
    const dialog = await reader.find('dialog', 'Still there?');
    const id = dialog.getAttribute('aria-describedby')!;
    expect((dialog.getRootNode() as ShadowRoot).getElementById(id)!.textContent).to.contain('You will be signed out');
    await reader.reads('0:43');
    expect(reader.all('status', /left/)).to.deep.equal([]);
    const staying = await reader.find('button', 'Stay signed in');
    await until(() => focused() === staying);
    await sendKeys({ press: 'Tab' });
    const leaving = await inDialog(reader);
    await until(() => focused() === leaving);
  });

  it('speaks at some moments only', async () => {
    const [, reader] = await ending(mockPortal(), 31);
    await reader.find('dialog');
    await reader.find('status', '30 seconds left');
    await reader.reads('0:28');
    expect(reader.all('status', '30 seconds left').length).to.equal(1);
  });

  it('goes when somebody stays, and gives the focus back', async () => {
    const portal = mockPortal();
    const [, reader] = await ending(portal, 62);
    const search = await reader.find('field', 'Search tickets');
    search.focus();
    portal.lasts = fresh;
    await reader.find('dialog');
    await sendKeys({ press: 'Enter' });
    await until(() => !reader.all('dialog').length);
    await until(() => focused() === search);
  });

  it('goes by Escape, which somebody must have pressed', async () => {
    const portal = mockPortal();
    const [element, reader] = await ending(portal);
    await reader.find('dialog');
    portal.lasts = fresh;
    await sendKeys({ press: 'Escape' });
    await until(() => !reader.all('dialog').length);
    expect(element.session!.ending).to.equal(undefined);
  });

  it('goes in this tab when somebody stays in another', async () => {
    const portal = mockPortal();
    const [, reader] = await ending(portal);
    const other = await openSession(portal);
    await reader.find('dialog');
    portal.lasts = fresh;
    await other.stay();
    await until(() => !reader.all('dialog').length);
  });

  it('says when staying did not work, and lets try again', async () => {
    const portal = mockPortal();
    const [, reader] = await ending(portal);
    await reader.find('dialog');
    answer(http.get(`${portal.src}/api/v1/session`, () => HttpResponse.error(), { once: true }));
    await reader.click('button', 'Stay signed in');
    await reader.find('alert', /cannot be reached/);
    portal.lasts = fresh;
    await reader.click('button', 'Stay signed in');
    await until(() => !reader.all('dialog').length);
  });

  it('signs out', async () => {
    const [element, reader] = await ending(mockPortal());
    const event = heard(element, 'portico-sign-out');
    await reader.find('dialog');
    (await inDialog(reader)).click();
    await event;
    await reader.find('button', 'Sign in');
    expect(element.session!.person).to.equal(undefined);
    expect(reader.all('dialog')).to.deep.equal([]);
  });

  it('gives way to the sign-in when the time is over', async () => {
    const [element, reader] = await ending(mockPortal(), 3);
    await reader.find('dialog');
    await until(() => element.session!.state === 'expired');
    await until(() => reader.all('field', 'E-mail').includes(focused() as HTMLElement));
    expect(reader.all('dialog')).to.deep.equal([]);
    await reader.reads('What you wrote is still here.');
  });

  it('offers to sign in again where staying does not help', async () => {
    const portal = mockPortal();
    const [element, reader] = await ending(portal, 3600, 50);
    await reader.find('dialog', 'Time to sign in again');
    expect(reader.all('button', 'Stay signed in')).to.deep.equal([]);
    await sendKeys({ press: 'Enter' });
    await until(() => reader.all('field', 'E-mail').includes(focused() as HTMLElement));
    portal.lasts = fresh;
    await reader.signIn(emails.mika, password);
    await until(() => element.session!.state === 'signed-in');
    expect(reader.all('dialog')).to.deep.equal([]);
  });

  it('can be put off where staying does not help, and does not come back', async () => {
    const [element, reader] = await ending(mockPortal(), 3600, 50);
    await reader.find('dialog');
    await reader.click('button', 'Not yet');
    element.requestUpdate();
    await reader.reads('Show more tickets');
    expect(reader.all('dialog')).to.deep.equal([]);
    expect(element.session!.state).to.equal('signed-in');
  });

  it('is one, however many elements share the session', async () => {
    const portal = mockPortal();
    const [, reader] = await ending(portal);
    const second = await fixture(html`<portico-ticket-list src=${portal.src}></portico-ticket-list>`);
    await reader.find('dialog');
    await new Reader(second.shadowRoot!).reads('Show more tickets');
    expect(new Reader(document.body).all('dialog').length).to.equal(1);
  });

  it('leaves a page alone whose portal is hidden', async () => {
    const portal = mockPortal();
    portal.lasts.idle = 45;
    await keepSignedIn(portal, 'mika');
    const box = await fixture<HTMLDivElement>(
      html`<div hidden><portico-portal address="memory" src=${portal.src}></portico-portal></div>`,
    );
    const element = box.querySelector('portico-portal')!;
    await until(() => element.shadowRoot!.querySelector('portico-session-end')?.shadowRoot?.querySelector('dialog'));
    expect(
      element.shadowRoot!.querySelector('portico-session-end')!.shadowRoot!.querySelector('dialog')!.open,
    ).to.equal(false);
    box.hidden = false;
    await new Reader(box).find('dialog', 'Still there?');
  });
});
