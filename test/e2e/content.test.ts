import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { xssVectors } from '../support/xss-vectors.ts';
import { DemoServer, openBrowser, Person } from './support.ts';

interface Safe {
  toFragment: (html: string, options: { images: boolean; quote: string }) => { fragment: DocumentFragment };
}

// The build takes something away from DOMPurify (decision 0006), so the bundle's own sanitiser is held against the vectors too.
describe('the sanitiser of the bundle', () => {
  let server: DemoServer;
  let browser: Browser;
  let visitor: Person;
  let chunk: string;

  before(async () => {
    const manifest = JSON.parse(await readFile(new URL('../../dist/manifest.json', import.meta.url), 'utf8')) as Record<
      string,
      { role: string }
    >;
    chunk = `/assets/${Object.keys(manifest).find((name) => manifest[name]?.role === 'dompurify')}`;
    server = await DemoServer.start();
    browser = await openBrowser();
    visitor = await Person.at(browser);
    await visitor.open(`${server.address}/help`);
    await visitor.find('textbox', 'E-mail').wait();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('lets nothing of any vector run, and leaves only what it may', async () => {
    const ran: string[] = [];
    visitor.page.on('dialog', (dialog) => {
      ran.push(dialog.message());
      void dialog.dismiss();
    });
    const left = await visitor.page.evaluate(
      async (address, vectors) => {
        const { toFragment } = (await import(address)) as Safe;
        const wrong: string[] = [];
        for (const vector of vectors) {
          for (const images of [false, true]) {
            const place = document.createElement('div');
            place.append(toFragment(vector, { images, quote: 'Quoted text' }).fragment);
            document.body.append(place);
            for (const element of place.querySelectorAll('*')) {
              const names = element
                .getAttributeNames()
                .filter((name) => /^on|^style$|^id$|^name$|^srcset$|:/.test(name));
              const address = element.getAttribute('href') ?? element.getAttribute('src') ?? 'https:';
              const forbidden = /^(script|style|iframe|object|embed|form|input|button|link|meta|base|template)$|-/;
              if (
                names.length ||
                forbidden.test(element.localName) ||
                !/^(https?|mailto|tel):/i.test(address.trim()) ||
                element.namespaceURI !== 'http://www.w3.org/1999/xhtml'
              ) {
                wrong.push(`${vector} -> ${element.outerHTML}`);
              }
              for (const type of ['mouseover', 'focus', 'load', 'error', 'toggle'])
                element.dispatchEvent(new Event(type));
            }
            await new Promise((resolve) => setTimeout(resolve));
            place.remove();
          }
        }
        return wrong;
      },
      chunk,
      xssVectors,
    );
    assert.deepEqual(left, []);
    assert.deepEqual(ran, []);
    // Chromium tells of handlers and styles while they are parsed into the inert document the sanitiser reads; it tells of no other kind.
    const told = visitor.complaints.policy.filter(
      (text) => !/^(script-src-attr|style-src-(attr|elem)) inline/.test(text),
    );
    assert.deepEqual(told, []);
    assert.ok(xssVectors.length > 100);
  });

  it('still shows what people write', async () => {
    const html =
      '<p>One <b>two</b> <a href="https://a.example/">three</a></p><table><tbody><tr><td>4</td></tr></tbody></table>';
    const shown = await visitor.page.evaluate(
      async (address, source) => {
        const { toFragment } = (await import(address)) as Safe;
        const place = document.createElement('div');
        place.append(toFragment(source, { images: false, quote: '' }).fragment);
        return [...place.querySelectorAll('*')].map(({ localName }) => localName);
      },
      chunk,
      html,
    );
    assert.deepEqual(shown, ['p', 'b', 'a', 'table', 'tbody', 'tr', 'td']);
  });
});
