import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define/support-form.js';
import type { FormField, NewTicket } from '../../src/api/schema.js';
import type { PorticoSupportForm } from '../../src/index.js';
import type { MockPortal } from '../support/mock-portal.js';
import { keepSignedIn, mockPortal, until } from '../support/portal.js';
import { formField } from '../support/form-field.js';
import { focused, heard, Reader } from './reader.js';

interface Shown {
  element: PorticoSupportForm;
  portal: MockPortal;
  reader: Reader;
}

/** Puts markup with the element into the page, for somebody who is signed in. */
async function put(markup: (src: string) => unknown, portal = mockPortal()): Promise<Shown> {
  await keepSignedIn(portal);
  const around = await fixture<HTMLElement>(html`<div>${markup(portal.src)}</div>`);
  const element = around.querySelector('portico-support-form')!;
  return { element, portal, reader: new Reader(element.shadowRoot!) };
}

const one = (src: string): unknown =>
  html`<portico-support-form src=${src} form="form_support"></portico-support-form>`;

const valueOf = async (reader: Reader, name: string | RegExp): Promise<string> =>
  (await reader.find<HTMLInputElement>('field', name)).value;

async function fillIn(reader: Reader): Promise<void> {
  await reader.fill('Subject', 'Knob is loose');
  await reader.fill('Product', 'roost');
  await reader.fill('What happens?', 'It turns by itself.');
}

const sentBody = (portal: MockPortal): NewTicket => portal.requests('createTicket')[0]!.body as NewTicket;

const field = (pointer: string, more: Partial<FormField> = {}): FormField =>
  formField({ pointer, type: 'text', ...more });

describe('<portico-support-form> with several forms', () => {
  const both = (src: string): unknown => html`<portico-support-form src=${src}></portico-support-form>`;

  it('asks which, and leads back; what was typed stays with each', async () => {
    const { element, reader } = await put(both);
    await reader.find('heading', 'What is it about?');
    await expect(element).to.be.accessible();
    await reader.click('button', 'Ask for support');
    await reader.fill('Subject', 'About my device');
    await until(() => focused()?.textContent?.includes('Ask for support'));
    await reader.click('button', 'Something else');
    await reader.click('button', 'Ask a question');
    await reader.find('field', 'Your question');
    expect(await valueOf(reader, 'Subject')).to.equal('');
    await reader.click('button', 'Something else');
    await reader.click('button', 'Ask for support');
    await until(() => (reader.all('field', 'Subject')[0] as HTMLInputElement | undefined)?.value === 'About my device');
  });

  it('goes on with a closed ticket without asking', async () => {
    const { reader } = await put(
      (src) => html`<portico-support-form src=${src} follow-up-of="tk_1058"></portico-support-form>`,
    );
    await reader.find('heading', 'Ask for support');
  });
});

