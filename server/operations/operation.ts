import type { Readable } from 'node:stream';
import type { SessionCookie } from '../accounts/cookies.ts';
import type { HostKeys } from '../accounts/host-keys.ts';
import type { SignedIn } from '../accounts/requester.ts';
import type { SingleSignOn } from '../accounts/single-sign-on/sign-in.ts';
import type { Challenges } from '../accounts/work.ts';
import type { Database } from '../db/database.ts';
import type { Row } from '../db/tables.ts';
import type { Desk } from '../desks/desk.ts';
import type { FileLinks } from '../files/links.ts';
import type { FileScanner } from '../files/scanner.ts';
import type { FileStorage } from '../files/storage.ts';
import type { UploadStaging } from '../files/staging.ts';
import type { JobQueue } from '../jobs/jobs.ts';
import type { Live } from '../live/live.ts';

/** What operations reach the world through; handed to `buildApp`. */
export interface Ports {
  readonly db: Database;
  /** Whether demo accounts may come in. */
  readonly demo: boolean;
  /** What the tokens of host pages are checked with. */
  readonly hostKeys: HostKeys;
  /** Signing in by identity providers. */
  readonly singleSignOn: SingleSignOn;
  readonly desk: Desk;
  /** Files that messages hold. */
  readonly files: FileStorage;
  /** Files on their way. */
  readonly staging: UploadStaging;
  /** What looks for harm in files; null: nobody does. */
  readonly scanner: FileScanner | null;
  /** Links by which files are read without a header. */
  readonly links: FileLinks;
  /** What strangers work on before they are heard. */
  readonly challenges: Challenges;
  /** What is to be done later. */
  readonly jobs: JobQueue;
  /** What happens, told to those whom it concerns. */
  readonly live: Live;
  /** Whether mails leave this server; what needs them is offered only then. */
  readonly sendsMail: boolean;
}

/** The parts of an operation's type in the generated `schema.ts`. */
interface OperationData {
  body?: unknown;
  headers?: unknown;
  path?: unknown;
  query?: unknown;
}

/** Bytes come and go as streams. */
type BodyOf<T> = unknown extends T ? undefined : [T] extends [Blob] ? Readable : [T] extends [void] ? undefined : T;

/** A request that the contract has found good. Header names are spelt as in the contract. */
export interface Input<Data extends OperationData> {
  readonly path: Data['path'] extends undefined ? undefined : NonNullable<Data['path']>;
  readonly query: NonNullable<Data['query']>;
  readonly headers: NonNullable<Data['headers']>;
  readonly body: BodyOf<Data['body']>;
}

/** What every operation is called with. */
export interface PublicCall<Data extends OperationData> {
  readonly input: Input<Data>;
  readonly ports: Ports;
  readonly portal: Row<'portals'>;
  /** The portal's languages, the one this request likes best first. */
  readonly languages: readonly string[];
  readonly now: Date;
  /** The public address of the portal's API, for `Location`: `https://host/slug/api/v1`. */
  readonly apiUrl: string;
  /** Where the request comes from; only ever for counting tries. */
  readonly remoteAddress: string;
  /** What the browser calls itself. */
  readonly userAgent: string | undefined;
  /** RFC 7638 thumbprint of the key that signed the request's proof, where there is one. */
  readonly keyThumbprint: string | null;
  /** The cookie that holds the session, or is to hold it; null where the session is bound to a key. */
  readonly cookie: SessionCookie | null;
}

/** What an operation that needs a session is called with. */
export interface Call<Data extends OperationData> extends PublicCall<Data> {
  readonly person: SignedIn;
}

/** An answer of the contract. Failures are thrown as a `Problem`. */
export type Answer<Responses> = {
  [Status in keyof Responses & number]: {
    status: Status;
    headers?: Record<string, string | number | string[]>;
  } & (BodyOf<Responses[Status]> extends undefined ? { body?: undefined } : { body: BodyOf<Responses[Status]> });
}[keyof Responses & number];

/** An operation for somebody who is signed in: `Operation<GetTicketData, GetTicketResponses>`. */
export type Operation<Data extends OperationData, Responses> = (call: Call<Data>) => Promise<Answer<Responses>>;

/** An operation for anybody. */
export type PublicOperation<Data extends OperationData, Responses> = (
  call: PublicCall<Data>,
) => Promise<Answer<Responses>>;
