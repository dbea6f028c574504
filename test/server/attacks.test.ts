import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { normalizeEmail } from '../../server/accounts/email.ts';
import { cleanName } from '../../server/accounts/names.ts';
import { networkOf } from '../../server/accounts/networks.ts';
import type { OpenDatabase } from '../../server/db/database.ts';
import { openDatabase } from '../../server/db/open.ts';
import { writeMail } from '../../server/mail/templates/index.ts';
import { SmtpTransport } from '../../server/mail/smtp-transport.ts';
import { returnPage } from '../../server/policies/return-to.ts';
import { testApp, type TestApp } from './support/app.ts';
import { Caller, signIn, visitor } from './support/caller.ts';
import { TEST_DATABASE } from './support/database.ts';
import { makeContact, makePortal, PASSWORD, type MadePortal } from './support/makers.ts';
import { TestSmtp } from './support/smtp.ts';

describe('two copies of the server on one database', () => {
  let copies: [TestApp, TestApp];
  let own: OpenDatabase | undefined;
  let portal: MadePortal;

  before(async () => {
    // Connections of its own, where the database takes more than one process.
    own = 'url' in TEST_DATABASE ? await openDatabase(TEST_DATABASE) : undefined;
    const one = await testApp();
    copies = [one, await testApp({ clock: one.clock.now, ...(own && { database: own }) })];
  });

  after(() => own?.close());

  /** The same request, in turn to the one copy and the other, or to both at once. */
  async function send(count: number, request: (app: TestApp, index: number) => Promise<{ statusCode: number }>) {
    const answers = Array.from({ length: count }, (_, index) => request(copies[index % 2 === 0 ? 0 : 1], index));
    return (await Promise.all(answers)).map(({ statusCode }) => statusCode).sort();
  }
  const clockOf = (app: TestApp): TestApp => ({ ...app, clock: copies[0].clock });
  const at = async (app: TestApp) => visitor(clockOf(app), portal);
  const times = (status: number, count: number) => Array.from({ length: count }, () => status);

  before(async () => {
    portal = await makePortal();
  });

  it('count the tries for one account together', async () => {
    const { email } = await makeContact(portal);
    const answers = await send(12, async (app) => (await at(app)).signIn(email, 'wrong'));
    assert.deepEqual(answers, [...times(401, 5), ...times(429, 7)]);
    for (const app of copies) assert.equal((await (await at(app)).signIn(email)).statusCode, 429);
    copies[0].clock.forward(61);
    for (const app of copies) assert.equal((await (await at(app)).signIn(email)).statusCode, 201);
  });

  it('count the tries of one address together', async () => {
    copies[0].clock.forward(61);
    const answers = await send(56, async (app, index) => (await at(app)).signIn(`no-${index}@lumen.example`, 'wrong'));
    assert.deepEqual(answers, [...times(401, 50), ...times(429, 6)]);
  });

  it('count the links that are asked for, for one account and from one address', async () => {
    const ask = (email: string) => async (app: TestApp) => (await at(app)).post('/password-resets', { email });
    assert.deepEqual(await send(6, ask('one@lumen.example')), [...times(202, 3), ...times(429, 3)]);
    const others = await send(20, async (app, index) => ask(`one-${index}@lumen.example`)(app));
    assert.deepEqual(others, [...times(202, 14), ...times(429, 6)]);
    copies[0].clock.forward(901);
  });

  it('count the tokens that are guessed', async () => {
    copies[0].clock.forward(61);
    const guess = async (app: TestApp, index: number) =>
      index % 3 === 0
        ? (await at(app)).post('/session', { staffToken: `${index}`.padStart(43, 'x') })
        : (await at(app)).post('/password-resets/complete', {
            token: `${index}`.padStart(43, 'x'),
            password: 'a pebble under the pier',
          });
    assert.deepEqual(await send(26, guess), [...times(410, 20), ...times(429, 6)]);
    copies[0].clock.forward(61);
  });

  it('take a proof that changes something once between them', async () => {
    const contact = await makeContact(portal);
    const caller = await signIn(clockOf(copies[0]), portal, contact);
    const other = new Caller(clockOf(copies[1]), portal, caller.key);
    other.token = caller.token;
    const proof = { jti: 'used at both' };
    const rename = (who: Caller) => who.request('PATCH', '/person', { body: { name: 'M' }, proof });
    const answers = await Promise.all([rename(caller), rename(other)]);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 401]);
  });
});

