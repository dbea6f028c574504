import { expect } from '@open-wc/testing';
import '../../src/define/all.js';
import '../../src/define/support-form.js';
import { configure, identify, on, open, type PorticoPortal, prefill, signOut } from '../../src/index.js';
import { hostToken } from '../support/mock-portal.js';
import { failure, keepSignedIn, mockPortal, until } from '../support/portal.js';
import { Reader } from './reader.js';

const nobody = (): Promise<null> => Promise.resolve(null);

describe('what a page calls', () => {
  const elements: Element[] = [];
  afterEach(() => {
    configure({ getToken: undefined, locale: undefined, fetch: undefined, prefill: undefined });
    for (const element of elements.splice(0)) element.remove();
  });

  function put(src: string): { element: PorticoPortal; reader: Reader } {
    const element = document.createElement('portico-portal');
    element.src = src;
    element.address = 'memory';
    elements.push(element);
    document.body.append(element);
    return { element, reader: new Reader(element.shadowRoot!) };
  }

  describe('identify', () => {
    it('signs in whoever the page’s login now names', async () => {
      let who: string | null = null;
      configure({ getToken: () => Promise.resolve(who) });
      const { element } = put(mockPortal().src);
      await until(() => element.session?.state === 'anonymous');
      who = hostToken('mika');
      expect(await identify()).to.equal(true);
      expect(element.session!.person!.name).to.equal('Mika Aalto');
      who = null;
      await identify();
      expect(element.session!.state).to.equal('anonymous');
    });

    it('takes another login', async () => {
      const { element } = put(mockPortal().src);
      await until(() => element.session?.state === 'anonymous');
      await identify(() => Promise.resolve(hostToken('rosa')));
      expect(element.session!.person!.name).to.equal('Rosa Delgado');
    });

    it('takes nobody’s word for who it is', async () => {
      const { element } = put(mockPortal().src);
      await until(() => element.session?.state === 'anonymous');
      const plain = { email: 'mika@lumen.example' } as unknown as () => Promise<string>;
      expect(await failure(identify(plain))).to.be.instanceOf(TypeError);
      expect(String(await failure(identify()))).to.contain('configure getToken first');
      expect(element.session!.state).to.equal('anonymous');
    });
  });

  describe('signOut', () => {
    it('asks the page first, once, and then signs out', async () => {
      const portal = mockPortal();
      await keepSignedIn(portal);
      const { element } = put(portal.src);
      await until(() => element.session?.state === 'signed-in');
      let asked = 0;
      let again: Promise<boolean> | undefined;
      const stop = on('sign-out', (event) => {
        if (event.target === element) asked++;
        event.preventDefault();
        // A page that signs out in answer is not asked again.
        again = signOut();
      });
      expect(await signOut()).to.equal(false);
      expect(await again).to.equal(false);
      expect(asked).to.equal(1);
      expect(element.session!.state).to.equal('signed-in');
      stop();
      await until(() => {
        void signOut();
        return element.session!.state === 'anonymous';
      });
      expect(await signOut()).to.equal(true);
    });
  });

  describe('open', () => {
    it('shows a view of the page’s portal', async () => {
      const portal = mockPortal();
      await keepSignedIn(portal);
      const { element, reader } = put(portal.src);
      await reader.find('row');
      expect(await open('new', { prefill: { subject: 'A knob' } })).to.equal(true);
      await reader.click('button', 'Ask for support');
      expect((await reader.find<HTMLInputElement>('field', 'Subject')).value).to.equal('A knob');
      await open('ticket', { ticket: portal.tickets[0]!.id });
      await reader.find('article');
      element.addEventListener('portico-navigate', (event) => event.preventDefault(), { once: true });
      expect(await open('account')).to.equal(false);
    });

    it('says what is wrong', async () => {
      expect(String(await failure(open('ticket')))).to.contain('Give its id');
      expect(String(await failure(open('inbox' as 'new')))).to.contain('There is no view inbox');
      expect(String(await failure(open('new')))).to.contain('neither a portico-launcher nor a portico-portal');
    });
  });

  it('prefill reaches the form of a portal and one that stands in the page', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const { element, reader } = put(portal.src);
    const alone = document.createElement('portico-support-form');
    elements.push(alone);
    document.body.append(alone);
    await reader.find('row');
    await prefill({ subject: 'A knob' });
    expect(alone).to.have.property('prefill').that.deep.equals({ subject: 'A knob' });
    await open('new');
    const inside = () => element.shadowRoot!.querySelector('portico-support-form');
    await until(inside);
    expect(inside()).to.have.property('prefill').that.deep.equals({ subject: 'A knob' });
    // One that comes later begins with it, too; what its own attribute says goes before.
    const [later, own] = [
      document.createElement('portico-support-form'),
      document.createElement('portico-support-form'),
    ];
    own.setAttribute('prefill', '{"subject":"Its own"}');
    for (const form of [later, own]) {
      form.src = portal.src;
      form.form = 'form_support';
      elements.push(form);
      document.body.append(form);
    }
    const subject = async (form: HTMLElement) =>
      (await new Reader(form.shadowRoot!).find<HTMLInputElement>('field', 'Subject')).value;
    expect([await subject(later), await subject(own)]).to.deep.equal(['A knob', 'Its own']);
    await prefill({ subject: 'Another' });
    await element.updateComplete;
    expect(inside()).to.have.property('prefill').that.deep.equals({ subject: 'Another' });
  });

  describe('on', () => {
    it('hears events from wherever they come, until it is stopped or its signal is', async () => {
      const portal = mockPortal();
      await keepSignedIn(portal);
      const heard: string[] = [];
      const abort = new AbortController();
      const stop = on('navigate', ({ view }) => heard.push(view));
      on('navigate', ({ view }) => heard.push(`signal ${view}`), { signal: abort.signal });
      const { reader } = put(portal.src);
      await reader.find('row');
      await open('account');
      abort.abort();
      await open('tickets');
      stop();
      await open('new');
      expect(heard).to.deep.equal(['account', 'signal account', 'tickets']);
    });

    it('hears that the portal is ready, and who is there by their id', async () => {
      const portal = mockPortal();
      await keepSignedIn(portal);
      const people: (string | undefined)[] = [];
      const stop = on('ready', ({ personId }) => people.push(personId));
      const { element, reader } = put(portal.src);
      await reader.find('row');
      await put(mockPortal().src).reader.find('field', 'E-mail');
      stop();
      // Once for each, and never for what is inside.
      expect(people).to.deep.equal([element.session!.person!.id, undefined]);
    });
  });

  describe('locale', () => {
    it('wins over the language of the page, also later', async () => {
      const portal = mockPortal();
      await keepSignedIn(portal);
      configure({ locale: 'en-GB' });
      const { element, reader } = put(portal.src);
      await reader.find('row');
      const list = () => element.shadowRoot!.querySelector('portico-ticket-list')!.shadowRoot!;
      const langs = () => [element.shadowRoot!, list()].map((root) => root.querySelector<HTMLElement>('.root')!.lang);
      expect(langs()).to.deep.equal(['en-GB', 'en-GB']);
      const field = await reader.find<HTMLInputElement>('field', 'Search tickets');
      field.value = 'half a wo';
      configure({ locale: 'en-NZ' });
      await until(() => langs().every((lang) => lang === 'en-NZ'));
      // What was begun stays.
      expect(field.isConnected && field.value).to.equal('half a wo');
    });

    it('has to be a language tag', () => {
      expect(() => configure({ locale: 'English please' })).to.throw(RangeError);
    });
  });

  it('fetch asks for everything, with the proof of who asks', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const asked: string[] = [];
    configure({
      fetch: (input, init) => {
        const address = input instanceof Request ? input.url : String(input);
        const { DPoP } = (init?.headers ?? {}) as Record<string, string>;
        asked.push(`${address.replace(/^.*\/api\/v1|\?.*$/g, '')}${DPoP ? ' proven' : ''}`);
        return fetch(input, init);
      },
    });
    const { reader } = put(portal.src);
    await reader.find('row');
    await until(() => asked.includes('/events proven'));
    expect(asked).to.include.members(['/portal', '/session proven', '/tickets proven']);
    const seen = portal.requests('listTickets').length;
    expect(asked.length).to.be.greaterThan(seen - 1);
  });

  it('takes calls as lists; a bad one is reported and stops no other', async () => {
    const { configure: before } = window.portico!;
    expect(before).to.equal(configure);
    const told: string[] = [];
    const report = window.reportError;
    window.reportError = (error) => told.push(String(error));
    const portico = window.portico!;
    if (!('push' in portico)) throw new Error('no push');
    try {
      portico.push(['configure', { locale: '!' }], ['configure', { getToken: nobody }]);
    } finally {
      window.reportError = report;
    }
    expect(told).to.have.length(1);
    const { element } = put(mockPortal().src);
    await until(() => element.session?.getToken === nobody);
  });
});
