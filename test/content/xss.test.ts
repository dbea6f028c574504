import { expect } from '@open-wc/testing';
import { toFragment } from '../../src/content/message.js';
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

describe('toFragment, given what is meant to run', () => {
  it('stands where Trusted Types are enforced', async () => {
    expect(() => (document.createElement('p').innerHTML = '<b>x</b>')).to.throw(TypeError);
    await until(() => violations.splice(0).length);
  });

  for (const vector of xssVectors)
    it(`lets nothing run: ${vector.slice(0, 80)}`, async () => {
      for (const images of [false, true]) {
        const place = document.createElement('div');
        place.append(toFragment(vector, { images, quote: 'Quoted text' }).fragment);
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
