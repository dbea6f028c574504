import { expect, fixture, html } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import '../../src/define/support-form.js';
import type { NewRequest } from '../../src/api/schema.js';
import type { PorticoSupportForm } from '../../src/index.js';
import type { MockPortal } from '../support/mock-portal.js';
import { answer, emails, mockPortal, password, until } from '../support/portal.js';
import { restoreWorker, running, useWorker, workerOf } from '../support/workers.js';
import { focused, narrow, overflows, Reader } from './reader.js';

interface Shown {
  element: PorticoSupportForm;
  portal: MockPortal;
  reader: Reader;
}

const put = async (portal: MockPortal, form?: string): Promise<Shown> => {
  const element = await fixture<PorticoSupportForm>(
    html`<portico-support-form src=${portal.src} form=${form ?? 'form_question'}></portico-support-form>`,
  );
  return { element, portal, reader: new Reader(element.shadowRoot!) };
};

/** Fills in what is required. */
async function fillIn(reader: Reader): Promise<void> {
  await reader.fill('Your name', 'Noor Haddad');
  await reader.fill('E-mail address', 'noor@meadow.example');
  await reader.fill('Subject', 'Does the Plover sync without a cable?');
  await reader.fill('Your question', 'I would like to know.');
  await reader.click('field', /I agree/);
}

const sentBody = (portal: MockPortal): NewRequest => portal.requests('createRequest')[0]!.body as NewRequest;

