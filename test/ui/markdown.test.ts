import { expect, fixture, html } from '@open-wc/testing';
import { format, pressed } from '../../src/ui/markdown.js';
import type { Format } from '../../src/ui/shortcuts.js';

/** A field whose selection is what stands between two bars; one bar is the caret. */
async function field(text: string): Promise<HTMLTextAreaElement> {
  const area = await fixture<HTMLTextAreaElement>(html`<textarea aria-label="Reply"></textarea>`);
  area.value = text.replaceAll('|', '');
  area.focus();
  area.setSelectionRange(text.indexOf('|'), text.lastIndexOf('|') - (text.split('|').length > 2 ? 1 : 0));
  return area;
}

const shown = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): string =>
  selectionStart === selectionEnd
    ? `${value.slice(0, selectionStart)}|${value.slice(selectionStart)}`
    : `${value.slice(0, selectionStart)}|${value.slice(selectionStart, selectionEnd)}|${value.slice(selectionEnd)}`;

const key = (area: HTMLTextAreaElement, code: string, more: KeyboardEventInit = {}): boolean =>
  pressed(area, new KeyboardEvent('keydown', { code, key: code, ...more }));

const isApple = /Mac|iP/.test(navigator.platform);
const command = isApple ? { metaKey: true } : { ctrlKey: true };

describe('formatting', () => {
  const cases: [Format, string, string][] = [
    ['bold', 'a |word| here', 'a **|word|** here'],
    ['bold', 'a **|word|** here', 'a |word| here'],
    ['bold', 'a| word |here', 'a **|word|** here'],
    ['bold', 'a |', 'a **|**'],
    ['italic', 'a |word| here', 'a *|word|* here'],
    ['italic', 'a *|word|* here', 'a |word| here'],
    ['italic', 'a **|word|** here', 'a ***|word|*** here'],
    ['code', 'a |word| here', 'a `|word|` here'],
    ['code', 'see\n|one\ntwo|', 'see\n```\none\ntwo\n```\n|'],
    ['link', 'the |notes| here', 'the [notes](|https://|) here'],
    ['link', 'see |https://portal.example/a|', 'see [|](https://portal.example/a)'],
    ['list', 'one|', '- one|'],
    ['list', '|one\ntwo|', '|- one\n- two|'],
    ['list', '|- one\n- two|', '|one\ntwo|'],
    ['quote', 'before\nsa|id', 'before\n> said|'],
  ];
  for (const [what, before, after] of cases)
    it(`${what}: ${JSON.stringify(before)} becomes ${JSON.stringify(after)}`, async () => {
      const area = await field(before);
      format(area, what);
      expect(shown(area)).to.equal(after);
    });

  it('can be undone, as typing can', async () => {
    const area = await field('a |word| here');
    format(area, 'bold');
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- What the keys of undo do.
    document.execCommand('undo');
    expect(area.value).to.equal('a word here');
  });

  it('tells whoever listens to the field', async () => {
    const area = await field('|word|');
    let heard = '';
    area.addEventListener('input', () => (heard = area.value));
    format(area, 'bold');
    expect(heard).to.equal('**word**');
  });
});

describe('the keys of formatting', () => {
  it('format', async () => {
    const area = await field('|word|');
    expect(key(area, 'KeyB', command)).to.be.true;
    expect(area.value).to.equal('**word**');
    expect(key(area, 'Digit8', { ...command, shiftKey: true })).to.be.true;
    expect(area.value).to.equal('- **word**');
  });

  it('leave everything else to the browser', async () => {
    const area = await field('|word|');
    expect(key(area, 'KeyB')).to.be.false;
    expect(key(area, 'KeyB', { ...command, altKey: true })).to.be.false;
    expect(key(area, 'KeyS', command)).to.be.false;
    expect(key(area, 'Digit8', command)).to.be.false;
    expect(key(area, 'KeyB', { ...command, isComposing: true })).to.be.false;
    expect(area.value).to.equal('word');
  });

  const lines: [string, string][] = [
    ['- one|', '- one\n- |'],
    ['9. one|', '9. one\n10. |'],
    ['  * one|', '  * one\n  * |'],
    ['> said|', '> said\n> |'],
    ['- one\n- |', '- one\n|'],
    ['1) one|two', '1) one\n2) |two'],
  ];
  for (const [before, after] of lines)
    it(`go on after ${JSON.stringify(before)}`, async () => {
      const area = await field(before);
      expect(key(area, 'Enter')).to.be.true;
      expect(shown(area)).to.equal(after);
    });

  it('begin no list where none is', async () => {
    for (const text of ['word|', '-word|', '|', '1.word|']) {
      const area = await field(text);
      expect(key(area, 'Enter'), text).to.be.false;
    }
  });
});
