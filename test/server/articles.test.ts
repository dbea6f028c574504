import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { demoArticles } from '../../server/demo/articles.ts';
import { beginningOf, setArticles } from '../../server/forms/article-set-up.ts';
import { testApp, type TestApp } from './support/app.ts';
import { visitor, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { makePortal, type MadePortal } from './support/makers.ts';

const ARTICLES = [
  {
    title: 'Pair a Siskin 2',
    url: '/articles/pair.html',
    text: 'Transmitter and receiver find each other.',
    language: 'en',
  },
  {
    title: 'Fix noise and dropouts',
    url: '/articles/noise.html',
    text: 'When a receiver loses the transmitter.',
    language: 'en',
  },
  {
    title: 'Batteries',
    url: 'https://docs.lumen.example/batteries',
    text: 'How long the Siskin runs.',
    language: 'en',
  },
  { title: 'Yhdistä Siskin 2', url: '/fi/pair.html', text: 'Lähetin ja vastaanotin.', language: 'fi' },
  {
    title: 'Invoices <b>& more</b>',
    url: '/articles/invoices.html',
    text: 'The bill; <script>x()</script>',
    language: 'en',
  },
];

describe('articles', () => {
  let test: TestApp;
  let portal: MadePortal;
  let caller: Caller;

  before(async () => {
    test = await testApp();
    portal = await makePortal();
    caller = await visitor(test, portal);
    await set(ARTICLES);
  });

  const set = async (articles: unknown, of = portal) =>
    setArticles((await testDatabase()).db, of.slug, typeof articles === 'string' ? articles : JSON.stringify(articles));
  const found = async (query: string, language = 'en', by = caller) => {
    const answer = await by.get(`/articles?query=${encodeURIComponent(query)}`, {
      headers: { 'Accept-Language': language },
    });
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<{ items: { title: string; url: string; excerpt: string }[] }>().items;
  };
  const urls = async (query: string, language?: string) => (await found(query, language)).map(({ url }) => url);

  it('are suggested where there are some, the best first', async () => {
    assert.equal((await caller.get('/portal')).json().hasArticles, true);
    assert.equal((await (await visitor(test, await makePortal())).get('/portal')).json().hasArticles, false);
    assert.deepEqual(await urls('receiver pair'), ['/articles/pair.html']);
    assert.deepEqual((await urls('My receiver has noise'))[0], '/articles/noise.html');
    assert.deepEqual(await found('batteries'), [
      { title: 'Batteries', url: 'https://docs.lumen.example/batteries', excerpt: 'How long the Siskin runs.' },
    ]);
  });

  it('are found by a last word that is half typed, and by no other half word', async () => {
    assert.deepEqual(await urls('drop'), ['/articles/noise.html']);
    assert.deepEqual(await urls('drop '), []);
    assert.deepEqual(await urls('DROPouts and'), ['/articles/noise.html']);
    assert.equal((await urls('yhdista\u0308 sis', 'fi'))[0], '/fi/pair.html');
  });

  it('in the reader’s language come first', async () => {
    assert.equal((await urls('siskin', 'fi'))[0], '/fi/pair.html');
    assert.notEqual((await urls('siskin', 'en'))[0], '/fi/pair.html');
  });

  it('are none for next to nothing, and whatever is typed is no query', async () => {
    for (const query of ['', 'si', '  s ', '???', "'", "':*", '\\', '\u0000\u0000\u0000', 'zzz'])
      assert.deepEqual(await urls(query), [], query);
    assert.equal((await caller.get(`/articles?query=${'x'.repeat(301)}`)).statusCode, 400);
    assert.equal((await caller.get('/articles')).statusCode, 400);
    assert.equal((await urls("noise' | 'batteries")).length, 2);
  });

  it('of another portal are not there', async () => {
    const other = await makePortal();
    await set([{ ...ARTICLES[0], title: 'Secret siskin' }], other);
    assert.ok((await found('secret siskin')).every(({ title }) => !title.includes('Secret')));
  });

  it('are set anew as a whole, or not at all', async () => {
    const own = await makePortal();
    const by = await visitor(test, own);
    assert.equal(await set(ARTICLES, own), 5);
    assert.equal(await set([ARTICLES[1]], own), 1);
    assert.deepEqual(await found('siskin', 'en', by), []);
    const wrong: [articles: unknown, fault: RegExp][] = [
      ['{', /not JSON/],
      [{}, /array/],
      [[{ title: '', url: '/a', text: '' }], /\[0\]\.title/],
      [[{ title: 'A', url: 'javascript:x()', text: '' }], /\[0\]\.url: has to be/],
      [[{ title: 'A', url: '//evil.example', text: '' }], /\[0\]\.url/],
      [[{ title: 'A', url: '/a', text: '', language: 'x y' }], /\[0\]\.language/],
      [[{ title: 'A', url: '/a', text: '', html: '' }], /html/],
    ];
    for (const [articles, fault] of wrong) await assert.rejects(set(articles, own), fault);
    assert.equal((await found('noise', 'en', by)).length, 1);
    assert.equal(await set([], own), 0);
    assert.equal((await by.get('/portal')).json().hasArticles, false);
  });

  it('are looked for often, but not by a loop', async () => {
    test.clock.forward(3600);
    for (let count = 0; count < 120; count += 1) await found('zz');
    const answer = await caller.get('/articles?query=siskin');
    assert.deepEqual([answer.statusCode, answer.json().code], [429, 'rate-limited']);
    test.clock.forward(3600);
  });

  it('of the demo are found by their titles and words', async () => {
    const own = await makePortal();
    const by = await visitor(test, own);
    const articles = await demoArticles();
    assert.equal(articles.length, 10);
    await set(articles, own);
    for (const { title, url } of articles) assert.equal((await found(title, 'en', by))[0]?.url, url, title);
    assert.equal(
      (await found('My Plover loses sync with the camera', 'en', by))[0]?.url,
      '/articles/sync-timecode-with-plover.html',
    );
    assert.deepEqual(await found('the and is', 'en', by), []);
  });

  it('are found in a moment among ten thousand', async () => {
    const own = await makePortal();
    const by = await visitor(test, own);
    const word = (n: number) => `w${(n * 7919) % 20_000}x`;
    await set(
      Array.from({ length: 10_000 }, (_, n) => ({
        title: `How to mend ${word(n)}`,
        url: `/a/${n}`,
        text: `the lamp and ${n % 10 === 0 ? 'radio' : 'cable'} ${Array.from({ length: 10 }, (_, m) => word(n + m * 13)).join(' ')}`,
      })),
      own,
    );
    const times = [];
    for (let round = 0; round < 21; round += 1) {
      const start = performance.now();
      const items = await found(`how do I mend the ${word(round)} and radio of my lamp w1`, 'en', by);
      times.push(performance.now() - start);
      assert.equal(items[0]?.url, `/a/${round}`);
    }
    const median = times.sort((x, y) => x - y)[10] ?? 0;
    assert.ok(median < 250, `${median} ms`);
    if (process.env['PORTICO_TEST_TIMES']) console.log(`median ${median.toFixed(1)} ms`);
  });

  it('begin with whole words', () => {
    assert.equal(beginningOf(' \n '), null);
    assert.equal(beginningOf('One\n two'), 'One two');
    assert.equal(beginningOf(`${'word '.repeat(60)}`), `${'word '.repeat(32).trim()}…`);
  });
});
