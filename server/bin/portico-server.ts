#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { createContact, createPortal, setPortal } from '../accounts/set-up.ts';
import { auditLines, createStaffLink } from '../accounts/staff-view.ts';
import { distrustHost, trustHost, type HostKeySource } from '../accounts/trust.ts';
import { ENVIRONMENT, readConfig } from '../config/config.ts';
import { openStore, start, stopOnSignals } from '../main.ts';
import { StartError } from '../start-error.ts';

const HELP = `portico-server: a customer portal that lives inside any web site

  portico-server                     start the server
  portico-server --demo              start it with the demo's portal, people and pages, on this machine only
  portico-server create-portal       make a portal: --slug help --name "Help" [--language en] [--origin https://docs.example.com ...] [--cookie-sessions on]
  portico-server set-portal          change its settings: --portal help [--origin https://docs.example.com ...] [--cookie-sessions on|off]
                                     the origins that are named take the place of all before
  portico-server create-contact      make a person who can sign in: --portal help --email mika@example.com --name "Mika" [--company "Name"]
                                     the password is the first line of standard input
  portico-server trust-host          take the tokens of a page that has its own login: --portal help --issuer https://example.com --audience portico
                                     with --jwks-url https://example.com/jwks.json, or --jwks-file keys.json (RS256, ES256, EdDSA),
                                     or --secret (HS256): the secret is the first line of standard input, and PORTICO_SECRET has to be set
  portico-server distrust-host       take them no more: --portal help --issuer https://example.com
  portico-server view-as             see a portal as one of its customers does, without changing anything:
                                     --portal help --email mika@example.com --by "Anna of the team"
                                     prints a link that works once, within five minutes, for twenty minutes; both are logged
  portico-server audit-log           print who saw the portal as whom, and which tickets: --portal help
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
          origins: values.origin ?? [],
          cookieSessions: isOn(values, 'cookie-sessions'),
        }),
      );
    case 'set-portal': {
      const portal = needed(values.portal, '--portal');
      const changes = { origins: values.origin, cookieSessions: isOn(values, 'cookie-sessions') };
      return withDatabase((db) => setPortal(db, portal, changes));
    }
    case 'create-contact': {
      const contact = {
        portal: needed(values.portal, '--portal'),
        email: needed(values.email, '--email'),
        name: needed(values.name, '--name'),
        company: values.company ?? null,
      };
      const password = await firstLine();
      return withDatabase((db) => createContact(db, { ...contact, password }));
    }
    case 'trust-host': {
      const host = {
        portal: needed(values.portal, '--portal'),
        issuer: needed(values.issuer, '--issuer'),
        audience: needed(values.audience, '--audience'),
        keys: await keysOf(values),
      };
      return withDatabase((db) => trustHost(db, host));
    }
    case 'distrust-host': {
      const [portal, issuer] = [needed(values.portal, '--portal'), needed(values.issuer, '--issuer')];
      return withDatabase((db) => distrustHost(db, portal, issuer));
    }
    case 'view-as': {
      const [portal, email] = [needed(values.portal, '--portal'), needed(values.email, '--email')];
      const by = needed(values.by, '--by');
      return withDatabase(async (db, { publicUrl, port }) => {
        const link = await createStaffLink(db, { portal, email, by }, new Date());
        print(`${publicUrl ?? `http://localhost:${port}`}${link}\n`);
      });
    }
    case 'audit-log': {
      const portal = needed(values.portal, '--portal');
      return withDatabase(async (db) => {
        for (const line of await auditLines(db, portal)) print(`${line}\n`);
      });
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

async function withDatabase(
  work: (db: Awaited<ReturnType<typeof openStore>>['db'], config: ReturnType<typeof readConfig>) => Promise<void>,
): Promise<void> {
  const config = readConfig(process.env);
  const database = await openStore(config);
  try {
    await work(database.db, config);
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
        origin: { type: 'string', multiple: true },
        'cookie-sessions': { type: 'string' },
        portal: { type: 'string' },
        email: { type: 'string' },
        by: { type: 'string' },
        company: { type: 'string' },
        issuer: { type: 'string' },
        audience: { type: 'string' },
        'jwks-url': { type: 'string' },
        'jwks-file': { type: 'string' },
        secret: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new StartError(`${(error as Error).message.split('.', 1)[0]}. See --help.`);
  }
}

async function keysOf(given: {
  'jwks-url'?: string | undefined;
  'jwks-file'?: string | undefined;
  secret: boolean;
}): Promise<HostKeySource> {
  const { 'jwks-url': url, 'jwks-file': file, secret } = given;
  if ([url !== undefined, file !== undefined, secret].filter(Boolean).length !== 1)
    throw new StartError('One of --jwks-url, --jwks-file and --secret is needed. See --help.');
  if (url !== undefined) return { kind: 'jwks-url', url };
  if (file === undefined)
    return { kind: 'secret', secret: await firstLine(), serverSecret: readConfig(process.env).secret };
  try {
    return { kind: 'jwks', text: readFileSync(file, 'utf8') };
  } catch {
    throw new StartError(`--jwks-file ${file} cannot be read.`);
  }
}

/** A switch that is `on`, `off`, or not named. */
function isOn<Name extends string>(given: Partial<Record<Name, string>>, name: Name): boolean | undefined {
  const value = given[name];
  if (value !== undefined && value !== 'on' && value !== 'off')
    throw new StartError(`--${name} is on or off, not ${value}. See --help.`);
  return value === undefined ? undefined : value === 'on';
}

async function firstLine(): Promise<string> {
  return (await text(process.stdin)).split(/\r?\n/, 1)[0] ?? '';
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