describe('<portico-support-form> without an account', () => {
  it('is accessible', async () => {
    const { element, reader } = await put(mockPortal());
    await reader.find('field', 'Your name');
    await reader.reads('as long as your question is open');
    await expect(element).to.be.accessible();
  });

  it('sends a request, and says where the link went', async () => {
    const { element, portal, reader } = await put(mockPortal());
    await fillIn(reader);
    await reader.click('button', 'Send');
    await reader.find('heading', 'Look into your mail');
    await reader.reads('noor@meadow.example');
    await until(() => focused()?.textContent?.includes('Look into your mail'));
    await expect(element).to.be.accessible();
    const { work, context, website, ...body } = sentBody(portal);
    expect(body).to.deep.equal({
      formId: 'form_question',
      formVersion: '1',
      subject: 'Does the Plover sync without a cable?',
      text: 'I would like to know.',
      contact: { name: 'Noor Haddad', email: 'noor@meadow.example' },
      consents: { privacy: '1' },
      returnTo: location.href.replace(/#.*/, ''),
    });
    expect(work.number).to.equal(11);
    expect(context?.pageUrl).to.equal(location.origin + location.pathname);
    expect(website).to.equal('');
    expect(portal.requests('createRequest')[0]!.headers.get('Authorization')).to.equal(null);
    await reader.click('button', 'Send another request');
    expect((await reader.find<HTMLInputElement>('field', 'Subject')).value).to.equal('');
  });

  it('begins to work when somebody begins to write, not before', async () => {
    const { portal, reader } = await put(mockPortal());
    await reader.find('field', 'Subject');
    expect(portal.requests('createChallenge')).to.be.empty;
    await reader.fill('Subject', 'D');
    await until(() => portal.requests('createChallenge').length === 1);
  });

  it('leaves no worker behind when it is removed', async () => {
    useWorker(workerOf('postMessage("here")'));
    try {
      const { element, reader } = await put(mockPortal());
      await reader.fill('Subject', 'D');
      await until(() => running.size === 1);
      element.remove();
      await until(() => running.size === 0);
    } finally {
      restoreWorker();
    }
  });

  it('hides its trap from people, and hands on what a program wrote there', async () => {
    const { element, portal, reader } = await put(mockPortal());
    await fillIn(reader);
    const trap = element.shadowRoot!.querySelector<HTMLInputElement>('[name=website]')!;
    expect(trap.closest('[aria-hidden=true]')!.getBoundingClientRect().width).to.be.at.most(1);
    expect(trap.tabIndex).to.equal(-1);
    trap.value = 'https://spam.example';
    await reader.click('button', 'Send');
    await reader.find('heading', 'Look into your mail');
    expect(sentBody(portal).website).to.equal('https://spam.example');
  });

  it('keeps what was typed, for this browser, until it is sent', async () => {
    const { element, portal, reader } = await put(mockPortal());
    await reader.fill('Subject', 'Half a question');
    element.remove();
    const { reader: again } = await put(portal);
    await until(() => (again.all('field', 'Subject')[0] as HTMLInputElement | undefined)?.value === 'Half a question');
  });

  it('stays in the form when there is no line', async () => {
    const { portal, reader } = await put(mockPortal());
    await fillIn(reader);
    let isDown = true;
    answer(http.post(`${portal.src}/api/v1/requests`, () => (isDown ? HttpResponse.error() : undefined)));
    await reader.click('button', 'Send');
    await reader.reads('Not sent. The portal cannot be reached.');
    expect((await reader.find<HTMLTextAreaElement>('field', 'Your question')).value).to.equal('I would like to know.');
    isDown = false;
    await reader.click('button', 'Try again');
    await reader.find('heading', 'Look into your mail');
  });

  it('asks for the agreement again when it is another by now', async () => {
    const { portal, reader } = await put(mockPortal());
    await fillIn(reader);
    const form = portal.forms[1]!;
    form.version = '2';
    form.sections[2]!.fields[0]!.consent = { version: '2', html: '<p>Something else.</p>' };
    answer(
      http.post(`${portal.src}/api/v1/requests`, async ({ request }) => {
        const { formVersion } = (await request.clone().json()) as NewRequest;
        return formVersion === '1'
          ? HttpResponse.json({ code: 'form-changed', status: 409 }, { status: 409 })
          : undefined;
      }),
    );
    await reader.click('button', 'Send');
    await reader.find('heading', 'This form was changed while you filled it in');
    await reader.reads('Something else.');
    expect((await reader.find<HTMLInputElement>('field', /I agree/)).checked).to.equal(false);
    expect((await reader.find<HTMLInputElement>('field', 'Subject')).value).to.contain('Plover');
  });

  it('does not take the tick of a former visit for a text that is another by now', async () => {
    const { element, portal, reader } = await put(mockPortal());
    await reader.fill('Subject', 'Half a question');
    await reader.click('field', /I agree/);
    element.remove();
    portal.forms[1]!.sections[2]!.fields[0]!.consent = { version: '2', html: '<p>Something else.</p>' };
    const { reader: again } = await put(portal);
    await until(() => (again.all('field', 'Subject')[0] as HTMLInputElement | undefined)?.value === 'Half a question');
    expect((await again.find<HTMLInputElement>('field', /I agree/)).checked).to.equal(false);
  });

  it('offers the sign-in, and goes on there with what was typed', async () => {
    const { portal, reader } = await put(mockPortal());
    await reader.fill('Subject', 'Half a question');
    await reader.click('button', 'Sign in');
    await reader.find('field', 'Password');
    await reader.click('button', 'Back to the form');
    expect((await reader.find<HTMLInputElement>('field', 'Subject')).value).to.equal('Half a question');
    await reader.click('button', 'Sign in');
    await reader.signIn(emails.mika, password);
    await until(() => !reader.all('field', 'Password').length && !reader.all('field', 'Your name').length);
    expect((await reader.find<HTMLInputElement>('field', 'Subject')).value).to.equal('Half a question');
    await reader.fill('Your question', 'Whole now.');
    await reader.click('field', /I agree/);
    await reader.click('button', 'Send');
    await reader.reads('Thank you.');
    await reader.reads('We answer within two working days.');
    expect(portal.tickets[0]!.subject).to.equal('Half a question');
    expect(portal.requests('createRequest')).to.be.empty;
  });

  it('asks for the sign-in where the form is for those who have an account', async () => {
    const { reader } = await put(mockPortal(), 'form_support');
    await reader.find('field', 'Password');
    expect(reader.all('field', 'Subject')).to.be.empty;
  });

  it('shows an agreement as text that does nothing', async () => {
    const portal = mockPortal();
    portal.forms[1]!.sections[2]!.fields[0]!.consent!.html =
      '<p onclick="alert(1)">Read <a href="javascript:alert(1)">this</a> and <a href="https://wrenfield.example/">that</a>.</p>' +
      '<img src="x" onerror="alert(1)"><script>alert(1)</script><portico-portal></portico-portal>';
    const { element, reader } = await put(portal);
    await reader.reads('Read and .');
    const consent = element.shadowRoot!.querySelector('.consent')!;
    expect(consent.querySelector('script, img, portico-portal, [onclick], [onerror]')).to.equal(null);
    const [link, ...others] = consent.querySelectorAll<HTMLAnchorElement>('a[href]');
    expect(others).to.be.empty;
    expect([link!.href, link!.target, link!.rel]).to.deep.equal([
      'https://wrenfield.example/',
      '_blank',
      'noopener noreferrer nofollow',
    ]);
  });

  for (const dir of ['ltr', 'rtl'])
    it(`fits into a narrow place (${dir})`, async () => {
      const { element, reader } = await put(mockPortal());
      element.dir = dir;
      narrow(element);
      await reader.fill('Subject', 'siskin');
      expect(overflows(element)).to.be.false;
    });
});
