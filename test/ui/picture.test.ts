import { expect, fixture, html } from '@open-wc/testing';
import { show } from '../../src/ui/picture.js';
import { halvesOf, redAndBlue, twoHalves } from '../support/drawn.js';
import { until } from '../support/until.js';

const canvasOf = (picture: Element): HTMLCanvasElement => {
  expect(picture.localName).to.equal('canvas');
  return picture as HTMLCanvasElement;
};

/** An image that nothing has been loaded into. */
function blank(attributes: Record<string, string> = {}): HTMLImageElement {
  const image = new Image();
  for (const [name, value] of Object.entries(attributes)) image.setAttribute(name, value);
  return image;
}

async function failure(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => false,
    () => true,
  );
}

/** Runs something, and answers what the page's policy stopped meanwhile. */
async function violations(act: () => Promise<void>): Promise<string[]> {
  const stopped: string[] = [];
  const note = ({ effectiveDirective }: SecurityPolicyViolationEvent) => stopped.push(effectiveDirective);
  document.addEventListener('securitypolicyviolation', note);
  await act();
  document.removeEventListener('securitypolicyviolation', note);
  return stopped;
}

describe('a picture', () => {
  let address: string;
  let place: HTMLElement;

  before(async () => {
    address = await twoHalves(1600, 1200);
  });

  beforeEach(async () => {
    const around = await fixture<HTMLElement>(html`<div images="canvas"></div>`);
    const inner = document.createElement('div');
    around.attachShadow({ mode: 'open' }).append(inner);
    place = document.createElement('div');
    inner.attachShadow({ mode: 'open' }).append(place);
  });

  it('is an image', async () => {
    const image = blank();
    expect(await show(image, address)).to.equal(image);
    expect(image.naturalWidth).to.equal(1600);
    expect(image.referrerPolicy).to.equal('no-referrer');
  });

  it('that fails once for no policy is drawn, and the next is an image again', async () => {
    const image = blank();
    Object.defineProperty(image, 'src', { set: () => queueMicrotask(() => image.dispatchEvent(new Event('error'))) });
    expect(halvesOf(canvasOf(await show(image, address)))).to.deep.equal(redAndBlue);
    const next = blank();
    expect(await show(next, address)).to.equal(next);
  });

  it('is drawn where an element around says so, and no image is loaded for it', async () => {
    const image = blank({ alt: 'The meters', class: 'own', part: 'logo', lang: 'fi' });
    const canvas = canvasOf(await show(image, address, place));
    expect(image.hasAttribute('src')).to.equal(false);
    expect(halvesOf(canvas)).to.deep.equal(redAndBlue);
    expect([canvas.role, canvas.ariaLabel, canvas.className, canvas.part.value, canvas.lang]).to.deep.equal([
      'img',
      'The meters',
      'own',
      'logo',
      'fi',
    ]);
    const decoration = canvasOf(await show(blank({ alt: '' }), address, place));
    expect([decoration.role, decoration.ariaHidden]).to.deep.equal([null, 'true']);
  });

  it('is drawn whole where it has no place yet, up to what a canvas holds', async () => {
    const { width, height } = canvasOf(await show(blank(), address, place));
    expect([width, height]).to.deep.equal([1600, 1200]);
    const vast = canvasOf(await show(blank(), await twoHalves(5000, 4000), place));
    expect(vast.width * vast.height).to.be.within(16_000_000, 16_777_216);
    expect(vast.width / vast.height).to.be.closeTo(1.25, 0.001);
    expect(halvesOf(vast)).to.deep.equal(redAndBlue);
  });

  it('is drawn no larger than it is shown, in the size its message says, without a style attribute', async () => {
    const image = blank({ width: '400', height: '300' });
    place.append(image);
    const canvas = canvasOf(await show(image, address));
    image.replaceWith(canvas);
    expect([canvas.width, canvas.height]).to.deep.equal([400 * devicePixelRatio, 300 * devicePixelRatio]);
    const sized = (): number[] => {
      const { width, height } = canvas.getBoundingClientRect();
      return [width, height];
    };
    // It keeps that size however many pixels it has.
    canvas.width = canvas.width * 2;
    canvas.height = canvas.height * 2;
    expect(sized()).to.deep.equal([400, 300]);
    expect(canvas.hasAttribute('style')).to.equal(false);
  });

  it('is drawn anew with more pixels when it becomes wider, and not when it becomes narrower', async () => {
    place.append(blank({ width: '100%', height: '75%' }));
    place.style.inlineSize = '200px';
    const image = place.querySelector('img')!;
    const canvas = canvasOf(await show(image, address));
    image.replaceWith(canvas);
    expect(canvas.width).to.equal(200 * devicePixelRatio);
    place.style.inlineSize = '400px';
    await until(() => canvas.width === 400 * devicePixelRatio);
    expect(halvesOf(canvas)).to.deep.equal(redAndBlue);
    place.style.inlineSize = '300px';
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(canvas.width).to.equal(400 * devicePixelRatio);
  });

  it('that is small is not blown up', async () => {
    const image = blank({ width: '400', height: '300' });
    place.append(image);
    const { width, height } = canvasOf(await show(image, await twoHalves(40, 30)));
    expect([width, height]).to.deep.equal([40, 30]);
  });

  it('is none where there are no such bytes', async () => {
    const none = ['data:image/png;base64,AAAA', 'data:text/html,<b>Gone</b>', '/nothing-is-here.png'];
    for (const other of none) {
      expect(await failure(show(blank(), other)), other).to.equal(true);
      expect(await failure(show(blank(), other, place)), other).to.equal(true);
    }
    // A drawing could load and act: it is no picture.
    const drawing = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>';
    expect(await failure(show(blank(), drawing, place))).to.equal(true);
    // The next one is drawn all the same.
    expect(halvesOf(canvasOf(await show(blank(), address, place)))).to.deep.equal(redAndBlue);
  });

  // The last one: the page keeps its policy.
  it('is drawn where the policy of the page stops the image, and from then on before that', async () => {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "img-src 'self'";
    document.head.append(policy);
    const drawn: Element[] = [];
    const first = await violations(async () => void drawn.push(await show(blank(), address)));
    const second = await violations(async () => void drawn.push(await show(blank(), address)));
    expect([first, second]).to.deep.equal([['img-src'], []]);
    for (const picture of drawn) expect(halvesOf(canvasOf(picture))).to.deep.equal(redAndBlue);
  });
});
