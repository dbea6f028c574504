import { expect, fixture, html } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import '../../src/define/support-form.js';
import type { PorticoSupportForm } from '../../src/index.js';
import { problem, type MockPortal, type Scene } from '../support/mock-portal.js';
import { answer, emails, keepSignedIn, mockPortal, password, until } from '../support/portal.js';
import { focused, heard, narrow, overflows, Reader } from './reader.js';

interface Shown {
  element: PorticoSupportForm;
  portal: MockPortal;
  reader: Reader;
}

const put = async (portal: MockPortal): Promise<Shown> => {
  const element = await fixture<PorticoSupportForm>(
    html`<portico-support-form src=${portal.src} form="form_support"></portico-support-form>`,
  );
  return { element, portal, reader: new Reader(element.shadowRoot!) };
};

async function show(scene: Scene = 'normal'): Promise<Shown> {
  const portal = mockPortal(scene);
  await keepSignedIn(portal);
  return put(portal);
}

/** Fills in what is required. */
async function fillIn(reader: Reader): Promise<void> {
  await reader.fill('Subject', 'Knob is loose');
  const product = await reader.find<HTMLSelectElement>('field', 'Product');
  await reader.fill('Product', product.options[1]!.value);
  await reader.fill('What happens?', 'It turns by itself.');
}

const file = (name: string, bytes = 10): File => new File([new Uint8Array(bytes)], name);

/** Drops files on the form. */
function drop(element: PorticoSupportForm, ...files: File[]): void {
  const dataTransfer = new DataTransfer();
  for (const each of files) dataTransfer.items.add(each);
  element.shadowRoot!.querySelector('form')!.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
}

