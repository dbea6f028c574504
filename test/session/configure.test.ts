import { expect } from '@open-wc/testing';
import { configure, sessionFor } from '../../src/session/session.js';
import '../../src/define/all.js';
import { hostToken } from '../support/mock-portal.js';
import { mockPortal, until } from '../support/portal.js';

const mika = (): Promise<string> => Promise.resolve(hostToken('mika'));
const nobody = (): Promise<null> => Promise.resolve(null);

function make(src: string, getToken?: () => Promise<string | null>): HTMLElementTagNameMap['portico-login'] {
  const element = document.createElement('portico-login');
  element.src = src;
  if (getToken) element.getToken = getToken;
  document.body.append(element);
  return element;
}

describe('configure', () => {
  const put = (...given: Parameters<typeof make>) => {
    const element = make(...given);
    elements.push(element);
    return element;
  };
  const elements: HTMLElement[] = [];
  afterEach(() => {
    configure({ getToken: undefined });
    for (const element of elements.splice(0)) element.remove();
  });

  it('gives the page’s own login to elements that come later', async () => {
    configure({ getToken: mika });
    const element = put(mockPortal().src);
    await until(() => element.session?.state === 'signed-in');
    expect(element.session!.person!.name).to.equal('Mika Aalto');
  });

  it('gives it to elements that are there', async () => {
    const element = put(mockPortal().src);
    await until(() => element.session?.state === 'anonymous');
    configure({ getToken: mika });
    await until(() => element.session!.state === 'signed-in');
  });

  it('leaves elements alone that have their own', async () => {
    configure({ getToken: mika });
    const element = put(mockPortal().src, nobody);
    await until(() => element.session?.state === 'anonymous');
    configure({ getToken: () => mika() });
    expect(element.session!.getToken).to.equal(nobody);
  });

  it('leaves what is not named', () => {
    configure({ getToken: mika });
    configure({});
    expect(sessionFor(mockPortal().src).getToken).to.equal(mika);
  });

  it('is there for a script tag', () => {
    expect(window.portico!.configure).to.equal(configure);
  });
});
