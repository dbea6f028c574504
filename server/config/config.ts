import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { StartError } from '../start-error.ts';

const integer = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((value) => value >= from && value <= to, `must be a whole number from ${from} to ${to}`);

const address = z
  .string()
  .refine(
    (value) => /^https?:\/\/[^/?#]+\/?$/.test(value) && URL.canParse(value),
    'must be like https://support.example.com, without a path',
  )
  .transform((value) => new URL(value).origin);

const database = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
  .refine((value) => URL.canParse(value), 'is not a URL');

const smtp = z
  .string()
  .regex(/^smtps?:\/\/[^/]/, 'must be like smtp://user:password@mail.example.com:587')
  .refine((value) => URL.canParse(value), 'is not a URL');

const imap = z
  .string()
  .regex(/^imaps?:\/\/[^/:@]+:[^/@]+@[^/]/, 'must be like imaps://user:password@mail.example.com/INBOX')
  .refine((value) => URL.canParse(value), 'is not a URL');

const sender = z
  .string()
  .regex(/^[^\s@<>"]+@[^\s@<>"]+$/, 'must be an e-mail address, support@example.com; the name is the portal’s');

/** How far to believe `X-Forwarded-*`: not at all, one or more proxies, or the proxies at these addresses. */
const proxies = z
  .string()
  .refine(
    (value) => /^(\d{1,2}|true|false)$/.test(value) || value.split(/,\s*/).every(isNetwork),
    'must be a number of proxies or their addresses',
  )
  .transform((value) =>
    value === 'true' ? 1 : value === 'false' ? false : /^\d+$/.test(value) ? Number(value) : value.split(/,\s*/),
  );

/** An IP address, or a network of them: `10.0.0.0/8`. */
function isNetwork(text: string): boolean {
  const [, ip = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(ip);
  return version !== 0 && (bits === undefined || (Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128)));
}

const VARIABLES = {
  PORT: integer(0, 65_535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: database.optional(),
  PORTICO_DATA: z.string().min(1).default('./data'),
  PORTICO_PUBLIC_URL: address.optional(),
  PORTICO_TRUST_PROXY: proxies.default(false),
  PORTICO_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .optional(),
  PORTICO_SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
  SMTP_URL: smtp.optional(),
  MAIL_FROM: sender.optional(),
  IMAP_URL: imap.optional(),
  PORTICO_METRICS_TOKEN: z.string().min(16, 'must have 16 characters or more').optional(),
};

/** What the environment may say, with a line each for `--help`. */
export const ENVIRONMENT: Record<keyof typeof VARIABLES, string> = {
  PORT: 'port to listen on (4000)',
  HOST: 'address to listen on (127.0.0.1; a demo listens nowhere else)',
  DATABASE_URL: 'a Postgres database, postgres://user:password@host/name; without it an embedded one is used',
  PORTICO_DATA: 'folder of the embedded database and the files (./data)',
  PORTICO_PUBLIC_URL: 'what customers reach this server by, https://support.example.com; needed behind most proxies',
  PORTICO_TRUST_PROXY: 'number or addresses of the proxies in front whose X-Forwarded-* headers hold (none)',
  PORTICO_LOG_LEVEL: 'debug, info, warn, error or silent (info; warn in a demo)',
  PORTICO_SECRET: '32 characters or more that nobody knows; secrets in the database are encrypted with it',
  SMTP_URL: 'the server mails leave through, smtp://user:password@host:587 or smtps://…; without it none are sent',
  MAIL_FROM: 'the address mails come from; needed with SMTP_URL, and so is PORTICO_PUBLIC_URL',
  IMAP_URL: 'the mailbox of MAIL_FROM, imaps://user:password@host/folder or imap://…; read for mails that come back',
  PORTICO_METRICS_TOKEN: 'bearer token that /metrics asks for (none: anybody may read it)',
};

/** The settings of one process. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string | null;
  /** Absolute path. */
  readonly dataFolder: string;
  readonly publicUrl: string | null;
  readonly trustProxy: boolean | number | string[];
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly metricsToken: string | null;
  /** What secrets in the database are encrypted with; none are kept without it. */
  readonly secret: string | null;
  /** Where mails leave; null: they do not. */
  readonly mail: {
    readonly url: string;
    readonly from: string;
    /** Where mails come back to; null: nobody looks. */
    readonly returns: string | null;
  } | null;
  readonly demo: boolean;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Reads the environment once; a bad value ends the start with one line that names it. */
export function readConfig(environment: NodeJS.ProcessEnv, { demo = false } = {}): Config {
  for (const name of Object.keys(environment)) {
    // PORTICO_TEST_* belongs to the tests.
    if (!name.startsWith('PORTICO_') || name.startsWith('PORTICO_TEST_') || name in VARIABLES) continue;
    throw new StartError(`Unknown environment variable ${name}.${didYouMean(name)}`);
  }
  // An empty value is how most tools say "not set".
  const given = Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, environment[name] || undefined]));
  const parsed = z.object(VARIABLES).safeParse(given);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'is not valid' };
    throw new StartError(`${path.join('.')} ${message}.`);
  }
  const values = parsed.data;
  if (demo && !LOOPBACK.includes(values.HOST)) {
    throw new StartError(
      `A demo has known passwords and listens on this machine only: HOST=${values.HOST} is refused.`,
    );
  }
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    dataFolder: resolve(values.PORTICO_DATA),
    publicUrl: values.PORTICO_PUBLIC_URL ?? null,
    trustProxy: values.PORTICO_TRUST_PROXY,
    logLevel: values.PORTICO_LOG_LEVEL ?? (demo ? 'warn' : 'info'),
    metricsToken: values.PORTICO_METRICS_TOKEN ?? null,
    secret: values.PORTICO_SECRET ?? null,
    mail: demo ? null : mailOf(values),
    demo,
  };
}

function mailOf(values: {
  SMTP_URL?: string;
  MAIL_FROM?: string;
  IMAP_URL?: string;
  PORTICO_PUBLIC_URL?: string;
}): Config['mail'] {
  const { SMTP_URL: url, MAIL_FROM: from } = values;
  if (url === undefined) {
    if (values.IMAP_URL === undefined) return null;
    throw new StartError('SMTP_URL is missing: IMAP_URL is where mails come back that were sent.');
  }
  if (from === undefined)
    throw new StartError('MAIL_FROM is missing: SMTP_URL needs the address that mails come from.');
  // Otherwise whoever sends a Host header would decide where the links in mails lead.
  if (values.PORTICO_PUBLIC_URL === undefined) {
    throw new StartError('PORTICO_PUBLIC_URL is missing: SMTP_URL needs the address that links in mails lead to.');
  }
  return { url, from, returns: values.IMAP_URL ?? null };
}

function didYouMean(name: string): string {
  const best = Object.keys(VARIABLES)
    .map((known) => ({ known, distance: editDistance(name, known) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= 5 ? ` Did you mean ${best.known}?` : '';
}

function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      here.push(Math.min(replaced, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1));
    }
    above = here;
  }
  return above[b.length] ?? 0;
}
