import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engines, reads, until, type Window } from './engines.ts';
import { DemoServer, freePort } from './support.ts';

const TICKET = 'JAM LOST on two Plovers out of six';
const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** A page of another server than the portal's, with the portal in it; it loads the library from there, or from where it says. */
function hostPage(portal: string, attributes: string, from = portal): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Docs</title><h1>Docs</h1>
    <script src="/watch.js"></script>
    <script type="module" src="${from}/assets/portico.js"></script>
    <portico-portal src="${portal}/help" ${attributes}></portico-portal>`;
}

/** The strictest policy that a page with a portal of another server can have: it serves the library itself. What it stops is reported. */
const policyFor = (portal: string, scripts = ''): string =>
  [
    "default-src 'none'",
    `script-src 'self'${scripts}`,
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${portal}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html portico dompurify',
    'report-uri /reports',
  ].join('; ');

/** Keeps what a policy stops, over every page of the window. */
const watchScript = `addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  sessionStorage.setItem('stopped', (sessionStorage.getItem('stopped') ?? '') + effectiveDirective + ' ' + blockedURI + '\\n'));`;

/** What a policy has stopped in this window. Runs in the page. */
const stopped = (): string => sessionStorage.getItem('stopped') ?? '';

/** What is drawn, through all shadow roots: the file or the words of each picture that has more than one colour. Runs in the page. */
function drawn(): string[] {
  const isBlank = (canvas: HTMLCanvasElement): boolean => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size < 2;
  };
  const search = (root: Document | ShadowRoot): string[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element instanceof HTMLCanvasElement && !isBlank(element)
        ? [element.ariaLabel ?? element.closest('button')?.title ?? '']
        : []),
      ...(element.shadowRoot ? search(element.shadowRoot) : []),
    ]);
  return search(document);
}

/** Brings the first picture of a message into sight, and closes the viewer. Runs in the page. */
function turnToMessages(): void {
  const portal = document.querySelector('portico-portal')?.shadowRoot;
  const ticket = portal?.querySelector('portico-ticket')?.shadowRoot;
  ticket?.querySelector('dialog')?.close();
  ticket?.querySelector('.own')?.scrollIntoView({ behavior: 'instant' });
}

/** A page with a Lit of its own that draws before or after the portal, under a policy that lets each name be taken once. */
function litPage(portal: string, first: boolean): string {
  const own = '<script type="module" src="/own.js"></script>';
  const ours = `<script type="module" src="${portal}/assets/portico.js"></script>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Docs</title><main></main>
    ${first ? own + ours : ours + own}<portico-portal src="${portal}/help" images="canvas"></portico-portal>`;
}

/** What the page draws with it. */
const ownScript =
  "import { html, render } from '/lit-html.js'; render(html`<p>${'Drawn'} by the page.</p>`, document.querySelector('main'));";

/** Sets a cookie that may go everywhere, and says whether it came back. */
function probe(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Set-Cookie', 'probe=1; Path=/; SameSite=None; Secure');
  response.end(request.headers.cookie?.includes('probe=') ? 'came back' : 'did not come');
}

/** What has a `style` attribute, through all shadow roots. Runs in the page. */
function styled(): string[] {
  const search = (root: Document | ShadowRoot): string[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element.hasAttribute('style') ? [`<${element.localName} style="${element.getAttribute('style')}">`] : []),
      ...(element.shadowRoot ? search(element.shadowRoot) : []),
    ]);
  return search(document);
}

/** Drops a file on the reply. Runs in the page. */
function drop(name: string): void {
  const search = (root: Document | ShadowRoot): Element | undefined => {
    for (const element of root.querySelectorAll('*')) {
      const found = element.matches('textarea') ? element : element.shadowRoot && search(element.shadowRoot);
      if (found) return found;
    }
    return undefined;
  };
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['-12 dB'], name, { type: 'text/plain' }));
  search(document)?.dispatchEvent(
    new DragEvent('drop', { bubbles: true, composed: true, cancelable: true, dataTransfer }),
  );
}

// The portal is at localhost. For browsers 127.0.0.1 is another site; another port of localhost is the same one.
describe('a portal in pages of other servers', () => {
  let portal: DemoServer;
  let host: Server;
  let port: number;
  /** What the browsers said a policy had stopped. */
  const reports: string[] = [];
  /** How often the page's server was asked for the worker. */
  let workers = 0;

  before(async () => {
    // Its log says what was refused.
    portal = await DemoServer.start({ PORTICO_LOG_LEVEL: 'info' });
    port = await freePort();
    const lit = await readFile(fileURLToPath(import.meta.resolve('lit-html')), 'utf8');
    host = createServer((request, response) => {
      if (request.url === '/probe') return probe(request, response);
      if (request.url === '/reports') {
        request.setEncoding('utf8').on('data', (report: string) => reports.push(report));
        return void response.writeHead(204).end();
      }
      const script = { '/lit-html.js': lit, '/own.js': ownScript, '/watch.js': watchScript }[request.url ?? ''];
      const [, file] = /^\/assets\/((?:chunks\/)?[\w.-]+\.js)$/.exec(request.url ?? '') ?? [];
      if (file === 'portico.work.js') workers++;
      if (script !== undefined || file !== undefined) {
        response.setHeader('Content-Type', 'text/javascript').setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
        return void (script === undefined ? createReadStream(DIST + file).pipe(response) : response.end(script));
      }
      const policy = {
        '/': policyFor(portal.address),
        '/unsaid': policyFor(portal.address).replace(/; report-uri.*/, ''),
        '/lit-first': policyFor(portal.address, ` ${portal.address}`),
        '/lit-last': policyFor(portal.address, ` ${portal.address}`),
      }[request.url ?? ''];
      if (policy)
        response.setHeader('Content-Security-Policy', policy).setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      const page = {
        '/': hostPage(portal.address, 'images="canvas"', ''),
        '/unsaid': hostPage(portal.address, '', ''),
        '/cookie': hostPage(portal.address, 'session="cookie"'),
        '/late':
          '<script>const { now } = Date; Date.now = () => now() - 600_000;</script>' + hostPage(portal.address, ''),
        '/lit-first': litPage(portal.address, true),
        '/lit-last': litPage(portal.address, false),
        '/evil': '<!doctype html><title>Win a prize</title><p>Nothing to see.</p>',
      }[request.url ?? ''];
      response.end(page ?? hostPage(portal.address, ''));
    });
    await new Promise<void>((resolve) => host.listen(port, 'localhost', resolve));
    // Both names of this machine, whichever of its addresses they stand for.
    await new Promise<void>((resolve, reject) => {
      const address = host.address();
      if (address === null || typeof address === 'string' || address.family === 'IPv4') return resolve();
      const other = createServer(host.listeners('request')[0] as () => void);
      other.once('error', reject);
      other.listen(port, '127.0.0.1', resolve);
      host.once('close', () => other.close());
    });
    const allowed_origins = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
    await portal.withDatabase((db) =>
      db.updateTable('portals').set({ allowed_origins, cookie_sessions: true }).execute(),
    );
  });

  after(async () => {
    host?.closeAllConnections();
    await new Promise((resolve) => host?.close(resolve));
    await portal?.stop();
  });

  const signIn = async (window: Window): Promise<void> => {
    await window.fill('E-mail', 'mika@lumen.example');
    await window.fill('Password', 'portico-demo-1');
    await window.click('button', 'Sign in');
    await reads(window, TICKET);
  };

  const draws = async (window: Window, name: string, count = 1): Promise<void> => {
    const holds = async () => (await window.run(drawn)).filter((other) => other === name).length === count;
    await until(holds, `${count} pictures of “${name}”`);
  };

  /** A small picture, the same over the whole window, and one inside of a message. */
  const lookAtPictures = async (window: Window): Promise<void> => {
    await draws(window, 'plover-jam-lost.png');
    await window.click('button', 'View plover-jam-lost.png');
    await draws(window, 'plover-jam-lost.png', 2);
    await window.run(turnToMessages);
    await window.click('link', 'Tickets');
    await window.click('link', 'Card B stays empty after a hot swap');
    await until(async () => {
      await window.run(turnToMessages);
      return (await window.run(drawn)).includes('The light of slot B is off');
    }, 'a picture in a message');
    assert.deepEqual(await window.run(styled), []);
  };

  /** Sends a request, and is done when the page has started the worker for the work it costs. */
  const askWithoutAccount = async (window: Window, email: string): Promise<void> => {
    workers = 0;
    await window.run(() => void (location.hash = '#/new'));
    await window.fill('Your name', 'Noor');
    await window.fill('E-mail address', email);
    await window.fill('Subject', 'Sync');
    await window.fill('Your question', 'How?');
    await window.click('field', 'I agree that Wrenfield answers me by e-mail.');
    await window.click('button', 'Send');
    await until(async () => workers === 1, 'the worker');
  };

  const journey = async (window: Window, address: string, words: string, drawing?: boolean): Promise<void> => {
    await window.open(address);
    await signIn(window);
    assert.deepEqual(await window.run(styled), []);
    await window.click('link', TICKET);
    await window.fill('Reply', words);
    await window.run(drop, 'levels.txt');
    // The button is still moving before.
    await reads(window, 'Ready');
    assert.deepEqual(await window.run(styled), []);
    await window.click('button', 'Send reply');
    await reads(window, 'Your reply was sent.');
    await window.reload();
    await reads(window, words);
    await reads(window, 'levels.txt');
    assert.deepEqual(await window.run(styled), []);
    if (drawing) {
      await lookAtPictures(window);
      await reads(window, 'Images from the internet cannot be shown on this page.');
    }
    await window.click('button', 'Sign out');
    await reads(window, 'Password');
    await window.reload();
    await reads(window, 'Password');
  };

  for (const [engine, start] of Object.entries(engines)) {
    describe(`in ${engine}`, () => {
      let window: Window;

      before(async () => {
        window = await start();
      });

      after(async () => {
        await window?.close();
      });

      it('has no use for a cookie of a third party: there is none', async () => {
        await window.open(`http://127.0.0.1:${port}/evil`);
        const probed = await window.run(async (address: string) => {
          const ask = async () => (await fetch(address, { credentials: 'include' })).text();
          return [await ask(), await ask()];
        }, `http://localhost:${port}/probe`);
        assert.deepEqual(probed, ['did not come', 'did not come']);
      });

      it('goes the whole way on another site, under the strictest policy', async () => {
        await journey(window, `http://127.0.0.1:${port}/`, `From another site, in ${engine}.`, true);
        await askWithoutAccount(window, `noor@${engine}.example`);
        assert.equal(await window.run(stopped), '');
        assert.deepEqual(reports, []);
      });

      it('shows pictures under that policy also where nobody has said that they are to be drawn', async () => {
        await window.open(`http://127.0.0.1:${port}/unsaid`);
        await signIn(window);
        await window.click('link', TICKET);
        await draws(window, 'plover-jam-lost.png');
        await window.click('button', 'Sign out');
        await reads(window, 'Password');
        assert.match(await window.run(stopped), /^(img-src \S+\n)+$/);
      });

      for (const place of ['first', 'last'])
        it(`lets a Lit of the page's own draw too, which comes ${place}`, async () => {
          await window.open(`http://127.0.0.1:${port}/lit-${place}`);
          await reads(window, 'Drawn by the page.');
          await reads(window, 'Password');
          assert.deepEqual(reports, []);
        });

      it('learns the time where the clock is ten minutes late', async () => {
        await window.open(`http://127.0.0.1:${port}/late`);
        await signIn(window);
        await window.click('button', 'Sign out');
        await reads(window, 'Password');
      });

      it('says on another site that a cookie holds no session there', async () => {
        await window.open(`http://127.0.0.1:${port}/cookie`);
        await reads(window, 'This portal may not be used from this web site.');
        assert.equal((await window.text()).includes(TICKET), false);
      });

      it('goes the whole way on its own site, with a cookie', async () => {
        await journey(window, `http://localhost:${port}/cookie`, `With a cookie, in ${engine}.`);
      });

      it('lets no other site use the cookie', async () => {
        await window.open(`http://localhost:${port}/cookie`);
        await signIn(window);
        assert.equal(await window.run(() => document.cookie.includes('portico')), false);
        await window.open(`http://127.0.0.1:${port}/evil`);
        const outcomes = await window.run(async (api: string) => {
          const tries: [string, RequestInit][] = [
            ['read', { credentials: 'include' }],
            ['read, as the library', { credentials: 'include', headers: { 'Portico-Session': 'cookie::' } }],
            ['write, unseen', { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{"text":"forged"}' }],
            ['end', { method: 'DELETE', credentials: 'include', headers: { 'Portico-Session': 'cookie::' } }],
          ];
          const done: string[] = [];
          for (const [name, options] of tries) {
            const answer = await fetch(`${api}/session`, options).catch(() => null);
            done.push(`${name}: ${answer?.ok === true}`);
          }
          return done;
        }, `${portal.address}/help/api/v1`);
        assert.deepEqual(outcomes, [
          'read: false',
          'read, as the library: false',
          'write, unseen: false',
          'end: false',
        ]);
        // A form that sends itself; what browsers do with the answer differs, so the server is asked.
        const refusals = () => portal.log.filter((line) => /"createSession".*"status":4\d\d/.test(line)).length;
        const earlier = refusals();
        await window.run((address: string) => {
          const form = document.createElement('form');
          Object.assign(form, { method: 'post', action: address, enctype: 'text/plain' });
          const field = document.createElement('input');
          Object.assign(field, { name: '{"email":"mika@lumen.example","password":"', value: 'portico-demo-1"}' });
          form.append(field);
          document.body.append(form);
          form.submit();
        }, `${portal.address}/help/api/v1/session`);
        await until(async () => refusals() > earlier, 'a refusal');
        await window.open(`http://localhost:${port}/cookie`);
        await reads(window, TICKET);
      });
    });
  }
});
