import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { clamdPlace, type ClamdPlace } from '../files/clamd.ts';
import type { S3Place } from '../files/s3-storage.ts';
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

const scanner = z.string().transform((value, context) => {
  const place = clamdPlace(value);
  if (place) return place;
  context.addIssue('must be like tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl');
  return z.NEVER;
});

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
  CLAMD_URL: scanner.optional(),
  S3_ENDPOINT: address.optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be 3 to 63 of the characters a-z, 0-9, . and -')
    .optional(),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  S3_PATH_STYLE: z.enum(['true', 'false'], 'must be true or false').optional(),
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
  PORTICO_SECRET:
    '32 characters or more that nobody knows; secrets in the database are encrypted with it, links and work for requests signed; one for all servers of a portal',
  SMTP_URL: 'the server mails leave through, smtp://user:password@host:587 or smtps://…; without it none are sent',
  MAIL_FROM: 'the address mails come from; needed with SMTP_URL, and so is PORTICO_PUBLIC_URL',
  IMAP_URL: 'the mailbox of MAIL_FROM, imaps://user:password@host/folder or imap://…; read for mails that come back',
  CLAMD_URL: 'ClamAV’s daemon, tcp://host:port or unix:///path; looks at every file before anybody may read it (none)',
  S3_ENDPOINT: 'the S3 that files are kept in, https://s3.example.com (with S3_BUCKET: Amazon’s own)',
  S3_REGION: 'its region (us-east-1)',
  S3_BUCKET: 'the bucket; without it files are kept in PORTICO_DATA',
  S3_ACCESS_KEY_ID: 'the key that opens it',
  S3_SECRET_ACCESS_KEY: 'and its secret',
  S3_PATH_STYLE: 'true: the bucket stands in the path, false: in the host’s name (true with S3_ENDPOINT)',
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
  /** What looks for harm in files; null: nobody does. */
  readonly clamd: ClamdPlace | null;
  /** Where files are kept; null: in the data folder. */
  readonly s3: S3Place | null;
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
    clamd: values.CLAMD_URL ?? null,
    s3: s3Of(values),
    secret: values.PORTICO_SECRET ?? null,
    mail: demo ? null : mailOf(values),
    demo,
  };
}

function s3Of(values: {
  S3_ENDPOINT?: string;
  S3_REGION: string;
  S3_BUCKET?: string;
  S3_ACCESS_KEY_ID?: string;
  S3_SECRET_ACCESS_KEY?: string;
  S3_PATH_STYLE?: string;
}): Config['s3'] {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  if (bucket === undefined) {
    // Otherwise files would lie where nobody looks for them.
    if ((values.S3_ENDPOINT ?? accessKeyId ?? secretAccessKey) !== undefined)
      throw new StartError('S3_BUCKET is missing: the other S3_ settings say where it is.');
    return null;
  }
  if (accessKeyId === undefined) throw new StartError('S3_ACCESS_KEY_ID is missing: S3_BUCKET needs what opens it.');
  if (secretAccessKey === undefined)
    throw new StartError('S3_SECRET_ACCESS_KEY is missing: S3_BUCKET needs what opens it.');
  const endpoint = values.S3_ENDPOINT ?? null;
  const pathStyle = values.S3_PATH_STYLE === undefined ? endpoint !== null : values.S3_PATH_STYLE === 'true';
  return { endpoint, region: values.S3_REGION, bucket, accessKeyId, secretAccessKey, pathStyle };
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
