import { expect } from '@open-wc/testing';
import { toFragment } from '../../src/content/message.js';

const options = { images: false, quote: 'Quoted text' };

/** Puts a message into the page, and answers what a reader has then. */
const show = (html: string, images = false) => {
  const content = toFragment(html, { ...options, images });
  const place = document.createElement('div');
  place.className = 'shown';
  place.append(content.fragment);
  document.body.append(place);
  return { ...content, place };
};

afterEach(() => document.querySelectorAll('.shown').forEach((place) => place.remove()));

describe('toFragment', () => {
  it('keeps what mail says things with', () => {
    const html =
      '<h2>Firmware</h2><p dir="rtl">One <b>two</b> <a href="https://wrenfield.example/a">three</a></p>' +
      '<table><tbody><tr><td align="right" colspan="2">4</td></tr></tbody></table><ol start="3"><li>five</li></ol>';
    const { place } = show(html);
    expect(place.querySelector('h2')?.textContent).to.equal('Firmware');
    expect(place.querySelector('td')?.colSpan).to.equal(2);
    expect(place.querySelector('ol')?.start).to.equal(3);
    expect(place.querySelector('p')?.dir).to.equal('rtl');
  });

  it('opens links elsewhere, without telling from where', () => {
    const link = show('<a href="https://wrenfield.example/" target="_top" rel="opener">x</a>').place.querySelector(
      'a',
    )!;
    expect([link.target, link.rel]).to.deep.equal(['_blank', 'noopener noreferrer nofollow']);
  });

  it('drops links that mean something else here', () => {
    for (const href of [
      'javascript:alert(1)',
      'data:text/html,x',
      '/settings',
      '#x',
      'java\tscript:alert(1)',
      'vbscript:x',
    ])
      expect(show(`<a href="${href}">x</a>`).place.querySelectorAll('a[href]').length, href).to.equal(0);
  });

  it('drops what acts, asks, names itself or styles, and what names our elements', () => {
    const { place } = show(
      '<p id="a" class="b" name="c" style="color:red" onclick="x()" data-x="1" aria-label="d" slot="e" part="f">text</p>' +
        '<style>*{display:none}</style><form action="https://evil.example"><input name="x"><button>ok</button></form>' +
        '<portico-portal src="https://evil.example"></portico-portal><x-y is="x-z">inside</x-y><iframe src="https://evil.example"></iframe>' +
        '<svg><script>x()</script></svg><math><mtext>1</mtext></math><base href="https://evil.example"><template><b>t</b></template>' +
        '<link rel="stylesheet" href="https://evil.example"><meta http-equiv="refresh" content="0"><video src="https://evil.example"></video>' +
        '<object data="x"></object><embed src="x"><dialog open>d</dialog><details open><summary>s</summary></details><slot></slot>',
    );
    const allowed = new Set(['P', 'DIV']);
    expect(
      [...place.querySelectorAll('*')].map(({ tagName }) => tagName).filter((name) => !allowed.has(name)),
    ).to.deep.equal([]);
    expect(place.querySelector('p')!.attributes.length).to.equal(0);
    expect(place.textContent).to.contain('text').and.contain('inside').and.not.contain('display');
  });

  it('holds remote images back until they are asked for', () => {
    const html =
      '<p><img src="https://portal.test/a.png" alt="A chart" srcset="https://portal.test/b.png" width="300"></p>';
    const { place, blockedImages } = show(html);
    const image = place.querySelector('img')!;
    expect(blockedImages).to.equal(1);
    expect(image.hasAttribute('src') || image.hasAttribute('srcset')).to.equal(false);
    expect(image.alt).to.equal('A chart');
    const asked = show(html, true);
    expect(asked.blockedImages).to.equal(0);
    expect(asked.place.querySelector('img')?.src).to.equal('https://portal.test/a.png');
    expect(asked.place.querySelector('img')?.referrerPolicy).to.equal('no-referrer');
  });

  it('loads nothing while it reads a message', async () => {
    const seen: string[] = [];
    const observer = new PerformanceObserver((entries) => seen.push(...entries.getEntries().map(({ name }) => name)));
    observer.observe({ type: 'resource' });
    const address = `${location.origin}/read-me-not.png`;
    toFragment(
      `<img src="${address}"><div style="background:url(${address})"></div><video poster="${address}"></video>`,
      options,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    observer.disconnect();
    expect(seen.filter((name) => name.includes('read-me-not'))).to.deep.equal([]);
  });

  it('never shows a picture that is there to watch the reader', () => {
    const html = '<p>Hello<img src="https://mail.example/open.gif" width="1" height="1"></p>';
    for (const images of [false, true]) {
      const { place, blockedImages } = show(html, images);
      expect(place.querySelectorAll('img').length).to.equal(0);
      expect(blockedImages).to.equal(0);
    }
  });

  it('puts the words of a picture in place of one that has no address', () => {
    expect(show('<p><img src="cid:logo@1" alt="Logo"></p>').place.textContent).to.equal('Logo');
  });

  it('folds quotes, a quote in a quote with it', () => {
    const { place } = show('<p>Yes.</p><blockquote>Does it work?<blockquote>No.</blockquote></blockquote>');
    const details = place.querySelectorAll('details');
    expect(details.length).to.equal(1);
    expect(details[0]!.open).to.equal(false);
    expect(details[0]!.className).to.equal('quote');
    expect(details[0]!.querySelector('summary')?.textContent).to.equal('Quoted text');
    expect(details[0]!.textContent).to.contain('Does it work?').and.contain('No.');
  });

  it('leaves a line that is answered right below it open', () => {
    const { place } = show('<blockquote>Which cards?</blockquote><p>128 GB.</p>');
    expect(place.querySelectorAll('details').length).to.equal(0);
    expect(place.querySelectorAll('blockquote').length).to.equal(1);
  });

  it('reads as much of a message of a megabyte as a portal may send', () => {
    const { place } = show('<p>Take one. <b>Take two.</b></p>'.repeat(30_000));
    expect(place.querySelectorAll('p').length).to.be.within(18_000, 18_500);
  }).timeout(20_000);
});
