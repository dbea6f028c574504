import { expect } from '@open-wc/testing';
import { en } from '../../src/i18n/en.js';
import { languageOf, loadLocale } from '../../src/i18n/locale.js';
import { plurals } from '../../src/i18n/plural.js';
import { fieldErrorText, problemText } from '../../src/i18n/problems.js';

describe('languages', () => {
  it('are read from the nearest lang, through shadow roots', () => {
    const outer = document.createElement('div');
    outer.lang = 'fi';
    outer.append(document.createElement('p'));
    const root = outer.querySelector('p')!.attachShadow({ mode: 'open' });
    root.append(document.createElement('b'));
    expect(languageOf(root.firstElementChild!)).to.equal('fi');
    root.firstElementChild!.setAttribute('lang', 'sv');
    expect(languageOf(root.firstElementChild!)).to.equal('sv');
  });

  it('are English where the page’s is not there yet', async () => {
    const { code, tag } = await loadLocale('xx-YY');
    expect([code, tag]).to.deep.equal(['en', 'en']);
  });

  it('keep the page’s variant, unless it is no language at all', async () => {
    expect((await loadLocale('en-GB')).tag).to.equal('en-GB');
    expect((await loadLocale('en_')).tag).to.equal('en');
  });

  it('count as each language does', () => {
    const finnish = plurals('fi');
    const russian = plurals('ru');
    expect(finnish(1, { one: '# pyyntö', other: '# pyyntöä' })).to.equal('1 pyyntö');
    expect([1, 3, 5].map((n) => russian(n, { one: '# файл', few: '# файла', other: '# файлов' }))).to.deep.equal([
      '1 файл',
      '3 файла',
      '5 файлов',
    ]);
  });
});

describe('what is said of failures', () => {
  it('is the sentence of the code', () => {
    expect(problemText(en, { code: 'file-empty' })).to.equal('The file is empty.');
    expect(problemText(en, { reason: 'timeout' })).to.contain('did not answer in time');
  });

  it('is general for a code nobody knows, with the id to quote', () => {
    expect(problemText(en, { code: 'brand-new', requestId: 'req-1' })).to.equal(
      'Something went wrong. Reference: req-1',
    );
    expect(fieldErrorText(en, { code: 'brand-new' })).to.equal('This does not look right.');
  });

  it('knows singular and plural', () => {
    expect(fieldErrorText(en, { code: 'too-many', limit: 1 })).to.equal('At most 1 file.');
    expect(fieldErrorText(en, { code: 'too-long', limit: 50_000 })).to.equal('At most 50,000 characters.');
  });
});