describe('<portico-support-form>', () => {
  it('is accessible', async () => {
    const { element, reader } = await show();
    await reader.find('field', 'Subject');
    await expect(element).to.be.accessible();
  });

  it('asks what the portal wants to know, with help', async () => {
    const { reader } = await show();
    await reader.find('heading', 'Ask for support');
    await reader.fill('Product', 'plover');
    const serial = await reader.find('field', /Serial number/);
    expect(reader.described(serial)).to.contain('label under the battery');
    // Serial number, loan unit, files; a group says it in its legend.
    await until(() => reader.all('field', /optional/).length === 2);
    await reader.reads('Used with it ( optional )');
  });

  it('becomes a ticket, and says its number', async () => {
    const { element, portal, reader } = await show();
    await fillIn(reader);
    const created = heard(element, 'portico-ticket-created');
    await reader.click('button', 'Send');
    const { ticketId } = await created;
    const ticket = portal.tickets.find(({ id }) => id === ticketId)!;
    expect(ticket.subject).to.equal('Knob is loose');
    await reader.find('heading', `Thank you. Ticket #${ticket.number} is open.`);
    await until(() => focused()?.textContent?.includes('Thank you'));
    await expect(element).to.be.accessible();
    const opened = heard(element, 'portico-ticket-open');
    await reader.click('button', 'Go to the ticket');
    expect((await opened).ticketId).to.equal(ticketId);
    await reader.click('button', 'Open another ticket');
    expect((await reader.find<HTMLInputElement>('field', 'Subject')).value).to.equal('');
  });

  it('gathers what is wrong, leads there, and keeps the rest', async () => {
    const { element, reader } = await show();
    await reader.fill('Subject', 'Knob is loose');
    await reader.click('button', 'Send');
    await reader.find('heading', '2 answers need another look');
    await until(() => focused()?.id === 'summary');
    await expect(element).to.be.accessible();
    await reader.click('link', 'Product');
    const product = await reader.find<HTMLSelectElement>('field', 'Product');
    expect(focused()).to.equal(product);
    expect(product.getAttribute('aria-invalid')).to.equal('true');
    expect(reader.described(product)).to.contain('This is needed.');
    expect((await reader.find<HTMLInputElement>('field', 'Subject')).value).to.equal('Knob is loose');
    await reader.fill('Product', product.options[1]!.value);
    await reader.find('heading', 'One answer needs another look');
  });

  it('shows the server’s errors at their fields', async () => {
    const { portal, reader } = await show();
    await fillIn(reader);
    const errors = [{ pointer: '/subject', code: 'too-long' as const, limit: 5 }];
    answer(http.post(`${portal.src}/api/v1/tickets`, () => problem('validation-failed', { errors })));
    await reader.click('button', 'Send');
    await reader.reads('At most 5 characters.');
    expect((await reader.find('field', 'Subject')).getAttribute('aria-invalid')).to.equal('true');
  });

  it('keeps everything when the portal fails, and sends it once', async () => {
    const { portal, reader } = await show();
    await fillIn(reader);
    answer(http.post(`${portal.src}/api/v1/tickets`, () => problem('internal'), { once: true }));
    await reader.click('button', 'Send');
    await reader.reads('Not sent. Something went wrong on our side.');
    expect((await reader.find<HTMLTextAreaElement>('field', 'What happens?')).value).to.equal('It turns by itself.');
    await reader.click('button', 'Try again');
    await reader.reads('Thank you.');
    expect(portal.tickets.filter(({ subject }) => subject === 'Knob is loose')).to.have.length(1);
  });

  it('says that it waits while there is no line, and thanks when it has arrived', async () => {
    const { element, portal, reader } = await show();
    await fillIn(reader);
    let isDown = true;
    answer(http.post(`${portal.src}/api/v1/tickets`, () => (isDown ? HttpResponse.error() : undefined)));
    await reader.click('button', 'Send');
    await reader.find('heading', 'Your request waits to be sent');
    await reader.reads('It turns by itself.');
    await expect(element).to.be.accessible();
    isDown = false;
    await reader.click('button', 'Send now');
    await reader.reads('Thank you.');
    expect(portal.tickets.filter(({ subject }) => subject === 'Knob is loose')).to.have.length(1);
  });

  it('takes back what was refused, to change it', async () => {
    const { portal, reader } = await show();
    await fillIn(reader);
    let answers = 0;
    answer(
      http.post(`${portal.src}/api/v1/tickets`, () => {
        answers++;
        return answers === 1 ? HttpResponse.error() : answers === 2 ? problem('validation-failed') : undefined;
      }),
    );
    await reader.click('button', 'Send');
    await reader.reads('Some answers need another look.');
    await reader.click('button', 'Edit');
    expect((await reader.find<HTMLTextAreaElement>('field', 'What happens?')).value).to.equal('It turns by itself.');
    await reader.click('button', 'Send');
    await reader.reads('Thank you.');
  });

  it('goes on where it was after signing in again', async () => {
    const { portal, reader } = await show();
    await fillIn(reader);
    portal.expire();
    await reader.click('button', 'Send');
    await reader.find('heading', /Sign in again/);
    await reader.signIn(emails.mika, password);
    await reader.reads('Thank you.');
    expect(portal.tickets.filter(({ subject }) => subject === 'Knob is loose')).to.have.length(1);
  });

  it('still has what was typed when the page is loaded again', async () => {
    const { element, portal, reader } = await show();
    await reader.fill('Subject', 'Half a question');
    element.remove();
    const { reader: again } = await put(portal);
    await until(() =>
      again.all('field', 'Subject').some((field) => (field as HTMLInputElement).value === 'Half a question'),
    );
  });

  it('takes files, and refuses what the portal would', async () => {
    const { element, reader } = await show();
    await reader.find('field', 'Subject');
    drop(element, file('levels.txt'), file('nothing.txt', 0), file('virus.exe'));
    await reader.reads('levels.txt');
    await reader.reads('The file is empty');
    await reader.reads('Files of this kind are not accepted');
    await expect(element).to.be.accessible();
    await reader.click('button', 'Remove nothing.txt');
    await reader.click('button', 'Remove virus.exe');
    await reader.reads('Ready');
  });

  it('says when there is no form', async () => {
    const portal = mockPortal();
    portal.portal.forms = [];
    await keepSignedIn(portal);
    const { element, reader } = await put(portal);
    element.form = undefined;
    await reader.reads('New tickets cannot be opened here.');
  });

  it('tells a failure, and tries again', async () => {
    const { element, portal, reader } = await show('failed');
    await reader.reads('Reference: req-mock01');
    await expect(element).to.be.accessible();
    portal.scene = 'normal';
    await reader.click('button', 'Try again');
    await reader.find('field', 'Subject');
  });

  it('shows that it is loading', async () => {
    const { element, reader } = await show('loading');
    await reader.find('status', 'Loading');
    await expect(element).to.be.accessible();
  });

  for (const dir of ['ltr', 'rtl'])
    it(`fits into a narrow place (${dir})`, async () => {
      const { element, reader } = await show();
      element.dir = dir;
      narrow(element);
      await reader.find('field', 'Subject');
      drop(element, file(`${'a-very-long-name-'.repeat(15)}.txt`));
      await reader.reads('Ready');
      expect(overflows(element)).to.be.false;
    });
});