describe('a limit for an address', () => {
  it('does not believe what a request says of its own', async () => {
    const test = await testApp();
    const portal = await makePortal();
    const statuses = [];
    for (let count = 0; count < 51; count += 1) {
      const headers = { 'X-Forwarded-For': `10.1.1.${count}`, Forwarded: `for=10.1.1.${count}` };
      const caller = await visitor(test, portal);
      statuses.push((await caller.signIn(`nobody-${count}@lumen.example`, 'wrong', { headers })).statusCode);
    }
    assert.deepEqual([statuses[49], statuses[50]], [401, 429]);
  });

  it('is one for all the addresses that one line has', () => {
    assert.equal(networkOf('192.0.2.7'), '192.0.2.7');
    assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7');
    for (const same of [
      '2001:db8:1:2::1',
      '2001:DB8:1:2:ffff::',
      '2001:0db8:0001:0002:a:b:c:d',
      '2001:db8:1:2::1%eth0',
    ])
      assert.equal(networkOf(same), '2001:db8:1:2::/64', same);
    assert.equal(networkOf('2001:db8:1:3::1'), '2001:db8:1:3::/64');
    assert.equal(networkOf('::1'), '0:0:0:0::/64');
    assert.equal(networkOf('fe80::1:2:3:4'), 'fe80:0:0:0::/64');
    assert.equal(networkOf('no address'), 'no address');
  });
});

describe('a session', () => {
  it('is never one that somebody had before', async () => {
    const test = await testApp();
    const portal = await makePortal();
    const [victim, attacker] = [await makeContact(portal), await makeContact(portal)];
    const fixed = await signIn(test, portal, attacker);
    // A browser that was handed the attacker's token, and even the key to it.
    const browser = new Caller(test, portal, fixed.key);
    browser.token = fixed.token;
    const proof = { ath: undefined as unknown as string };
    assert.equal((await browser.signIn(victim.email, PASSWORD, { proof })).statusCode, 201);
    assert.notEqual(browser.token, fixed.token);
    assert.equal((await browser.get('/session')).json().person.id, victim.id);
    assert.equal((await fixed.get('/session')).json().person.id, attacker.id);
  });

  it('is not taken from an address, a body or a cookie', async () => {
    const test = await testApp();
    const portal = await makePortal();
    const caller = await signIn(test, portal, await makeContact(portal));
    const { token } = caller;
    caller.token = null;
    assert.equal((await caller.get(`/session?token=${token}&access_token=${token}`)).statusCode, 401);
    assert.equal(
      (await caller.get('/session', { headers: { Cookie: `token=${token}; session=${token}` } })).statusCode,
      401,
    );
    const chosen = { email: 'a@lumen.example', password: PASSWORD, token };
    assert.equal((await caller.post('/session', chosen)).statusCode, 422);
  });
});

