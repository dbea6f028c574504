import { expect } from '@open-wc/testing';
import type { Article } from '../../src/api/schema.js';
import { readArticles, type Suggest, Suggestions } from '../../src/controllers/suggestions.js';
import { mockPortal, openSession, until } from '../support/portal.js';

const base = 'https://docs.example/help/';
const article = (title: string): Article => ({ title, url: `/${title}`, excerpt: null });

const watch = () => {
  const told: (readonly Article[])[] = [];
  return { told, suggestions: new Suggestions((articles) => told.push(articles)) };
};

const titles = (articles?: readonly Article[]) => articles?.map(({ title }) => title);

describe('Suggestions', () => {
  it('asks the portal once the person rests', async () => {
    const portal = mockPortal();
    const { client } = await openSession(portal);
    const { told, suggestions } = watch();
    for (const text of ['sis', 'sisk', 'siskin']) suggestions.look(text, client, undefined, base);
    await until(() => told.length === 1);
    expect(titles(told[0])).to.deep.equal(['Pair a Siskin 2 with its receiver', 'Fix noise and dropouts']);
    expect(portal.requests('suggestArticles').map(({ url }) => new URL(url).searchParams.get('query'))).to.deep.equal([
      'siskin',
    ]);
  });

  it('asks the page in place of the portal, and does not hear a late answer', async () => {
    const { told, suggestions } = watch();
    const answers: ((articles: Article[]) => void)[] = [];
    const signals: AbortSignal[] = [];
    const suggest: Suggest = (_text, { signal }) => {
      signals.push(signal);
      return new Promise((resolve) => answers.push(resolve));
    };
    suggestions.look('first', undefined, suggest, base);
    await until(() => answers.length === 1);
    suggestions.look('second', undefined, suggest, base);
    await until(() => answers.length === 2);
    expect(signals[0]!.aborted).to.equal(true);
    answers[1]!([article('second')]);
    answers[0]!([article('first')]);
    await until(() => told.length > 0);
    expect(told.map(titles)).to.deep.equal([['second']]);
  });

  for (const [name, suggest] of [
    [
      'throws',
      () => {
        throw new Error('search is down');
      },
    ],
    ['fails', () => Promise.reject(new Error('search is down'))],
    ['answers nonsense', () => Promise.resolve({ items: 'many' })],
  ] as [string, Suggest][])
    it(`has nothing to say when the search of the page ${name}`, async () => {
      const { told, suggestions } = watch();
      suggestions.look('a question', undefined, suggest, base);
      await until(() => told.length === 1);
      expect(told).to.deep.equal([[]]);
    });

  it('forgets what is shown when too little is left of the subject', () => {
    const { told, suggestions } = watch();
    suggestions.look('ab', undefined, undefined, base);
    expect(told).to.deep.equal([[]]);
  });

  it('takes articles only, and links that run nothing', () => {
    const read = readArticles(
      [
        null,
        'text',
        { title: 'No address' },
        { title: ' ', url: '/blank' },
        { title: 'Script', url: 'javascript:alert(1)' },
        { title: 'Data', url: 'data:text/html,x' },
        { title: 'Relative', url: 'pair.html', excerpt: 7 },
        { title: 'Elsewhere', url: 'https://elsewhere.example/', excerpt: 'Words' },
      ],
      base,
    );
    expect(read).to.deep.equal([
      { title: 'Relative', url: 'https://docs.example/help/pair.html', excerpt: null },
      { title: 'Elsewhere', url: 'https://elsewhere.example/', excerpt: 'Words' },
    ]);
    expect(
      readArticles(
        Array.from({ length: 9 }, () => article('x')),
        base,
      ),
    ).to.have.length(5);
  });
});
