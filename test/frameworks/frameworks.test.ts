import assert from 'node:assert/strict';
import type { SpawnOptions } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { npm, root } from '../../scripts/run.ts';
import { DemoServer, freePort, openBrowser, Person } from '../e2e/support.ts';

const TICKET = 'JAM LOST on two Plovers out of six';
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Serves a folder at the root of localhost. */
async function serve(folder: string, port: number): Promise<Server> {
  const server = createServer(({ url }, response) => {
    const file = join(folder, new URL(url ?? '/', 'http://localhost').pathname.replace(/\/$/, '/index.html'));
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  return server;
}

// Each is installed and built as somebody would who copies it, types of its templates included.
describe('the examples of frameworks', () => {
  let portal: DemoServer;
  let browser: Browser;
  let port: number;

  before(async () => {
    [portal, browser] = await Promise.all([DemoServer.start(), openBrowser()]);
    port = await freePort();
    const allowed_origins = [`http://localhost:${port}`];
    await portal.withDatabase((db) => db.updateTable('portals').set({ allowed_origins }).execute());
  });

  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  for (const [name, build] of Object.entries({
    React: ['react', 'build'],
    Vue: ['vue', 'build'],
    Svelte: ['svelte', 'build'],
    Angular: ['angular', 'build', '--', '--define'],
  })) {
    it(
      `works in ${name}: attributes, properties, typed events, leaving and coming back`,
      { timeout: 240_000 },
      async () => {
        const [folder, ...script] = build;
        const cwd = join(root, 'demo/frameworks', folder!);
        const address = `${portal.address}/help`;
        const env = { ...process.env, VITE_PORTAL: address, npm_config_loglevel: 'error' };
        const options: SpawnOptions = { cwd, stdio: ['ignore', 'ignore', 'inherit'], env };
        const define = script.includes('--define') ? [`PORTAL='${address}'`] : [];
        // As `npm ci`, but content with a lock that leaves out what other systems need.
        await npm(['install', '--no-save', '--no-audit', '--no-fund', '--prefer-offline'], options);
        await npm(['run', ...script, ...define], options);
        const server = await serve(join(cwd, 'dist'), port);
        const person = await Person.at(browser);
        try {
          await person.open(`http://localhost:${port}/`);
          await person.reads(`Portico in ${name}`);
          await person.signIn('mika@lumen.example');
          await person.click('link', TICKET);
          await person.reads('Heard: ticket ');
          // Until then the page moves.
          await person.find('textbox', 'Reply').wait();
          await person.click('button', 'Close support');
          await person.doesNotRead(TICKET);
          await person.click('button', 'Open support');
          await person.find('link', TICKET).wait();
          await person.click('button', 'Ask a question');
          await person.click('button', 'File a support ticket');
          await person.find('textbox', 'Subject').wait();
          await person.click('button', 'Sign out');
          await person.reads('Heard: signed out');
          assert.deepEqual(person.complaints, { console: [], policy: [], outside: [] });
        } finally {
          await person.leave();
          server.closeAllConnections();
          server.close();
        }
      },
    );
  }
});
