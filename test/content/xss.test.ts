import { expect } from '@open-wc/testing';
import * as content from '../../src/content/message.js';
import { putInPieces } from '../../src/content/pieces.js';
import { until } from '../support/until.js';
import { xssVectors } from '../support/xss-vectors.js';

const { alert } = window;
const violations: string[] = [];
let alarmed = 0;

before(() => {
  // From here on nothing in this page may turn text into a script or into HTML, but by the policies named.
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = "require-trusted-types-for 'script'; trusted-types lit-html portico dompurify";
  document.head.append(meta);
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
    violations.push(`${violatedDirective} ${sample}`),
  );
  window.alert = () => void alarmed++;
});

after(() => {
  window.alert = alert;
});

const actions = ['mouseover', 'mouseenter', 'pointerenter', 'focus', 'blur', 'load', 'error', 'toggle', 'animationend'];

const { toFragment } = content;
/** Enough for what is around it to be read in pieces; what a vector leaves open takes it in. */
const filler = '<p>Filler</p>'.repeat(400);

/** Puts a message into an element, at once or in pieces. */
const ways: Record<string, (place: Element, html: string, images: boolean) => void> = {
  'at once': (place, html, images) => place.append(toFragment(html, { images, quote: 'Quoted text' }).fragment),
  'in pieces': (place, html, images) => {
    const source = `<div>${filler}${html}${filler}</div>`;
    const pieces = [...putInPieces(place, source, content, { images, quote: 'Quoted text' })];
    expect(pieces.length).to.be.greaterThan(2);
  },
};

describe('what makes a message safe, given what is meant to run', () => {
  it('stands where Trusted Types are enforced', async () => {
    expect(() => (document.createElement('p').innerHTML = '<b>x</b>')).to.throw(TypeError);
    await until(() => violations.splice(0).length);
  });

  for (const vector of xssVectors)
    it(`lets nothing run: ${vector.slice(0, 80)}`, async () => {
      for (const [images, put] of [false, true].flatMap((shown) =>
        Object.values(ways).map((way) => [shown, way] as const),
      )) {
        const place = document.createElement('div');
        put(place, vector, images);
        document.body.append(place);
        for (const element of place.querySelectorAll('*')) {
          expect(element.namespaceURI).to.equal('http://www.w3.org/1999/xhtml');
          expect(element.localName).to.match(
            /^(?!script|style|iframe|object|embed|form|input|button|link|meta|base|template)[a-z0-9]+$/,
          );
          for (const { name, value } of element.attributes) {
            expect(name).to.not.match(/^on|^style$|^id$|^name$|^srcset$|^is$|:/);
            if (name === 'href' || name === 'src') expect(value.trim()).to.match(/^(https?|mailto|tel):/i);
          }
          for (const type of actions) element.dispatchEvent(new Event(type, { cancelable: true }));
        }
        await new Promise((resolve) => setTimeout(resolve));
        place.remove();
      }
      expect(alarmed).to.equal(0);
      expect(violations).to.deep.equal([]);
    });
});
