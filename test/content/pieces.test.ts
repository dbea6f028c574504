import { expect } from '@open-wc/testing';
import * as content from '../../src/content/message.js';
import { putInPieces } from '../../src/content/pieces.js';

const options = { images: false, quote: 'Quoted text', signature: 'Signature' };

/** A message that was read in pieces, and what each of them held. */
function read(html: string) {
  const place = document.createElement('div');
  const pieces = [...putInPieces(place, html, content, options)];
  return { place, pieces };
}

const atOnce = (html: string): DocumentFragment => content.toFragment(html, options).fragment;
const lines = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, n) => `<p>Line <b>${from + n}</b> of many.</p>`).join('');

describe('a message that is read in pieces', () => {
  const sources = {
    paragraphs: lines(1000),
    'paragraphs in boxes': `<div><div>${lines(500)}</div><p>Between</p><div>${lines(500, 500)}</div></div>`,
    'lines of one paragraph': `<p>${'A line of text that is long enough.<br>'.repeat(1000)}</p>`,
    'a list': `<p>Before</p><ol>${'<li>An <i>item</i> of the list</li>'.repeat(800)}</ol><p>After</p>`,
    'a table': `<table><thead><tr><th>One<th>Two</thead>${'<tr><td>12 dB</td><td>ok</td></tr>'.repeat(800)}<tfoot><tr><td>End</tfoot></table><p>After</p>`,
    'a table for the layout': `<table><tr><td>Left</td><td>${lines(600)}</td></tr></table>`,
    'what holds what may not stay': `<font><custom-box>${lines(600)}</custom-box></font><script>alert(1)</script><style>p{}</style>`,
    'a letter that is not one': `<p>${'😀'.repeat(12_000)}</p>`,
    'one word': `<p>${'abcdef0123456789'.repeat(2000)}</p>`,
  };
  for (const [name, html] of Object.entries(sources))
    it(`says the same, once and in order: ${name}`, () => {
      const { place, pieces } = read(html);
      expect(pieces.length).to.be.greaterThan(2);
      expect(place.textContent).to.equal(atOnce(html).textContent);
      for (const tag of ['p', 'b', 'li', 'ol', 'tr', 'td', 'th'])
        expect(place.querySelectorAll(tag).length, tag).to.equal(atOnce(html).querySelectorAll(tag).length);
    });

  it('puts little into the page with every piece', () => {
    const place = document.createElement('div');
    let before = 0;
    for (const _ of putInPieces(place, `<div>${lines(2000)}</div>`, content, options)) {
      const now = place.querySelectorAll('p').length;
      expect(now - before).to.be.lessThan(150);
      before = now;
    }
    expect(before).to.equal(2000);
  });

  it('ends no line where none ends', () => {
    const { place } = read(`<p>${'Some words and then <b>more</b> of them. '.repeat(60)}</p>${lines(400)}`);
    expect(place.querySelector('p div')).to.equal(null);
  });

  it('folds what is quoted once, and nothing that is quoted in it', () => {
    const { place } = read(`<p>Answer</p><blockquote>${lines(400)}<blockquote>${lines(20)}</blockquote></blockquote>`);
    expect([...place.querySelectorAll('summary')].map((summary) => summary.textContent)).to.deep.equal(['Quoted text']);
    expect(place.querySelector('details')?.textContent).to.include('Line 399 of many.');
  });

  it('leaves out all of what may not stay with what it holds', () => {
    const { place } = read(`${lines(10)}<svg><g>${'<text>drawn</text>'.repeat(600)}</g></svg>${lines(300)}`);
    expect(place.textContent).to.equal(
      lines(10)
        .concat(lines(300))
        .replace(/<[^>]*>/g, ''),
    );
  });

  it('counts and holds back remote images of every piece', () => {
    const { place, pieces } = read(`<p>${'<img src="https://pictures.example/a.png" alt="A picture">'.repeat(90)}</p>`);
    expect(pieces.reduce((sum, { blockedImages }) => sum + blockedImages, 0)).to.equal(90);
    expect(place.querySelectorAll('img[src]').length).to.equal(0);
  });
});
