#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { NewMember } from '../accounts/admission.ts';
import type { ProviderSource } from '../accounts/single-sign-on/providers.ts';
import { defineProperty, describeProperties, removeProperty, setColumns } from '../accounts/property-set-up.ts';
import { createContact, createPortal, setPortal, type TicketSettings } from '../accounts/set-up.ts';
import { auditLines, createStaffLink } from '../accounts/staff-view.ts';
import { distrustHost, trustHost, type HostKeySource } from '../accounts/trust.ts';
import { ENVIRONMENT, readConfig } from '../config/config.ts';
import type { AttributeNames } from '../db/tables.ts';
import { openStore } from '../db/store.ts';
import { StartError } from '../start-error.ts';

// A command waits for nothing that only others need.
const admission = () => import('../accounts/admission.ts');
const providers = () => import('../accounts/single-sign-on/providers.ts');
const forms = () => import('../forms/set-up.ts');

type TicketOption = 'conversation' | 'customers-close' | 'closed-ticket' | 'reopen-days' | 'rating' | 'rating-comment';

const ATTRIBUTES = ['subject', 'email', 'name', 'company', 'language'] as const;

const HELP = `portico-server: a customer portal that lives inside any web site

  portico-server                     start the server
  portico-server --demo              start it with the demo's portal, people and pages, on this machine only
  portico-server create-portal       make a portal: --slug help --name "Help" [--language en] [--origin https://docs.example.com ...] [--cookie-sessions on] [--logo https://...]
  portico-server set-portal          change its settings: --portal help [--origin https://docs.example.com ...] [--cookie-sessions on|off]
                                     [--logo https://www.example.com/logo.png | none: shown in mails and in the portal]
                                     [--menu menu.json | none: links beside those of the portal,
                                     [{ "label": "Articles", "url": "https://www.example.com/articles" }], a label also by language]
                                     the origins that are named take the place of all before
                                     [--conversation newest-thread|all-threads]    what of a ticket's conversation customers see
                                     [--customers-close on|off]                    whether they may close a ticket
                                     [--closed-ticket reopen|follow-up|refuse]     what a reply to a closed ticket does
                                     [--reopen-days 14|always]                     for how long it opens it again; then a follow-up is offered
                                     [--rating off|stars|thumbs] [--rating-comment on|off]   what they are asked when it is closed
  portico-server define-property     have tickets show a property and be filtered by it: --portal help --id product --label "Product" [--label fi=Tuote]
                                     --type text | number | date | select | multiselect | checkbox
                                     [--option lamp="Lamp" --option lamp:fi="Lamppu" ...: its choices, in order] [--hidden: from customers]
                                     said again it changes it; every ticket of the portal is looked at
  portico-server list-properties     the properties of a portal: --portal help
  portico-server remove-property     show it no more; the tickets keep it: --portal help --id product
  portico-server set-columns         the columns of the list, in order: --portal help --column number --column subject --column property:product ...
  portico-server set-form            save a support form, or its next version; it comes as JSON on standard input: --portal help < form.json
                                     docs/forms.md says what it looks like
  portico-server list-forms          the forms of a portal, the default first: --portal help
  portico-server remove-form         take a form away; its tickets stay: --portal help --id question
  portico-server set-articles        suggest the articles of a knowledge base while a subject is typed, in place of all before:
                                     --portal help < articles.json, which is [{"title": "...", "url": "...", "text": "...", "language": "en"}, ...]
  portico-server create-contact      make a person who can sign in: --portal help --email mika@example.com --name "Mika" [--company "Name"]
                                     the password is the first line of standard input
  portico-server trust-host          take the tokens of a page that has its own login: --portal help --issuer https://example.com --audience portico
                                     with --jwks-url https://example.com/jwks.json, or --jwks-file keys.json (RS256, ES256, EdDSA),
                                     or --secret (HS256): the secret is the first line of standard input, and PORTICO_SECRET has to be set
  portico-server distrust-host       take them no more: --portal help --issuer https://example.com
  portico-server add-provider        have people sign in by an identity provider: --portal help --id acme --label "Acme" [--label fi=Acme]
                                     by OpenID Connect with --issuer https://login.example.com --client-id portico; the client's secret is the
                                     first line of standard input; or by SAML with --metadata metadata.xml
                                     [--email-domain example.com ...]   it speaks for addresses of these domains only
                                     [--trust-email]                    and is believed without saying that it verified them
                                     [--attribute company=org ...]      which of its attributes is subject, email, name, company or language
                                     [--attribute contact.team=ou ...]  or a property of the person, or with company.tier=... of the company
                                     [--list "Name" ...]                only contacts on these access lists
                                     the provider is told of <portal>/sign-in/<id>/callback, a SAML one of <portal>/sign-in/<id>/metadata
  portico-server list-providers      the providers of a portal: --portal help
  portico-server remove-provider     have nobody sign in by it any more: --portal help --id acme
  portico-server view-as             see a portal as one of its customers does, without changing anything:
                                     --portal help --email mika@example.com --by "Anna of the team"
                                     prints a link that works once, within five minutes, for twenty minutes; both are logged
  portico-server audit-log           print who saw the portal as whom, and which tickets: --portal help
  portico-server set-access          who may come in: --portal help --access contacts | open (whoever registers) | lists
                                     [--list customers ...: which lists let in] [--admin-email boss@example.com ...: who is asked for access]
  portico-server add-to-list         let somebody in and invite them by mail: --portal help --list customers --email mika@example.com
                                     [--name "Mika"] [--page https://docs.example.com/: where the invitation leads] [--language en]
  portico-server remove-from-list    take somebody from a list and sign them out: --portal help --list customers --email mika@example.com
  portico-server access-requests     who has asked to be let in: --portal help
  portico-server set-consent         ask for consent to a new text: --portal help --file en=consent.html --label en="I agree" [... more languages]
                                     [--optional: nobody is kept out without it]
  portico-server team-reply          answer a customer as the team; what is said comes on standard input, as Markdown:
                                     --portal help --agent tom@example.com [--name "Tom"] --ticket 1023
                                     [--html] [--channel email|portal|chat|messenger|form|phone] [--file photo.png ...]
  portico-server team-note           write something no customer sees; it comes on standard input: --portal, --agent, --ticket
  portico-server team-move           close a ticket, or move it to another stage: --portal, --agent, --ticket, --stage "Closed"
  portico-server team-hand-over      make it somebody else's: --portal, --agent, --ticket, and --email lena@example.com or --company "Name"
  portico-server team-delete         delete it with all that hangs on it: --portal, --agent, --ticket
  portico-server team-context        print where a ticket was written, and what its writer said of themselves and agreed to: --portal, --agent, --ticket
  portico-server team-writing        show the customer for a few seconds that somebody is writing: --portal, --agent, --ticket
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
          language: values.language ?? 'en',
          origins: values.origin ?? [],
          cookieSessions: isOn(values, 'cookie-sessions'),
          logo: logoOf(values.logo),
        }),
      );
    case 'set-portal': {
      const portal = needed(values.portal, '--portal');
      const changes = {
        origins: values.origin,
        cookieSessions: isOn(values, 'cookie-sessions'),
        logo: logoOf(values.logo),
        menu: menuTextOf(values.menu),
        ...ticketSettings(values),
      };
      return withDatabase((db) => setPortal(db, portal, changes));
    }
    case 'define-property': {
      const property = {
        portal: needed(values.portal, '--portal'),
        name: needed(values.id, '--id'),
        label: labelOf(values.label),
        type: needed(values.type, '--type'),
        options: values.option,
        isShown: !values.hidden,
      };
      return withDatabase((db) => defineProperty(db, property));
    }
    case 'list-properties': {
      const portal = needed(values.portal, '--portal');
      return withDatabase(async (db) => {
        for (const line of await describeProperties(db, portal)) print(`${line}\n`);
      });
    }
    case 'remove-property': {
      const [portal, id] = [needed(values.portal, '--portal'), needed(values.id, '--id')];
      return withDatabase((db) => removeProperty(db, portal, id));
    }
    case 'set-columns': {
      const portal = needed(values.portal, '--portal');
      return withDatabase((db) => setColumns(db, portal, values.column));
    }
    case 'set-form': {
      const portal = needed(values.portal, '--portal');
      const json = await text(process.stdin);
      return withDatabase(async (db) => {
        const { setForm } = await forms();
        const { id, version } = await setForm(db, portal, json);
        print(`Form ${id}, version ${version}\n`);
      });
    }
    case 'list-forms': {
      const portal = needed(values.portal, '--portal');
      return withDatabase(async (db) => {
        const { describeForms } = await forms();
        for (const line of await describeForms(db, portal)) print(`${line}\n`);
      });
    }
    case 'remove-form': {
      const [portal, id] = [needed(values.portal, '--portal'), needed(values.id, '--id')];
      return withDatabase(async (db) => (await forms()).removeForm(db, portal, id));
    }
    case 'set-articles': {
      const portal = needed(values.portal, '--portal');
      const json = await text(process.stdin);
      return withDatabase(async (db) => {
        const { setArticles } = await import('../forms/article-set-up.ts');
        print(`Articles: ${await setArticles(db, portal, json)}\n`);
      });
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
    case 'add-provider': {
      const provider = {
        portal: needed(values.portal, '--portal'),
        slug: needed(values.id, '--id'),
        label: labelOf(values.label),
        source: await sourceOf(values),
        attributes: attributesOf(values.attribute),
        trustsEmail: values['trust-email'],
        emailDomains: values['email-domain'],
        lists: values.list,
      };
      const { secret } = readConfig(process.env);
      return withDatabase(async (db) => (await providers()).addProvider(db, secret, provider));
    }
    case 'list-providers': {
      const portal = needed(values.portal, '--portal');
      return withDatabase(async (db) => {
        const { describeProviders } = await providers();
        for (const line of await describeProviders(db, portal)) print(`${line}\n`);
      });
    }
    case 'remove-provider': {
      const [portal, id] = [needed(values.portal, '--portal'), needed(values.id, '--id')];
      return withDatabase(async (db) => (await providers()).removeProvider(db, portal, id));
    }
    case 'set-access': {
      const access = {
        portal: needed(values.portal, '--portal'),
        access: needed(values.access, '--access'),
        lists: values.list,
        adminEmails: values['admin-email'],
      };
      return withDatabase(async (db) => (await admission()).setAccess(db, access));
    }
    case 'add-to-list':
      return addMember({
        portal: needed(values.portal, '--portal'),
        list: needed(values.list[0], '--list'),
        email: needed(values.email, '--email'),
        name: values.name ?? null,
        page: values.page ?? null,
        language: values.language ?? null,
      });
    case 'remove-from-list': {
      const member = {
        portal: needed(values.portal, '--portal'),
        list: needed(values.list[0], '--list'),
        email: needed(values.email, '--email'),
      };
      return withDatabase(async (db) => (await admission()).removeFromList(db, member));
    }
    case 'access-requests': {
      const portal = needed(values.portal, '--portal');
      return withDatabase(async (db) => {
        const { accessRequests } = await admission();
        for (const { created_at, name, email, message } of await accessRequests(db, portal))
          print(`${JSON.stringify({ at: created_at.toISOString(), name, email, message })}\n`);
      });
    }
    case 'set-consent': {
      const consent = {
        portal: needed(values.portal, '--portal'),
        isRequired: !values.optional,
        texts: textsOf(values.file, values.label),
      };
      return withDatabase(async (db) => {
        const { setConsent } = await admission();
        print(`Version ${await setConsent(db, consent)}\n`);
      });
    }
    default:
      return asTeam(command, values);
  }
}

async function asTeam(command: string, values: ReturnType<typeof parse>['values']): Promise<void> {
  const { runTeamCommand, takesText, TEAM_COMMANDS } = await import('./team-commands.ts');
  if (!TEAM_COMMANDS.has(command)) throw new StartError(`Unknown command ${command}. See --help.`);
  const options = {
    portal: needed(values.portal, '--portal'),
    agent: needed(values.agent, '--agent'),
    name: values.name,
    ticket: needed(values.ticket, '--ticket'),
    html: values.html,
    channel: values.channel,
    files: values.file,
    stage: values.stage,
    email: values.email,
    company: values.company,
    text: takesText(command) ? await text(process.stdin) : '',
  };
  return withDatabase(async (db, config) => {
    const { openFiles } = await import('../files/index.ts');
    await runTeamCommand(command, { db, files: openFiles(config) }, options);
  });
}

async function addMember(member: NewMember): Promise<void> {
  const config = readConfig(process.env);
  const { mail, publicUrl } = config;
  const { addToList } = await admission();
  const { PgBossJobs } = await import('../jobs/pg-boss-jobs.ts');
  const database = await openStore(config);
  try {
    const jobs = await PgBossJobs.open(database, { onError: () => {} });
    try {
      await addToList({ db: database.db, jobs }, member, mail && publicUrl);
      if (!mail) process.stderr.write('portico-server: no invitation is sent, because SMTP_URL is not set.\n');
    } finally {
      await jobs.stop();
    }
  } finally {
    await database.close();
  }
}

async function serve(demo: boolean): Promise<void> {
  const config = readConfig(process.env, { demo });
  const { start, stopOnSignals } = await import('../main.ts');
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
        language: { type: 'string' },
        origin: { type: 'string', multiple: true },
        'cookie-sessions': { type: 'string' },
        logo: { type: 'string' },
        menu: { type: 'string' },
        portal: { type: 'string' },
        email: { type: 'string' },
        by: { type: 'string' },
        company: { type: 'string' },
        issuer: { type: 'string' },
        audience: { type: 'string' },
        'jwks-url': { type: 'string' },
        'jwks-file': { type: 'string' },
        secret: { type: 'boolean', default: false },
        id: { type: 'string' },
        label: { type: 'string', multiple: true, default: [] },
        'client-id': { type: 'string' },
        metadata: { type: 'string' },
        'email-domain': { type: 'string', multiple: true, default: [] },
        'trust-email': { type: 'boolean', default: false },
        attribute: { type: 'string', multiple: true, default: [] },
        list: { type: 'string', multiple: true, default: [] },
        access: { type: 'string' },
        'admin-email': { type: 'string', multiple: true },
        page: { type: 'string' },
        file: { type: 'string', multiple: true, default: [] },
        optional: { type: 'boolean', default: false },
        type: { type: 'string' },
        option: { type: 'string', multiple: true, default: [] },
        column: { type: 'string', multiple: true, default: [] },
        hidden: { type: 'boolean', default: false },
        agent: { type: 'string' },
        ticket: { type: 'string' },
        stage: { type: 'string' },
        channel: { type: 'string' },
        html: { type: 'boolean', default: false },
        conversation: { type: 'string' },
        'customers-close': { type: 'string' },
        'closed-ticket': { type: 'string' },
        'reopen-days': { type: 'string' },
        rating: { type: 'string' },
        'rating-comment': { type: 'string' },
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

/** What `set-portal` says of tickets. */
function ticketSettings(given: Partial<Record<TicketOption, string>>): TicketSettings {
  return {
    conversation: oneOf(given, 'conversation', ['newest-thread', 'all-threads']),
    customersClose: isOn(given, 'customers-close'),
    closedTicket: oneOf(given, 'closed-ticket', ['reopen', 'follow-up', 'refuse']),
    reopenDays: daysOf(given['reopen-days']),
    rating: oneOf(given, 'rating', ['off', 'stars', 'thumbs']),
    ratingComment: isOn(given, 'rating-comment'),
  };
}

function oneOf<Name extends string, const Choice extends string>(
  given: Partial<Record<Name, string>>,
  name: Name,
  choices: readonly Choice[],
): Choice | undefined {
  const value = given[name];
  const choice = choices.find((known) => known === value);
  if (value !== undefined && choice === undefined)
    throw new StartError(`--${name} is ${choices.join(' or ')}, not ${value}. See --help.`);
  return choice;
}

/** Whole days, `always` as null; undefined where nothing was said. */
function daysOf(given: string | undefined): number | null | undefined {
  if (given === undefined) return undefined;
  if (given === 'always') return null;
  const days = Number(given);
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new StartError(`--reopen-days is a number from 1 to 3650, or always, not ${given}. See --help.`);
  return days;
}

/** A switch that is `on`, `off`, or not named. */
function isOn<Name extends string>(given: Partial<Record<Name, string>>, name: Name): boolean | undefined {
  const value = given[name];
  if (value !== undefined && value !== 'on' && value !== 'off')
    throw new StartError(`--${name} is on or off, not ${value}. See --help.`);
  return value === undefined ? undefined : value === 'on';
}

/** `none` takes it away. */
function logoOf(given: string | undefined): string | null | undefined {
  return given === 'none' ? null : given;
}

/** What the file says; `none` takes the menu away. */
function menuTextOf(file: string | undefined): string | null | undefined {
  if (file === undefined || file === 'none') return file && null;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new StartError(`--menu ${file} cannot be read.`);
  }
}

/** `Acme` for every language, `fi=Acme Oy` for one. */
function labelOf(given: string[]): Record<string, string> {
  if (given.length === 0) throw new StartError('--label is missing. See --help.');
  return Object.fromEntries(
    given.map((text) => {
      const [, language = 'en', words = ''] = /^(?:([a-z]{2,3}(?:-[A-Za-z0-9]+)*)=)?(.+)$/.exec(text.trim()) ?? [];
      if (words === '') throw new StartError('--label is empty.');
      return [language, words];
    }),
  );
}

async function sourceOf(given: {
  issuer?: string | undefined;
  'client-id'?: string | undefined;
  metadata?: string | undefined;
}): Promise<ProviderSource> {
  const { issuer, metadata } = given;
  if ((issuer === undefined) === (metadata === undefined))
    throw new StartError('One of --issuer and --metadata is needed. See --help.');
  if (metadata !== undefined) {
    try {
      return { kind: 'saml', metadata: readFileSync(metadata, 'utf8') };
    } catch {
      throw new StartError(`--metadata ${metadata} cannot be read.`);
    }
  }
  const clientId = needed(given['client-id'], '--client-id');
  const clientSecret = await firstLine();
  if (clientSecret === '') throw new StartError("The client's secret is missing: the first line of standard input.");
  return { kind: 'oidc', issuer: needed(issuer, '--issuer'), clientId, clientSecret };
}

/** `company=org` for the company in the attribute `org`, `contact.team=ou` for a property of the person. */
function attributesOf(given: string[]): AttributeNames {
  const pairs = given.map((text) => {
    const [, ours = '', theirs = ''] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (!ATTRIBUTES.some((name) => name === ours) && !/^(contact|company)\../.test(ours)) {
      throw new StartError(
        `--attribute ${text} must be like company=org, for ${ATTRIBUTES.join(', ')}, contact.… and company.…`,
      );
    }
    return [ours, theirs] as const;
  });
  const under = (whose: string) =>
    Object.fromEntries(
      pairs.flatMap(([ours, theirs]) => (ours.startsWith(whose) ? [[ours.slice(whose.length), theirs]] : [])),
    );
  const [contactProperties, companyProperties] = [under('contact.'), under('company.')];
  return {
    ...Object.fromEntries(pairs.filter(([ours]) => !ours.includes('.'))),
    ...(Object.keys(contactProperties).length > 0 && { contactProperties }),
    ...(Object.keys(companyProperties).length > 0 && { companyProperties }),
  };
}

/** The texts of `--file en=consent.html --label en="I agree"`. */
function textsOf(files: readonly string[], labels: readonly string[]): Record<string, { html: string; label: string }> {
  const labelsByLanguage = new Map(labels.map((given) => split(given, '--label')));
  const read = (file: string) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      throw new StartError(`--file ${file} cannot be read.`);
    }
  };
  return Object.fromEntries(
    files
      .map((given) => split(given, '--file'))
      .map(([language, file]) => [language, { html: read(file), label: labelsByLanguage.get(language) ?? '' }]),
  );
}

function split(given: string, option: string): [language: string, value: string] {
  const [, language, value] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
  if (language === undefined || value === undefined)
    throw new StartError(`${option} ${given} must be like ${option} en=…`);
  return [language, value];
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
