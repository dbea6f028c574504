import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { menuOf } from '../../server/accounts/menu.ts';
import { setPortal } from '../../server/accounts/set-up.ts';
import type { Portal } from '../../src/api/schema.ts';
import { testApp, type TestApp } from './support/app.ts';
import { testDatabase } from './support/database.ts';
import { makePortal } from './support/makers.ts';

let test: TestApp;

before(async () => {
  test = await testApp();
});

describe('the menu of a portal', () => {
  it('is told in the language that was asked for, with whole addresses', async () => {
    const portal = await makePortal({ logo_url: '/assets/hosted/icon.svg' });
    const { db } = await testDatabase();
    const read = async (language: string) =>
      (
        await test.app.inject({ url: `/${portal.slug}/api/v1/portal`, headers: { 'accept-language': language } })
      ).json<Portal>();
    assert.deepEqual((await read('en')).menu, []);
    const menu = [
      { label: { en: 'Articles', fi: 'Artikkelit' }, url: '/#articles' },
      { label: 'Status', url: 'https://status.example.com/?now' },
    ];
    await setPortal(db, portal.slug, { menu: JSON.stringify(menu) });
    const { menu: english, logo } = await read('en');
    assert.deepEqual(
      english.map(({ label, url }) => [label, new URL(url).pathname + new URL(url).hash]),
      [
        ['Articles', '/#articles'],
        ['Status', '/'],
      ],
    );
    assert.match(logo ?? '', /^https?:\/\/[^/]+\/assets\/hosted\/icon\.svg$/);
    assert.deepEqual(
      (await read('fi')).menu.map(({ label }) => label),
      ['Artikkelit', 'Status'],
    );
    await setPortal(db, portal.slug, { menu: null });
    assert.deepEqual((await read('en')).menu, []);
  });

  it('leads nowhere that could run or speak for somebody', () => {
    const url = (text: unknown) => menuOf(JSON.stringify([{ label: 'x', url: text }]), 'en');
    for (const bad of [
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'data:text/html,x',
      '//elsewhere.example',
      '/\\elsewhere.example',
      'https://user:secret@example.com',
      'articles',
      'mailto:a@example.com',
      '',
      7,
      null,
      `https://example.com/${'x'.repeat(2000)}`,
    ])
      assert.throws(() => url(bad), /Link 1 of the menu leads to/, String(bad));
    assert.deepEqual(url('https://example.com/a?b#c')[0]?.url, 'https://example.com/a?b#c');
  });

  it('is refused with what is wrong in it', () => {
    const cases: [string, RegExp][] = [
      ['{', /no JSON/],
      ['{}', /list of links/],
      ['[1]', /Link 1 of the menu needs a label/],
      ['[{"label":"","url":"/"}]', /needs a label/],
      ['[{"label":{"en":7},"url":"/"}]', /needs a label/],
      [`[{"label":"${'x'.repeat(61)}","url":"/"}]`, /up to 60/],
      ['[{"label":"x","url":"/","target":"_blank"}]', /has target, which means nothing/],
      [JSON.stringify(Array.from({ length: 21 }, () => ({ label: 'x', url: '/' }))), /at most 20/],
    ];
    for (const [text, reason] of cases) assert.throws(() => menuOf(text, 'en'), reason, text);
    assert.deepEqual(menuOf('[{"label":" Näin ","url":"/a b"}]', 'fi'), [{ label: { fi: 'Näin' }, url: '/a%20b' }]);
  });
});
