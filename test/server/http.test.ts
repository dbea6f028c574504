import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Problem } from '../../src/api/schema.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, visitor, type Caller } from './support/caller.ts';
import { makeContact, makePortal, makeTicket, type MadePortal } from './support/makers.ts';
import { newId } from '../../server/ids.ts';
import { PAGE_CSP } from '../../server/http/csp.ts';

const KB = 'https://kb.lumen.example';

describe('the API', () => {
  let test: TestApp;
  let portal: MadePortal;
  let caller: Caller;
  let base: string;

  before(async () => {
    test = await testApp();
    portal = await makePortal({ allowed_origins: [KB], show_stages: true, name: 'Help & "more"' });
    caller = await signIn(test, portal, await makeContact(portal));
    base = `/${portal.slug}/api/v1`;
  });

  const isProblem = (answer: Awaited<ReturnType<Caller['get']>>, status: number, code: string) => {
    assert.equal(answer.statusCode, status, answer.body);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    const problem = answer.json<Problem>();
    assert.equal(problem.code, code, answer.body);
    assert.equal(problem.status, status);
    assert.equal(problem.requestId, answer.headers['request-id']);
    assert.equal(answer.headers['cache-control'], 'no-store');
  };

  it('tells anybody what a portal is', async () => {
    const answer = await (await visitor(test, portal)).get('/portal');
    assert.equal(answer.statusCode, 200, answer.body);
    const settings = answer.json();
    assert.equal(settings.name, 'Help & "more"');
    assert.deepEqual(settings.languages, ['en', 'fi']);
    assert.deepEqual(
      settings.stages.map(({ label, status }: Record<string, string>) => [label, status]),
      [
        ['New', 'open'],
        ['Done', 'closed'],
      ],
    );
    assert.deepEqual(settings.forms, [
      { id: portal.formId, title: 'File a support ticket', description: null, isOpen: false },
    ]);
    assert.equal(settings.limits.fileSize, 25 * 1024 * 1024);
    assert.deepEqual(settings.columns, ['number', 'subject', 'created', 'last-activity', 'status']);
    assert.equal(JSON.stringify(settings).includes('allowed_origins'), false);
  });

  it('shows a form in the reader’s language', async () => {
    const form = (await caller.get(`/forms/${portal.formId}`, { headers: { 'Accept-Language': 'fi' } })).json();
    assert.equal(form.title, 'File a support ticket (fi)');
    assert.deepEqual(form.sections[0].fields[1].options[0], { value: 'lamp', label: 'Lamppu' });
    assert.equal(form.sections[0].fields[0].maxLength, 200);
    isProblem(await caller.get('/forms/unknown'), 404, 'not-found');
  });

  it('answers every failure as a problem', async () => {
    isProblem(await caller.get('/nothing'), 404, 'not-found');
    isProblem(await caller.get(''), 404, 'not-found');
    isProblem(await caller.request('DELETE', '/tickets'), 404, 'not-found');
    isProblem(await caller.get(`/tickets/${'x'.repeat(65)}`), 400, 'invalid-request');
    isProblem(await caller.get(`/tickets/${'x'.repeat(500)}`), 400, 'invalid-request');
    isProblem(await caller.get('/tickets/%00'), 400, 'invalid-request');
    isProblem(await caller.get('/tickets/%ff'), 400, 'invalid-request');
    isProblem(await caller.post('/tickets', '{"formId":'), 400, 'invalid-request');
    isProblem(await caller.post('/tickets', '[]'), 400, 'invalid-request');
    isProblem(await caller.post('/tickets', 'null'), 400, 'invalid-request');
    isProblem(await caller.post('/tickets', ''), 400, 'invalid-request');
    isProblem(
      await caller.post('/tickets', '{"__proto__":{"a":1},"formId":"x","subject":"s","text":"t"}'),
      400,
      'invalid-request',
    );
    isProblem(
      await caller.post('/tickets', 'formId=x', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
      400,
      'invalid-request',
    );
    isProblem(
      await caller.post('/tickets', 'text', { headers: { 'Content-Type': 'text/plain' } }),
      400,
      'invalid-request',
    );
    isProblem(await caller.request('POST', '/tickets'), 400, 'invalid-request');
    isProblem(
      await caller.post(
        '/tickets',
        { formId: 'x', subject: 's', text: 't' },
        { headers: { 'Idempotency-Key': 'short' } },
      ),
      400,
      'invalid-request',
    );
    const bytes = { headers: { 'Content-Type': 'application/offset+octet-stream' } };
    isProblem(await caller.post('/tickets', '{"formId":"x"}', bytes), 400, 'invalid-request');
    isProblem(
      await caller.request('PATCH', '/uploads/unknown', {
        body: {},
        headers: { 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0' },
      }),
      400,
      'invalid-request',
    );
    const other = { ...portal, slug: 'no-such-portal' };
    isProblem(await (await visitor(test, other)).get('/portal'), 404, 'not-found');
  });

  it('says nothing of its inside when it fails', async () => {
    const desk = new Proxy(test.options.ports.desk, {
      get: (target, name) =>
        name === 'listTickets'
          ? () => Promise.reject(new Error('secret detail'))
          : (Reflect.get(target, name, target) as unknown),
    });
    const broken = await testApp({ ports: { ...test.options.ports, desk } });
    const there = await signIn(broken, portal, await makeContact(portal));
    const answer = await there.get('/tickets');
    isProblem(answer, 500, 'internal');
    assert.equal(answer.body.includes('secret'), false);
    assert.ok(broken.log.join('').includes('secret detail'));
  });

  it('answers unavailable when the database is away', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' });
    const desk = new Proxy(test.options.ports.desk, { get: () => () => Promise.reject(away) });
    const broken = await testApp({ ports: { ...test.options.ports, desk } });
    const answer = await (await signIn(broken, portal, await makeContact(portal))).get('/tickets');
    isProblem(answer, 503, 'unavailable');
    assert.equal(answer.body.includes('10.0.0.1'), false);
  });

  it('lets in the portal’s own sites and no others', async () => {
    const origin = (value: string) => ({ headers: { Origin: value } });
    const good = await caller.get('/tickets', origin(KB));
    assert.equal(good.statusCode, 200);
    assert.equal(good.headers['access-control-allow-origin'], KB);
    assert.match(String(good.headers['access-control-expose-headers']), /Request-Id/);
    assert.match(String(good.headers['vary']), /Origin/);
    assert.equal(good.headers['access-control-allow-credentials'], undefined);
    assert.equal((await caller.get('/tickets', origin('http://portico.test'))).statusCode, 200);
    for (const value of ['https://evil.example', 'null', `${KB}.evil.example`, 'http://kb.lumen.example']) {
      const answer = await caller.get('/tickets', origin(value));
      isProblem(answer, 403, 'origin-refused');
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
    }
    const failed = await caller.get('/tickets/unknown', origin(KB));
    isProblem(failed, 404, 'not-found');
    assert.equal(failed.headers['access-control-allow-origin'], KB);
  });

  it('answers a preflight for the portal’s own sites only', async () => {
    const preflight = (origin: string) =>
      test.app.inject({
        method: 'OPTIONS',
        url: `${base}/tickets`,
        headers: {
          host: 'portico.test',
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,dpop,content-type,idempotency-key',
        },
      });
    const good = await preflight(KB);
    assert.equal(good.statusCode, 204);
    assert.equal(good.headers['access-control-allow-origin'], KB);
    for (const name of ['Authorization', 'DPoP', 'Idempotency-Key', 'Upload-Offset', 'Tus-Resumable']) {
      assert.ok(String(good.headers['access-control-allow-headers']).includes(name), name);
    }
    assert.ok(String(good.headers['access-control-allow-methods']).includes('PATCH'));
    const evil = await preflight('https://evil.example');
    assert.equal(evil.headers['access-control-allow-origin'], undefined);
    assert.notEqual(evil.statusCode, 204);
  });

  it('is off when the portal is', async () => {
    const off = await makePortal({ is_on: false });
    isProblem(await (await visitor(test, off)).get('/portal'), 503, 'portal-off');
    const page = await test.app.inject({ url: `/${off.slug}`, headers: { host: 'portico.test' } });
    assert.equal(page.statusCode, 503);
    assert.match(page.body, /not available at the moment/);
    assert.equal(page.headers['content-security-policy'], PAGE_CSP);
  });

  it('limits what one address may send, and what one person may create', async () => {
    const limited = await testApp({ requestsPerMinute: 5 });
    const somebody = await visitor(limited, portal);
    for (let count = 0; count < 5; count += 1) assert.equal((await somebody.get('/portal')).statusCode, 200);
    const refused = await somebody.get('/portal', { headers: { Origin: KB } });
    isProblem(refused, 429, 'rate-limited');
    assert.ok(Number(refused.headers['retry-after']) > 0);
    assert.equal(refused.headers['access-control-allow-origin'], KB);

    const contact = await makeContact(portal);
    const busy = await signIn(test, portal, contact);
    const statuses = new Set<number>();
    for (let count = 0; count < 121; count += 1)
      statuses.add((await busy.post('/tickets/unknown/messages', { text: 'x' })).statusCode);
    assert.deepEqual([...statuses], [404, 429]);
  });

  it('logs no address, no words, nobody’s name', async () => {
    const quiet = await testApp();
    const contact = await makeContact(portal, { name: 'Zacharias Secretname' });
    const ticket = await makeTicket(portal, contact, { subject: 'Secretsubject' });
    const there = await signIn(quiet, portal, contact);
    await there.get('/tickets?q=Secretquery');
    await there.post(`/tickets/${ticket.id}/messages`, { text: 'Secrettext' });
    await there.signIn('secret@mail.example', 'Secretpassword');
    const log = quiet.log.join('');
    for (const word of [/secret/i, /Zacharias/, new RegExp(contact.email, 'i'), new RegExp(ticket.id), /127\.0\.0\.1/])
      assert.doesNotMatch(log, word);
    assert.equal(log.includes(there.token ?? '?'), false);
    const lines = quiet.log.map((line) => JSON.parse(line));
    assert.ok(
      lines.some(({ operation, status, requestId }) => operation === 'listTickets' && status === 200 && requestId),
    );
  });

  it('sends only what the contract names', async () => {
    const desk = new Proxy(test.options.ports.desk, {
      get: (target, name) => {
        if (name !== 'findTicket') return Reflect.get(target, name, target) as unknown;
        return async (...args: Parameters<typeof target.findTicket>) => {
          const ticket = await target.findTicket(...args);
          return ticket && { ...ticket, properties: [], internal: 'leak' };
        };
      },
    });
    const app = await testApp({ ports: { ...test.options.ports, desk } });
    const contact = await makeContact(portal);
    const ticket = await makeTicket(portal, contact);
    const answer = await (await signIn(app, portal, contact)).get(`/tickets/${ticket.id}`);
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.body.includes('leak'), false);
  });
});