describe('an address to return to', () => {
  const address = 'https://help.example/desk';
  const origins = ['https://docs.example', 'http://localhost:8080', 'https://xn--strae-oqa.example'];
  const allowed = new Set(['https://help.example', ...origins]);

  /** Every way of writing another host that looks like one of ours. */
  function* hostile(): Generator<string> {
    const hosts = [
      'evil.example',
      'docs.example.evil.example',
      'docs.example@evil.example',
      'docs.example:pw@evil.example',
    ];
    const tricks = [
      'docs.example%2eevil.example',
      'docs.example\u3002evil.example',
      'docs.example\uff0eevil.example',
      'docs.example\uff61evil.example',
      'docs-example',
      'xdocs.example',
      'docs.example.',
      'docs.example:8443',
      'docs.example:80',
      'docs.example:444',
      'docs.example:0443x',
      'docs.example\\@evil.example',
      'docs.example\\.evil.example',
      'evil.example#@docs.example',
      'evil.example?@docs.example',
      'evil.example/@docs.example',
      'evil.example\\docs.example',
      'evil.example\t.docs.example',
      'docs.example\u2044.evil.example',
      'docs.example\u0000.evil.example',
      '\u0434ocs.example',
      'docs.exam\u0440le',
      'dоcs.example',
      '[::1]',
      '127.0.0.1',
      '0x7f.1',
      '2130706433',
      'localhost',
      'localhost:80',
      'help.example:444',
    ];
    const schemes = [
      'https://',
      'http://',
      '//',
      '\\\\',
      '/\\',
      '\\/',
      '///',
      '////',
      'https:',
      'https:/',
      'https:///',
      'https:\\\\',
      'HTTPS://',
      ' https://',
      '\thttps://',
      'ht\ntps://',
      '\u0001https://',
      'ftp://',
      'ws://',
      'wss://',
      'file://',
      'blob:https://',
      'filesystem:https://',
      'view-source:https://',
      'javascript://',
      'data:text/html,https://',
      'intent://',
      'about:',
      'mailto:',
      'vbscript:',
    ];
    const tails = [
      '',
      '/',
      '/a?b=c#d',
      '/..//evil.example',
      '/%0d%0aSet-Cookie:x',
      '/\r\nX: y',
      '#https://docs.example',
      '?https://docs.example/',
    ];
    for (const scheme of schemes)
      for (const host of [...hosts, ...tricks, 'docs.example']) for (const tail of tails) yield scheme + host + tail;
    yield* [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      'javascript://docs.example/%0aalert(1)',
      'data:text/html;base64,PHN2Zz4=',
      'blob:https://docs.example/b1f2',
      'file:///etc/passwd',
      'about:blank',
      'https:docs.example',
      '/desk',
      'desk',
      '?',
      '#',
      '',
      ' ',
      '\0',
      '.',
      '..',
      'https://',
      'https://@',
      'https://:@docs.example',
      'https://user@docs.example',
      'https://docs.example@',
      'https://[docs.example]',
      'null',
      'undefined',
    ];
  }

  it('is one of the portal’s own sites, however another is written', () => {
    let tried = 0;
    for (const wished of hostile()) {
      const page = returnPage(wished, { address, origins });
      const told = JSON.stringify([wished, page]);
      const url = new URL(page);
      assert.ok(allowed.has(url.origin), told);
      assert.match(url.protocol, /^https?:$/, told);
      assert.equal(url.username + url.password + url.hash, '', told);
      // A reader that splits by hand finds the same host as one that parses.
      assert.equal(/^(https?:\/\/[^/?#\\@\s]+)/.exec(page)?.[1], url.origin, told);
      assert.doesNotMatch(page, /[\s\\\p{Cc}\p{Cf}]|[^\x20-\x7e]/u, told);
      // In the mail it is followed by the step, which nothing in it may end up behind.
      assert.equal(new URL(`${page}#/reset/token`).hash, '#/reset/token', told);
      tried += 1;
    }
    assert.ok(tried > 5000, `${tried} were tried`);
  });

  it('is kept when it is one of them', () => {
    for (const [wished, page] of [
      ['https://docs.example/a/b?c=d#e', 'https://docs.example/a/b?c=d'],
      ['HTTPS://DOCS.example:443/', 'https://docs.example/'],
      ['https://straße.example/', 'https://xn--strae-oqa.example/'],
      ['http://localhost:8080/x', 'http://localhost:8080/x'],
      ['https://help.example/other', 'https://help.example/other'],
    ] as const)
      assert.equal(returnPage(wished, { address, origins }), page);
  });

  it('is not found in the path of a page', async () => {
    const { app } = await testApp();
    const portal = await makePortal();
    for (const path of [
      '//evil.example',
      '//evil.example/',
      '/\\evil.example/',
      '/%2f%2fevil.example/',
      `//${portal.slug}/`,
      `/${portal.slug}//`,
    ]) {
      const { headers } = await app.inject({ url: path });
      assert.ok(
        headers.location === undefined || /^\/t-[a-z0-9]+$/.test(headers.location),
        `${path} ${headers.location}`,
      );
    }
  });
});

describe('a name', () => {
  const hostile = [
    'Mika\r\nBcc: all@evil.example',
    'Mika\nSubject: other',
    'Mika\rX-A: b',
    'Mika\u2028Bcc: x@evil.example',
    'Mika\u0085Bcc: x@evil.example',
    'Mika\u0000\u000bBcc: x@evil.example',
    '"Mika" <root@evil.example>',
    'Mika, root@evil.example',
    'Mika\\" <root@evil.example>, "',
    '=?utf-8?q?Mika=0d=0aBcc:_x@evil.example?=',
    '\u202egnp.exe',
    '\u2066Mika\u2069',
    'Mika\r\n\r\n<html>',
    `${'x'.repeat(300)}\r\nBcc: y@evil.example`,
  ];

  it('begins no header and turns no text', () => {
    for (const name of hostile) {
      assert.doesNotMatch(cleanName(name), /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u, JSON.stringify(name));
      const mail = writeMail(
        { kind: 'password-changed' },
        {
          portal: name,
          accent: '#1d6f5c',
          logo: null,
          name,
          address: 'mika@lumen.example',
          language: 'en',
          href: 'https://help.example/',
        },
      );
      for (const line of [mail.subject, mail.fromName, mail.to.name])
        assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u, JSON.stringify(name));
    }
  });

  it('adds neither a header nor a recipient to a mail on its way', async (context) => {
    const smtp = await TestSmtp.start();
    const transport = new SmtpTransport({ url: smtp.url, from: 'desk@lumen.example' });
    context.after(() => transport.close());
    const headersOf = (raw: string) =>
      [...(raw.split('\r\n\r\n')[0] ?? '').matchAll(/^([\w-]+):/gm)].map(([, name]) => name).sort();
    const send = async (name: string) => {
      const mail = writeMail(
        { kind: 'password-changed' },
        {
          portal: name,
          accent: '#1d6f5c',
          logo: null,
          name,
          address: 'mika@lumen.example',
          language: 'en',
          href: 'https://help.example/',
        },
      );
      await transport.send({ id: 'job', ...mail });
      return smtp.received.at(-1)!;
    };
    const plain = headersOf((await send('Mika')).raw);
    for (const name of hostile) {
      const mail = await send(name);
      assert.deepEqual(mail.to, ['mika@lumen.example'], JSON.stringify(name));
      assert.deepEqual(headersOf(mail.raw), plain, JSON.stringify(name));
      assert.match(mail.raw, /^To: .*(\r\n[ \t].*)*<mika@lumen\.example>\r$/m);
    }
  });
});

describe('a password of ten thousand characters', () => {
  it('is refused by its length before anything is counted or hashed', async () => {
    const test = await testApp();
    const portal = await makePortal();
    const contact = await makeContact(portal);
    const caller = await signIn(test, portal, contact);
    const long = 'p'.repeat(10_000);
    const token = 'x'.repeat(43);
    const requests: [pointer: string, send: () => ReturnType<Caller['get']>][] = [
      ['/password', async () => (await visitor(test, portal)).signIn(contact.email, long)],
      ['/password', async () => (await visitor(test, portal)).signIn('nobody@lumen.example', long)],
      ['/password', () => caller.post('/password-resets/complete', { token, password: long })],
      [
        '/newPassword',
        () => caller.request('PATCH', '/person/password', { body: { currentPassword: PASSWORD, newPassword: long } }),
      ],
      [
        '/currentPassword',
        () =>
          caller.request('PATCH', '/person/password', {
            body: { currentPassword: long, newPassword: 'a pebble under the pier' },
          }),
      ],
    ];
    for (const [pointer, send] of requests) {
      // More often than tries are allowed: none is a try.
      for (let count = 0; count < 25; count += 1) {
        const answer = await send();
        assert.equal(answer.statusCode, 422, answer.body);
        assert.deepEqual(answer.json().errors, [{ pointer, code: 'too-long', limit: 1024 }]);
      }
    }
    assert.equal((await (await visitor(test, portal)).signIn(contact.email)).statusCode, 201);
  });
});

describe('an e-mail address', () => {
  it('has one spelling', () => {
    for (const [written, stored] of [
      [' Mika@Lumen.Example ', 'mika@lumen.example'],
      ['ｍｉｋａ＠ｌｕｍｅｎ．ｅｘａｍｐｌｅ', 'mika@lumen.example'],
      ['mika@lumen\u3002example', 'mika@lumen.example'],
      ['ﬁona@lumen.example', 'fiona@lumen.example'],
      ['mi\u00adka@lu\u200bmen.example', 'mika@lumen.example'],
      ['\u2066mika@lumen.example\u2069', 'mika@lumen.example'],
      ['Jose\u0301@lumen.example', 'josé@lumen.example'],
      ['mika@STRASSE.example', 'mika@strasse.example'],
      ['mika@straße.example', 'mika@xn--strae-oqa.example'],
      ['mika@XN--STRAE-OQA.example', 'mika@xn--strae-oqa.example'],
      ['mika@bücher.example', 'mika@xn--bcher-kva.example'],
      ['mika@bu\u0308cher.example', 'mika@xn--bcher-kva.example'],
      ['K@lumen.example', 'k@lumen.example'],
      ['no address', 'no address'],
    ] as const) {
      assert.equal(normalizeEmail(written), stored, written);
      assert.equal(normalizeEmail(stored), stored);
    }
  });

  it('stays the same when it is normalised again, whatever it is made of', () => {
    const pieces = [
      'a',
      'İ',
      'ß',
      'ẞ',
      'Σ',
      'ς',
      'ﬀ',
      'Ⅸ',
      '㏂',
      'é',
      'e\u0301',
      '\u0345',
      'ᾳ',
      '\u200d',
      '\ufeff',
      '@',
      '.',
      '\u3002',
      'Ａ',
      '\u1e9e',
      '\u212a',
      '\0',
      ' ',
    ];
    for (const a of pieces)
      for (const b of pieces)
        for (const c of pieces) {
          const once = normalizeEmail(`${a}${b}@${c}${a}.example`);
          assert.equal(normalizeEmail(once), once, JSON.stringify([a, b, c]));
        }
  });

  it('is not another one that looks like it', () => {
    assert.notEqual(normalizeEmail('mik\u0430@lumen.example'), 'mika@lumen.example');
    assert.equal(normalizeEmail('mika@lum\u0435n.example'), 'mika@xn--lumn-x4d.example');
  });

  it('finds its account however it is written, and mail goes to the address that is stored', async () => {
    const test = await testApp();
    const portal = await makePortal();
    const contact = await makeContact(portal, { email: 'fiona@xn--bcher-kva.example' });
    for (const email of ['ﬁona@bücher.example', 'FIONA@BÜCHER.example', 'fiona@xn--bcher-kva.example']) {
      assert.equal((await (await visitor(test, portal)).signIn(email)).statusCode, 201, email);
      await (await visitor(test, portal)).post('/password-resets', { email });
    }
    assert.deepEqual(
      new Set(test.ordered.map(({ data }) => (data as { email?: string }).email)),
      new Set([contact.email]),
    );
    // However the tries are spelt, they are for one account.
    const wrong = [];
    for (const email of [
      'ﬁona@bücher.example',
      'Fiona@bücher.example',
      'FIONA@bücher.example',
      'fi\u00adona@bücher.example',
      'fiona@BÜCHER.example',
      contact.email,
    ])
      wrong.push((await (await visitor(test, portal)).signIn(email, 'wrong')).statusCode);
    assert.deepEqual(wrong, [401, 401, 401, 401, 401, 429]);
  });
});