describe('<portico-support-form> and the questions of a form', () => {
  it('shows what depends on an answer, keeps what was typed, and sends what is to be seen', async () => {
    const { portal, reader } = await put(one);
    await fillIn(reader);
    expect(reader.all('field', /Serial/)).to.be.empty;
    await reader.fill('Product', 'plover');
    await reader.fill(/Serial/, 'PL-123456');
    const status = await reader.find('status', 'One more question further down');
    expect(status.className).to.contain('hide');
    await reader.fill('Product', 'order');
    await reader.find('heading', 'The order');
    expect(reader.all('field', /Serial/)).to.be.empty;
    await reader.fill('Order number', 'W-1');
    await reader.fill('Product', 'plover');
    expect(await valueOf(reader, /Serial/)).to.equal('PL-123456');
    await reader.fill('Product', 'order');
    await reader.find('field', 'Order number');
    await reader.click('button', 'Send');
    await reader.reads('Thank you.');
    expect(sentBody(portal).properties).to.deep.equal({ product: 'order', 'order-number': 'W-1' });
  });

  it('never takes the focus when something comes or goes', async () => {
    const { reader } = await put(one);
    const product = await reader.find<HTMLSelectElement>('field', 'Product');
    product.focus();
    await reader.fill('Product', 'plover');
    await reader.find('field', /Serial/);
    expect(focused()).to.equal(product);
  });

  it('shows neither of two that wait for each other', async () => {
    const portal = mockPortal();
    const waits = (name: string): Record<string, unknown> => ({
      properties: { properties: { required: [name] } },
      required: ['properties'],
    });
    portal.forms[0]!.sections[0]!.fields = [
      field('/subject', { label: 'Subject' }),
      field('/properties/a', { condition: waits('b') }),
      field('/properties/b', { condition: waits('a') }),
    ];
    const { reader } = await put(one, portal);
    await reader.find('field', /Subject/);
    expect(reader.all('field', /properties/)).to.be.empty;
  });

  it('takes several choices, numbers as they are written, and hidden values', async () => {
    const portal = mockPortal();
    portal.forms[0]!.sections[2]!.fields = [];
    portal.forms[0]!.sections[1]!.condition = null;
    portal.forms[0]!.sections[1]!.fields.push(
      field('/properties/hours', { type: 'number', label: 'Hours', minimum: 1 }),
      field('/properties/source', { isHidden: true, default: 'portal' }),
    );
    const { element, reader } = await put(one, portal);
    await fillIn(reader);
    await reader.click('field', 'Headphones');
    await reader.click('field', 'Memory card');
    await reader.fill(/Hours/, '0,5');
    await reader.click('button', 'Send');
    await reader.reads('At least 1.');
    await expect(element).to.be.accessible();
    await reader.fill(/Hours/, '12,5');
    await reader.click('button', 'Send');
    await reader.reads('Thank you.');
    expect(sentBody(portal).properties).to.deep.equal({
      product: 'roost',
      accessories: ['headphones', 'card'],
      hours: 12.5,
      source: 'portal',
    });
  });

  it('leads from the list of faults to a group, and says how many characters are left', async () => {
    const portal = mockPortal();
    portal.forms[0]!.sections[1]!.condition = null;
    portal.forms[0]!.sections[1]!.fields[1]!.required = true;
    portal.forms[0]!.sections[0]!.fields[0]!.maxLength = 20;
    const { reader } = await put(one, portal);
    await fillIn(reader);
    const subject = await reader.fill('Subject', 'Knob is very loose');
    await until(() => reader.described(subject).includes('2 characters left'));
    await reader.click('button', 'Send');
    await until(() => focused()?.id === 'summary');
    await reader.click('link', 'Used with it');
    // The boxes may be on their way.
    await until(() => focused()?.id === 'properties-accessories-0');
    expect(focused()).to.equal(await reader.find('field', 'Headphones'));
  });

  it('keeps what still fits when the form has changed meanwhile, and shows the rest', async () => {
    const { element, portal, reader } = await put(one);
    await fillIn(reader);
    const form = portal.forms[0]!;
    form.version = '4';
    form.sections[0]!.fields[1]!.options = [{ value: 'plover', label: 'Plover' }];
    await reader.click('button', 'Send');
    await reader.find('heading', 'This form was changed while you filled it in');
    await until(() => focused()?.id === 'changed');
    await reader.reads('Product Roost app');
    await expect(element).to.be.accessible();
    expect(await valueOf(reader, 'Subject')).to.equal('Knob is loose');
    expect(await valueOf(reader, 'Product')).to.equal('');
    await reader.fill('Product', 'plover');
    await reader.click('button', 'Send');
    await reader.reads('Thank you.');
    expect(sentBody(portal).formVersion).to.equal('3');
    expect((portal.requests('createTicket')[1]!.body as NewTicket).formVersion).to.equal('4');
  });

  it('draws a form of 300 questions bit by bit, and takes what is typed at once', async () => {
    const portal = mockPortal();
    portal.forms[0]!.sections[0]!.fields = [
      field('/subject', { label: 'Subject' }),
      ...Array.from({ length: 299 }, (_, index) =>
        field(`/properties/f${index}`, {
          label: `Question ${index + 1}`,
          condition: index ? { properties: { properties: { not: { required: ['f0'] } } } } : null,
        }),
      ),
    ];
    const { reader } = await put(one, portal);
    await reader.find('field', /^Question 1 /);
    expect(reader.all('field', /^Question/).length).to.be.below(100);
    await reader.find('field', /^Question 299 /);
    await reader.fill(/^Question 1 /, 'x');
    await until(() => reader.all('field', /^Question/).length === 1);
  });
});

