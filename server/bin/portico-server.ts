#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { createContact, createPortal } from '../accounts/set-up.ts';
import { ENVIRONMENT, readConfig } from '../config/config.ts';
import { openStore, start, stopOnSignals } from '../main.ts';
import { StartError } from '../start-error.ts';

const HELP = `portico-server: a customer portal that lives inside any web site

  portico-server                     start the server
  portico-server --demo              start it with the demo's portal, people and pages, on this machine only
  portico-server create-portal       make a portal: --slug help --name "Help" [--language en] [--origin https://docs.example.com ...]
  portico-server create-contact      make a person who can sign in: --portal help --email mika@example.com --name "Mika" [--company "Name"]
                                     the password is the first line of standard input
  portico-server --help | --version

Stop the server before a command when it uses the embedded database.

Environment:
${Object.entries(ENVIRONMENT)
  .map(([name, meaning]) => `  ${name.padEnd(22)} ${meaning}`)
  .join('\n')}
`;

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`portico-server: ${error.message}\n`);
  process.exitCode = 1;
}

async function run(given: string[]): Promise<void> {
  const { values, positionals } = parse(given);
  const [command, ...rest] = positionals;
  if (values.help) return print(HELP);
  if (values.version) return print(`${version()}\n`);
  if (rest.length > 0) throw new StartError(`Unknown argument ${rest[0]}. See --help.`);
  switch (command) {
    case undefined:
      return serve(values.demo);
    case 'create-portal':
      return withDatabase((db) =>
        createPortal(db, {
          slug: needed(values.slug, '--slug'),
          name: needed(values.name, '--name'),
          language: values.language,
          origins: values.origin,
        }),
      );
    case 'create-contact': {
      const contact = {
        portal: needed(values.portal, '--portal'),
        email: needed(values.email, '--email'),
        name: needed(values.name, '--name'),
        company: values.company ?? null,
      };
      const password = (await text(process.stdin)).split(/\r?\n/, 1)[0] ?? '';
      return withDatabase((db) => createContact(db, { ...contact, password }));
    }
    default:
      throw new StartError(`Unknown command ${command}. See --help.`);
  }
}

async function serve(demo: boolean): Promise<void> {
  const config = readConfig(process.env, { demo });
  const server = await start(config);
  stopOnSignals(server);
  const address = config.publicUrl ?? server.url.replace('127.0.0.1', 'localhost');
  if (demo) {
    print(
      `Knowledge base with the portal in it: ${address}/\nThe portal on a page of its own:       ${address}/help\n`,
    );
  } else {
    print(`Portico answers at ${address}\n`);
  }
}

async function withDatabase(work: (db: Awaited<ReturnType<typeof openStore>>['db']) => Promise<void>): Promise<void> {
  const database = await openStore(readConfig(process.env));
  try {
    await work(database.db);
  } finally {
    await database.close();
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
        demo: { type: 'boolean', default: false },
        slug: { type: 'string' },
        name: { type: 'string' },
        language: { type: 'string', default: 'en' },
        origin: { type: 'string', multiple: true, default: [] },
        portal: { type: 'string' },
        email: { type: 'string' },
        company: { type: 'string' },
      },
    });
  } catch (error) {
    throw new StartError(`${(error as Error).message.split('.', 1)[0]}. See --help.`);
  }
}

function needed(value: string | undefined, name: string): string {
  if (value === undefined || value.trim() === '') throw new StartError(`${name} is missing. See --help.`);
  return value;
}

function version(): string {
  return (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}

function print(line: string): void {
  process.stdout.write(line);
}
