import { expect } from '@open-wc/testing';
import { PorticoAccount, PorticoSupportForm, PorticoTicket } from '../../src/index.js';
import { words as core } from '../../src/i18n/en/core.js';
import { words as seldom } from '../../src/i18n/en/problems.js';
import { type Group, languageOf, loadLocale } from '../../src/i18n/locale.js';
import { plurals } from '../../src/i18n/plural.js';
import { fieldErrorText, problemText } from '../../src/i18n/problems.js';
import { fileWords } from '../../src/i18n/words/files.js';
import { providerWords } from '../../src/i18n/words/providers.js';
import { recoveryWords } from '../../src/i18n/words/recovery.js';
import { sessionEndWords } from '../../src/i18n/words/session-end.js';
import { supportFormWords } from '../../src/i18n/words/support-form.js';
import { failure } from '../support/portal.js';

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

describe('groups of words', () => {
  it('come with the core’s, with their sentences for failures', async () => {
    const { t } = await loadLocale('en', [fileWords]);
    expect(t.uploaded).to.equal('Ready');
    expect(t.signIn).to.equal('Sign in');
    expect(problemText(t, { code: 'file-empty' })).to.equal('The file is empty.');
    expect(problemText(t, { reason: 'timeout' })).to.contain('did not answer in time');
  });

  it('leave the core’s as they are', async () => {
    await loadLocale('en', [fileWords]);
    const { t } = await loadLocale('en');
    expect(t).not.to.have.property('uploaded');
    expect(t.problems).not.to.have.property('file-empty');
  });

  it('are English where a language lacks them', async () => {
    const group: Group<{ hello: string }> = {
      en: () => Promise.resolve({ words: { hello: 'Hello' } }),
      fi: () => Promise.resolve({ words: { hello: 'Terve' } }),
    };
    expect((await loadLocale('en', [group])).t.hello).to.equal('Hello');
    expect((await loadLocale('xx', [group])).t.hello).to.equal('Hello');
  });

  it('are fetched once, and again when they did not arrive', async () => {
    let tries = 0;
    const group: Group<{ hello: string }> = {
      en: () => (tries++ ? Promise.resolve({ words: { hello: 'Hello' } }) : Promise.reject(new TypeError())),
    };
    expect(await failure(loadLocale('en', [group]))).to.be.instanceOf(TypeError);
    const both = await Promise.all([loadLocale('en', [group]), loadLocale('en', [group])]);
    expect(both.map(({ t }) => t.hello)).to.deep.equal(['Hello', 'Hello']);
    expect(tries).to.equal(2);
  });

  it('that come together do not have a name in common, which would say the other’s words', async () => {
    const together = [PorticoAccount.words, PorticoSupportForm.words, PorticoTicket.words];
    for (const groups of [...together, [fileWords], [recoveryWords], [providerWords], [sessionEndWords]]) {
      const words = [core, ...(await Promise.all(groups.map(async ({ en }) => (await en()).words)))];
      const names = words
        .flatMap((group) => Object.keys(group))
        .filter((name) => !/^(problems|fieldErrors)$/.test(name));
      expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
    }
  });
});

describe('what is said of failures', () => {
  it('is the sentence of the code', () => {
    expect(
      problemText({ ...core, problems: { ...core.problems, ...seldom.problems } }, { code: 'portal-off' }),
    ).to.contain('closed at the moment');
    expect(problemText(core, { reason: 'timeout' })).to.contain('did not answer in time');
  });

  it('is general for a code nobody knows, with the id to quote', () => {
    expect(problemText(core, { code: 'brand-new', requestId: 'req-1' })).to.equal(
      'Something went wrong. Reference: req-1',
    );
    expect(fieldErrorText(core, { code: 'brand-new' })).to.equal('This does not look right.');
  });

  it('knows singular and plural', async () => {
    const { t } = await loadLocale('en', [supportFormWords]);
    expect(fieldErrorText(t, { code: 'too-many', limit: 1 })).to.equal('At most 1 file.');
    expect(fieldErrorText(core, { code: 'too-long', limit: 50_000 })).to.equal('At most 50,000 characters.');
  });
});