describe('the pages', () => {
  let test: TestApp;
  let portal: MadePortal;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-pages-'));
    await mkdir(join(folder, 'chunks'));
    await mkdir(join(folder, 'demo'));
    await writeFile(join(folder, 'portico.js'), 'export {};');
    await writeFile(join(folder, 'package.json'), '{}');
    await writeFile(join(folder, 'chunks', 'ticket-abc123.js'), 'export {};');
    await writeFile(join(folder, 'demo', 'index.html'), '<!doctype html><title>KB</title>');
    test = await testApp({
      assetsFolder: folder,
      demoFolder: join(folder, 'demo'),
      metricsToken: 'a-token-for-metrics',
    });
    portal = await makePortal({ name: 'Help <b>"us"</b>', languages: ['fi'] });
  });

  after(() => rm(folder, { recursive: true, force: true }));

  const get = (url: string, headers: Record<string, string> = {}) =>
    test.app.inject({ url, headers: { host: 'portico.test', ...headers } });

  it('show the portal under its name and language', async () => {
    const page = await get(`/${portal.slug}`);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /<html lang="fi">/);
    assert.match(page.body, /<title>Help &lt;b&gt;&quot;us&quot;&lt;\/b&gt;<\/title>/);
    assert.ok(page.body.includes(`<portico-portal src="http://portico.test/${portal.slug}" heading="">`));
    assert.equal(page.headers['content-security-policy'], PAGE_CSP);
    assert.doesNotMatch(page.body, /<style|style=|<script(?![^>]*\bsrc=)|\son[a-z]+=/);
    assert.equal((await get('/assets/hosted/page.css')).statusCode, 200);
    assert.equal((await get('/assets/hosted/icon.svg')).statusCode, 200);
  });

  it('are found with a slash behind, and in capitals', async () => {
    for (const url of [`/${portal.slug}/`, `/${portal.slug.toUpperCase()}`, `/${portal.slug.toUpperCase()}/?a=//b`]) {
      const moved = await get(url);
      assert.equal(moved.statusCode, 308, url);
      assert.equal(moved.headers['location'], `/${portal.slug}`);
    }
    for (const url of ['/nobody/', '//evil.example/', '/%2Fevil.example/']) {
      const missing = await get(url);
      assert.equal(missing.statusCode, 404, url);
      assert.equal(missing.headers['location'], undefined);
    }
  });

  it('answer who asks for the head alone', async () => {
    for (const url of [`/${portal.slug}`, '/healthz', '/readyz', '/assets/portico.js', '/']) {
      const answer = await test.app.inject({ method: 'HEAD', url, headers: { host: 'portico.test' } });
      assert.equal(answer.statusCode, 200, url);
      assert.equal(answer.body, '');
    }
  });

  it('answer politely where nothing is', async () => {
    for (const url of [
      '/nobody',
      '/nobody/else',
      '/assets/unknown.js',
      '/assets/package.json',
      '/assets/../package.json',
    ]) {
      const page = await get(url);
      assert.equal(page.statusCode, 404, url);
      assert.equal(page.headers['content-security-policy'], PAGE_CSP);
    }
  });

  it('bring the bundle to any site, chunks for ever, the entry after asking', async () => {
    const entry = await get('/assets/portico.js', { origin: 'https://anywhere.example' });
    assert.equal(entry.statusCode, 200);
    assert.equal(entry.headers['access-control-allow-origin'], '*');
    assert.equal(entry.headers['cross-origin-resource-policy'], 'cross-origin');
    assert.match(String(entry.headers['cache-control']), /no-cache/);
    assert.match(String(entry.headers['content-type']), /javascript/);
    assert.equal((await get('/assets/portico.js', { 'if-none-match': String(entry.headers['etag']) })).statusCode, 304);
    const chunk = await get('/assets/chunks/ticket-abc123.js');
    assert.match(String(chunk.headers['cache-control']), /immutable/);
  });

  it('are the demo’s own in a demo', async () => {
    const page = await get('/');
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /KB/);
    assert.equal(page.headers['content-security-policy'], PAGE_CSP);
    const plain = await testApp();
    assert.equal((await plain.app.inject({ url: '/', headers: { host: 'portico.test' } })).statusCode, 404);
  });

  it('tell whether the server is well', async () => {
    assert.equal((await get('/healthz')).statusCode, 200);
    assert.equal((await get('/readyz')).statusCode, 200);
    assert.equal((await get('/metrics')).statusCode, 401);
    await get(`/${portal.slug}/api/v1/portal`);
    const metrics = await get('/metrics', { authorization: 'Bearer a-token-for-metrics' });
    assert.equal(metrics.statusCode, 200);
    assert.match(metrics.body, /portico_http_request_duration_seconds_count\{operation="getPortal",status="200"\} 1/);
    assert.match(metrics.body, /portico_database_connections\{state="idle"\}/);
    assert.equal(metrics.body.includes(portal.slug), false);
  });

  it('name every request', async () => {
    const [one, two] = [await get('/healthz'), await get('/healthz', { 'request-id': 'mine' })];
    assert.notEqual(one.headers['request-id'], two.headers['request-id']);
    assert.notEqual(two.headers['request-id'], 'mine');
    assert.equal(one.headers['x-content-type-options'], 'nosniff');
    assert.equal(String(one.headers['request-id']).length, newId().length);
  });
});