describe('<portico-support-form> and the page around', () => {
  const prefill = { subject: 'From the page', properties: { product: 'roost' } };

  it('takes what was set before it was defined', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const element: HTMLElement & Partial<PorticoSupportForm> = document.createElement('portico-late-form');
    element.prefill = prefill;
    element.setAttribute('src', portal.src);
    element.setAttribute('form', 'form_support');
    element.setAttribute('locked', 'product');
    document.body.append(element);
    const { PorticoSupportForm: Base } = await import('../../src/index.js');
    customElements.define('portico-late-form', class extends Base {});
    const reader = new Reader(element.shadowRoot!);
    expect(await valueOf(reader, 'Subject')).to.equal('From the page');
    expect((await reader.find<HTMLInputElement>('field', 'Product')).readOnly).to.equal(true);
    element.remove();
  });

  it('fills in by an attribute, and keeps what is locked', async () => {
    const { element, portal, reader } = await put(
      (src) =>
        html`<portico-support-form
          src=${src}
          form="form_support"
          prefill=${JSON.stringify(prefill)}
          locked="/subject product"
        ></portico-support-form>`,
    );
    const subject = await reader.find<HTMLInputElement>('field', 'Subject');
    expect([subject.value, subject.readOnly]).to.deep.equal(['From the page', true]);
    expect(reader.described(subject)).to.contain('Filled in by this site');
    expect(await valueOf(reader, 'Product')).to.equal('Roost app');
    await expect(element).to.be.accessible();
    await reader.fill('What happens?', 'It turns by itself.');
    await reader.click('button', 'Send');
    await reader.reads('Thank you.');
    expect(sentBody(portal)).to.deep.include({ subject: 'From the page', properties: { product: 'roost' } });
  });

  it('never fills in over what was typed, or over a draft', async () => {
    const { element, portal, reader } = await put(one);
    await reader.fill('Subject', 'Mine');
    element.prefill = prefill;
    await until(() => (reader.all('field', 'Product')[0] as HTMLInputElement).value === 'roost');
    expect(await valueOf(reader, 'Subject')).to.equal('Mine');
    element.remove();
    const { reader: again } = await put(
      (src) => html`<portico-support-form src=${src} form="form_support" .prefill=${prefill}></portico-support-form>`,
      portal,
    );
    await until(() => (again.all('field', 'Subject')[0] as HTMLInputElement | undefined)?.value === 'Mine');
  });

  it('reports what it cannot read as JSON, and works on', async () => {
    const reported: string[] = [];
    const listen = (event: ErrorEvent): void => {
      reported.push(event.message);
      event.preventDefault();
    };
    const uncaught = window.onerror;
    window.onerror = null;
    addEventListener('error', listen);
    const { reader } = await put(
      (src) => html`<portico-support-form src=${src} form="form_support" prefill="{"></portico-support-form>`,
    );
    await reader.find('field', 'Subject');
    removeEventListener('error', listen);
    window.onerror = uncaught;
    expect(reported.join()).to.contain('prefill has to be an object');
  });

  it('sends where it was written, as it shows before, without what may be a secret', async () => {
    const { portal, reader } = await put(
      (src) =>
        html`<portico-support-form
          src=${src}
          form="form_support"
          product="Roost"
          product-version="4.2.0"
          .context=${{ plan: 'studio', seats: 3, pageTitle: null }}
        ></portico-support-form>`,
    );
    await fillIn(reader);
    (await reader.find('group')).querySelector('summary')!.click();
    await reader.reads('Product Roost Version 4.2.0 plan studio seats 3');
    await reader.click('button', 'Send');
    await reader.reads('Thank you.');
    expect(sentBody(portal).context).to.deep.equal({
      pageUrl: location.origin + location.pathname,
      product: 'Roost',
      productVersion: '4.2.0',
      plan: 'studio',
      seats: '3',
    });
  });

  it('sends nothing of the page that does not want it', async () => {
    const { portal, reader } = await put(
      (src) => html`<portico-support-form src=${src} form="form_support" context="none"></portico-support-form>`,
    );
    await fillIn(reader);
    expect(reader.all('group')).to.be.empty;
    await reader.click('button', 'Send');
    await reader.reads('Thank you.');
    expect(sentBody(portal).context).to.equal(undefined);
  });

  it('suggests articles below the subject, and says so once', async () => {
    const { element, reader } = await put(one);
    (await reader.find('field', 'Subject')).focus();
    await reader.fill('Subject', 'siskin');
    const link = await reader.find<HTMLAnchorElement>('link', 'Pair a Siskin 2 with its receiver');
    expect([link.origin, link.target, link.rel]).to.deep.equal([
      location.origin,
      '_blank',
      'noopener noreferrer nofollow',
    ]);
    await reader.find('status', '2 articles may help, below the subject');
    await expect(element).to.be.accessible();
    await reader.click('button', 'Hide');
    await until(() => !reader.all('link', /Siskin/).length);
  });

  it('asks the page for articles, and is none the worse when that throws', async () => {
    const { element, portal, reader } = await put(one);
    let asked = '';
    element.suggest = (text) => {
      asked = text;
      throw new Error('search is down');
    };
    await fillIn(reader);
    await until(() => asked === 'Knob is loose');
    await reader.click('button', 'Send');
    await reader.reads('Thank you.');
    expect(portal.requests('suggestArticles')).to.be.empty;
  });
});

describe('<portico-support-form> inside a form of the page', () => {
  const inside = (src: string): unknown =>
    html`<form>
      <portico-support-form src=${src} form-id="form_support" name="ticket" required></portico-support-form>
      <button>Order</button>
    </form>`;

  it('keeps that form from being sent before it is, then is part of it', async () => {
    const { element, portal, reader } = await put(inside);
    const form = element.closest('form')!;
    const subject = await reader.fill('Subject', 'Knob is loose');
    let submits = 0;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      submits++;
    });
    expect([form.checkValidity(), element.checkValidity(), element.validity.valueMissing]).to.deep.equal([
      false,
      false,
      true,
    ]);
    expect(element.validationMessage).to.equal('Send this form first.');
    form.requestSubmit();
    subject.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
    expect(submits).to.equal(0);
    expect(new FormData(form).has('ticket')).to.equal(false);
    await fillIn(reader);
    const created = heard(element, 'portico-ticket-created');
    await reader.click('button', 'Send');
    const { ticketId } = await created;
    await reader.reads('Thank you.');
    expect(portal.tickets[0]!.id).to.equal(ticketId);
    expect(new FormData(form).get('ticket')).to.equal(ticketId);
    expect(form.checkValidity()).to.equal(true);
    form.requestSubmit();
    expect(submits).to.equal(1);
  });

  it('begins anew with that form, and rests where that is disabled', async () => {
    const { element, reader } = await put(
      (src) =>
        html`<form>
          <fieldset>
            <portico-support-form src=${src} form-id="form_support" name="ticket"></portico-support-form>
          </fieldset>
        </form>`,
    );
    const form = element.closest('form')!;
    await reader.fill('Subject', 'Knob is loose');
    expect(form.checkValidity()).to.equal(true);
    form.reset();
    await until(() => (reader.all('field', 'Subject')[0] as HTMLInputElement).value === '');
    form.querySelector('fieldset')!.disabled = true;
    await until(() => (reader.all('field', 'Subject')[0] as HTMLInputElement).matches(':disabled'));
  });
});
