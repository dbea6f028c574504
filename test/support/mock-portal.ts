import { delay, http, type HttpHandler, HttpResponse, type JsonBodyType } from 'msw';
import type {
  AnsweredEmailChange,
  ArticleList,
  Attachment,
  AttachmentLink,
  Challenge,
  ConfirmedRequest,
  Consent,
  ConsentGrant,
  ConsentReceipt,
  Credentials,
  EmailChange,
  EmailChangeAnswer,
  Form,
  HostToken,
  StaffToken,
  LinkSignIn,
  LiveEvent,
  LiveEventPage,
  Invitation,
  InvitationCompletion,
  Message,
  MessagePage,
  MessagePreview,
  NewAttachmentLink,
  NewEmailChange,
  NewMessage,
  NewRating,
  NewRequest,
  NewTicket,
  OpenSession,
  OpenedSignInLink,
  OwnConsent,
  PasswordChange,
  PasswordReset,
  PendingEmailChange,
  Person,
  PersonChanges,
  Portal,
  PreferenceChanges,
  Preferences,
  Problem,
  ProblemCode,
  ReadMark,
  RequestConfirmation,
  Registered,
  RegistrationCompletion,
  Session,
  SessionGrant,
  SessionList,
  SingleSignOn,
  SignInLink,
  SignInLinkToken,
  Ticket,
  TicketPage,
  TicketSummary,
  UnreadCount,
} from '../../src/api/schema.ts';
import articlesExample from '../../openapi/examples/articles.json' with { type: 'json' };
import confirmedExample from '../../openapi/examples/confirmed-request.json' with { type: 'json' };
import consentExample from '../../openapi/examples/consent.json' with { type: 'json' };
import invitationExample from '../../openapi/examples/invitation.json' with { type: 'json' };
import formExample from '../../openapi/examples/form.json' with { type: 'json' };
import messagesExample from '../../openapi/examples/messages.json' with { type: 'json' };
import portalExample from '../../openapi/examples/portal.json' with { type: 'json' };
import preferencesExample from '../../openapi/examples/preferences-untouched.json' with { type: 'json' };
import requestFormExample from '../../openapi/examples/request-form.json' with { type: 'json' };
import sessionExample from '../../openapi/examples/session.json' with { type: 'json' };
import sessionsExample from '../../openapi/examples/sessions.json' with { type: 'json' };
import ticketExample from '../../openapi/examples/ticket.json' with { type: 'json' };
import ticketsExample from '../../openapi/examples/tickets.json' with { type: 'json' };

/**
 * How the mocked portal behaves once somebody is signed in.
 * - `normal`: as the contract's examples say.
 * - `loading`: nothing is ever answered.
 * - `empty`: no tickets, a conversation without messages.
 * - `failed`: every answer is 500 `internal`.
 * - `offline`: no connection.
 * - `expired`: the session is over at the first request, until somebody signs in again.
 * - `long`: long names, words and messages, and a conversation with an earlier page.
 * - `rtl`: people write Arabic.
 */
export type Scene = 'normal' | 'loading' | 'empty' | 'failed' | 'offline' | 'expired' | 'long' | 'rtl';

/** Every scene, for menus and for tests that walk through all of them. */
export const scenes: readonly Scene[] = ['normal', 'loading', 'empty', 'failed', 'offline', 'expired', 'long', 'rtl'];

/** A request the mocked portal got. */
export interface SeenRequest {
  /** The contract's name for it. */
  operation: string;
  method: string;
  url: string;
  headers: Headers;
  /** The body read as JSON; undefined when there was none. */
  body: unknown;
}

/** The code of every link that is opened elsewhere. */
const LINK_CODE = '402813';

/** The password of everybody. */
export const password = 'portico-demo-1';

const people: Person[] = [
  sessionExample.person,
  { id: 'ct_lena', name: 'Lena Hoffmann', email: 'lena@lumen.example', organization: 'Lumen Studios', language: null },
  { id: 'ct_rosa', name: 'Rosa Delgado', email: 'rosa@harbor.example', organization: 'Harbor Radio', language: null },
];

/** How people sign in to the mocked portal. */
export const emails = { mika: people[0]!.email, lena: people[1]!.email, rosa: people[2]!.email };

/** A token as a host page's own login would sign it: another one each time. */
export function hostToken(who: keyof typeof emails): string {
  const part = (value: object) =>
    btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const claims = { iss: 'https://host.test', sub: who, email: emails[who], jti: crypto.randomUUID() };
  return `${part({ alg: 'ES256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

const statuses: Partial<Record<ProblemCode, number>> = {
  'invalid-request': 400,
  'credentials-wrong': 401,
  'session-required': 401,
  'session-expired': 401,
  'proof-invalid': 401,
  'proof-expired': 401,
  'host-token-invalid': 401,
  'host-token-expired': 401,
  'sign-in-unverified': 401,
  'sign-in-cancelled': 401,
  'email-unverified': 403,
  'access-denied': 403,
  'read-only': 403,
  'link-other-browser': 403,
  'consent-required': 403,
  'origin-refused': 403,
  'not-found': 404,
  'link-expired': 410,
  'action-refused': 409,
  'form-changed': 409,
  'email-taken': 409,
  'upload-conflict': 409,
  'file-unchecked': 409,
  'too-large': 413,
  'file-too-large': 413,
  'too-many-attempts': 429,
  'rate-limited': 429,
  internal: 500,
  unavailable: 503,
  'storage-unavailable': 503,
  'portal-off': 503,
};

/** What anybody may ask for. */
const publicOperations = new Set([
  'getPortal',
  'createSession',
  'createPasswordReset',
  'completePasswordReset',
  'getConsent',
  'createRegistration',
  'completeRegistration',
  'openInvitation',
  'completeInvitation',
  'createAccessRequest',
  'createSignInLink',
  'openSignInLink',
  'answerEmailChange',
  'suggestArticles',
  'getRequestForm',
  'createChallenge',
  'createRequest',
  'confirmRequest',
]);

/** A problem document, as the portal would send it. */
export function problem(code: ProblemCode, more: Partial<Problem> = {}): HttpResponse<JsonBodyType> {
  const status = statuses[code] ?? 422;
  const body: Problem = { type: 'about:blank', title: code, status, code, requestId: 'req-mock01', ...more };
  return HttpResponse.json(body, {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Request-Id': body.requestId },
  });
}

const json = <T>(body: T, status = 200, headers: Record<string, string> = {}) =>
  HttpResponse.json(body as JsonBodyType, { status, headers });

const clone = <T>(value: T): T => structuredClone(value);

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

const arabic = {
  subject: 'انقطاع الصوت من جهاز الإرسال الثاني قرب الموجّه (S2-118204)',
  html: '<p>مرحباً،</p><p>ينقطع الصوت من جهاز الإرسال الثاني لثانية أو ثانيتين عندما أقف قرب موجّه Wi-Fi. الإصدار 2.2.0 مثبّت على الجهازين.</p><p>شكراً لكم</p>',
  name: 'ميكا آلتو',
};

const longWord = 'Tonaufnahmegerätespeicherkartenschreibgeschwindigkeit'.repeat(3);
const long = {
  subject: `E12 ${longWord} ${'and a subject that goes on and on without coming to the point, '.repeat(2)}`.slice(
    0,
    200,
  ),
  name: 'Maximiliane-Alexandrina Freifrau von Hohenstein-Wolfenbüttel zu Bargteheide-Süd',
  html:
    `<p>https://wrenfield.example/${longWord}/${longWord}</p>` +
    Array.from(
      { length: 120 },
      (_, index) =>
        `<p>Take ${index + 1}: the card was written for some minutes, then the recorder stopped by itself.</p>`,
    ).join(''),
};

/** The smallest PNG there is: one transparent pixel. */
const pixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (sign) => sign.charCodeAt(0),
);

interface StoredUpload {
  name: string;
  length: number;
  bytes: Uint8Array[];
}

/** A portal that answers from the contract's examples and remembers what was done to it. Not a server: it judges little. */
export class MockPortal {
  /** How it behaves. */
  scene: Scene;
  /** The portal's address. */
  readonly src: string;
  /** What it was asked, the oldest first. */
  readonly seen: SeenRequest[] = [];
  /** Its settings; a test may change them. */
  readonly portal: Portal = clone(portalExample as Portal);
  /** The tickets of the signed-in person and her organisation, the newest first. */
  tickets: TicketSummary[];
  /** Where the person is signed in. */
  sessions: OpenSession[] = (clone(sessionsExample) as SessionList).items;
  /** Whether people have a password here. */
  hasPassword = true;
  /** Whether those who are signed in are staff who see the portal as the person. */
  readOnly = false;
  /** The sessions that cookies hold, by the profile: no script of the page has them. */
  readonly cookies = new Map<string, string>();

  /** The address of a file. */
  fileUrl = (id: string, purpose: string): string => `${this.src}/files/${id}/mock.${purpose}.${++this.#count}`;

  /** Seconds a session lasts without a request, and in all. */
  lasts = { idle: 3600, absolute: 86_400 };
  /** What was said, by ticket; a ticket that is not named has the example's conversation. */
  readonly conversations = new Map<string, Message[]>();
  /** The links by which staff may see it as Mika does. */
  readonly staffTokens = new Set<string>();
  /** Tokens of links that are good, once. */
  readonly resetTokens = new Set(['mock-link']);
  /** Links that sign in, and where they were asked for. */
  readonly linkTokens = new Map<string, 'here' | 'elsewhere'>([['mock-link', 'elsewhere']]);
  /** Links that confirm another e-mail address, and what comes of it. */
  readonly changeTokens = new Map<string, 'waiting' | 'changed'>([['mock-link', 'waiting']]);
  /** How the signed-in person likes the list to be. */
  preferences: Preferences = clone(preferencesExample) as Preferences;
  /** The change that is under way. */
  emailChange: EmailChange | null = null;
  /** What is to be agreed to. */
  consent: Consent = clone(consentExample);
  /** Who has yet to agree to it, by e-mail. */
  readonly owing = new Set<string>();
  /** Who may not come in, by e-mail. */
  readonly denied = new Set<string>();
  /** What the signed-in person has agreed to. */
  receipt: ConsentReceipt | null = { ...clone(consentExample), givenAt: '2026-10-30T09:12:00Z' };
  /** Whose e-mail the tokens of registrations confirm, once, with the password that was chosen. */
  readonly registrations = new Map([
    ['mock-verify', { email: 'nora@fjord.example', password: 'a pebble under the pier' }],
  ]);
  /** Whom the tokens of invitations invite, once. */
  readonly invitations = new Map<string, Invitation>([['mock-invitation', clone(invitationExample)]]);
  /** The whole of messages that are shortened, by their ids. */
  readonly wholes = new Map<string, Pick<Message, 'html' | 'shortened'>>();
  /** What actions have made of tickets, by their ids; a test may say more. */
  readonly ticketChanges = new Map<string, Partial<Ticket>>();
  /** The forms; a test may change them, or add one. */
  readonly forms: Form[] = [clone(formExample as Form), clone(requestFormExample as Form)];
  /** What the knowledge base suggests. */
  articles: ArticleList = clone(articlesExample);
  /** What the work before a request is like; the number is found at once. */
  challenge: Partial<Challenge> & { readonly number?: number } = { notBefore: 0 };
  /** Requests that wait to be confirmed, by the token of their link. */
  readonly pending = new Map<string, ConfirmedRequest>([['mock-link', clone(confirmedExample)]]);
  /** What answers. */
  readonly handlers: HttpHandler[];

  readonly #uploads = new Map<string, StoredUpload>();
  readonly #files = new Map<string, { blob: Blob; name: string }>();
  readonly #once = new Map<string, unknown>();
  readonly #attempts = new Map<string, number>();
  readonly #tokens = new Set<string>();
  readonly #expired = new Set<string>();
  /** The numbers of the challenges, by their digests. */
  readonly #answers = new Map([['mock-digest', 7]]);
  readonly #names = new Map<string, string>();
  readonly #people = [...people];
  readonly #passwords = new Map<string, string>();
  #pending?: Person;
  #count = 0;
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #told: LiveEvent[] = [];

  constructor(src = 'http://portal.test/help', scene: Scene = 'normal') {
    this.src = src;
    this.scene = scene;
    const { items } = clone(ticketsExample) as TicketPage;
    // More than a page, so that there is something to load.
    const older = items.map((ticket, index) => ({
      ...ticket,
      id: `${ticket.id}_old`,
      number: 1010 - index,
      createdAt: ticket.createdAt.replace('2026', '2025'),
      lastActivityAt: ticket.lastActivityAt.replace('2026', '2025'),
      requester: index % 3 ? ticket.requester : { name: 'Lena Hoffmann', isYou: false },
    }));
    this.tickets = [...items, ...older];
    this.handlers = this.#handlers();
  }

  /** The requests of one operation. */
  requests(operation: string): SeenRequest[] {
    return this.seen.filter((request) => request.operation === operation);
  }

  /** From now on every session that was opened so far is over. */
  expire(): void {
    for (const token of this.#tokens) this.#expired.add(token);
  }

  #person(headers: Headers): Person | undefined {
    const [, profile, expected] = /^cookie:(.*):(.*)$/.exec(headers.get('Portico-Session') ?? '') ?? [];
    // The token says whose it is, so that it is still good when a demo page is loaded again.
    const shown = /^DPoP mock\.(.+)$/.exec(headers.get('Authorization') ?? '')?.[1];
    const token = profile === undefined ? headers.get('DPoP') && shown : this.cookies.get(profile);
    if (!token || this.#expired.has(token)) return undefined;
    this.#tokens.add(token);
    const person = this.#people.find(({ email }) => token.startsWith(email));
    return expected && person?.id !== expected ? undefined : person;
  }

  #session(person: Person): Session {
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    const { idle, absolute } = this.lasts;
    return {
      ...(clone(sessionExample) as Session),
      person: { ...person, name: this.#names.get(person.id) ?? person.name },
      expiresAt: at(Math.min(idle, absolute)),
      endsAt: at(absolute),
      serverTime: at(0),
      idleSeconds: idle,
      hasPassword: this.hasPassword && !this.readOnly,
      readOnly: this.readOnly,
    };
  }

  #add({ email, name }: Invitation, password: string) {
    this.#people.push({ id: `ct_${this.#people.length}`, name, email, organization: null, language: null });
    this.#passwords.set(email, password);
  }

  #admit(person: Person, headers: Headers) {
    if (this.denied.has(person.email)) return problem('access-denied');
    if (!this.owing.has(person.email)) return this.#grant(person, headers);
    this.#pending = person;
    return problem('consent-required');
  }

  #grant(person: Person, headers: Headers) {
    const token = `${person.email}.${crypto.randomUUID()}`;
    this.#tokens.add(token);
    const profile = /^cookie:(.*):.*$/.exec(headers.get('Portico-Session') ?? '')?.[1];
    if (profile !== undefined) {
      this.cookies.set(profile, token);
      return json<SessionGrant>({ session: this.#session(person) }, 201);
    }
    return json<SessionGrant>({ token: `mock.${token}`, session: this.#session(person) }, 201);
  }

  #ticketOf(summary: TicketSummary): Ticket {
    const { snippet: _, values: __, unread: ___, changes: ____, ...rest } = summary;
    return { ...(clone(ticketExample) as Ticket), ...rest, ...this.ticketChanges.get(summary.id) };
  }

  /** Answers a ticket that an action has changed. */
  #acted(ticketId: string, changes: Partial<Ticket>) {
    const summary = this.tickets.find(({ id }) => id === ticketId);
    if (!summary) return problem('not-found');
    this.ticketChanges.set(ticketId, { ...this.ticketChanges.get(ticketId), ...changes });
    return json<Ticket>(this.#ticketOf(summary));
  }

  #messagesOf(ticketId: string): Message[] {
    if (this.scene === 'empty') return [];
    let messages = this.conversations.get(ticketId);
    if (!messages) {
      messages = (clone(messagesExample) as MessagePage).items;
      if (this.scene === 'rtl')
        messages = messages.map((message) => ({
          ...message,
          html: arabic.html,
          author: message.author.isYou ? { ...message.author, name: arabic.name } : message.author,
        }));
      if (this.scene === 'long') {
        messages[1]!.html = long.html;
        messages[0]!.author.name = long.name;
        messages[0]!.attachments = Array.from({ length: 12 }, (_, index) => ({
          id: `at_long${index}`,
          name: `${index}-${longWord}.wav`,
          type: 'audio/wav',
          size: 18_874_368 + index,
          state: 'ready' as const,
        }));
      }
      this.conversations.set(ticketId, messages);
    }
    return messages;
  }

  #summaries(): TicketSummary[] {
    return this.tickets.map((ticket) =>
      this.scene === 'rtl'
        ? { ...ticket, subject: arabic.subject, requester: { ...ticket.requester, name: arabic.name } }
        : this.scene === 'long'
          ? { ...ticket, subject: long.subject, requester: { ...ticket.requester, name: long.name } }
          : ticket,
    );
  }

  #list(url: URL): TicketPage {
    const value = (name: string) => url.searchParams.get(name) ?? '';
    const words = value('q').toLowerCase().split(/\s+/).filter(Boolean);
    const [, descending, by] = /^(-?)(.+)$/.exec(value('sort') || '-last-activity')!;
    const keys: Record<string, (ticket: TicketSummary) => string> = {
      number: ({ number }) => String(number).padStart(9, '0'),
      subject: ({ subject }) => subject.toLowerCase(),
      requester: ({ requester }) => requester.name,
      created: ({ createdAt }) => createdAt,
      'last-activity': ({ lastActivityAt }) => lastActivityAt,
      status: ({ status, stage }) => `${status === 'open' ? 0 : 1} ${stage?.label}`,
    };
    const keyOf = (ticket: TicketSummary) => keys[by!]?.(ticket) ?? ticket.values[by!] ?? '';
    const within = (time: string, name: string) =>
      (!value(`${name}From`) || time >= value(`${name}From`)) && (!value(`${name}To`) || time < value(`${name}To`));
    const found = (this.scene === 'empty' ? [] : this.#summaries())
      .filter(({ requester }) => value('scope') === 'organization' || requester.isYou)
      .filter(({ status }) => !value('status') || status === value('status'))
      .filter(({ stage }) => !value('stage') || stage?.id === value('stage'))
      .filter(({ createdAt, lastActivityAt }) => within(createdAt, 'created') && within(lastActivityAt, 'activity'))
      .filter((ticket) => this.#fits(ticket, url.searchParams.getAll('property')))
      .filter(({ subject, number }) => words.every((word) => `${subject} ${number}`.toLowerCase().includes(word)))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1) * (descending ? -1 : 1));
    const start = Number(value('cursor').replace('mock_', '') || 0);
    const end = start + Number(value('limit') || 10);
    const items = found
      .slice(start, end)
      .map((ticket) => (words.length ? { ...ticket, ...snippet(ticket, words) } : ticket));
    return { items, nextCursor: end < found.length ? `mock_${end}` : null };
  }

  /** Whether the columns of a ticket say what is asked for; properties that are no column are not known here. */
  #fits({ values }: TicketSummary, conditions: string[]): boolean {
    const wanted = Map.groupBy(conditions, (condition) => condition.split(':', 1)[0]!);
    return [...wanted].every(([name, ofOne]) => {
      const column = this.portal.listColumns.find((known) => known.name === `property:${name}`);
      const said = values[`property:${name}`]?.toLowerCase() ?? '';
      const says = (condition: string): boolean => {
        const [, operator, text = ''] = /^[^:]*:([^:]*):(.*)$/s.exec(condition) ?? [];
        const label = column?.options.find((option) => option.value === text)?.label ?? text;
        const word = label.toLowerCase();
        if (operator === 'words') return word.split(/\s+/).every((part) => said.includes(part));
        if (operator === 'is') return said === word;
        return operator === 'from' ? said >= word : said !== '' && said <= word;
      };
      return ofOne.some((condition) => condition.includes(':is:')) ? ofOne.some(says) : ofOne.every(says);
    });
  }

  /** The messages of others that are not read: the last ones. */
  #unreadOf({ id, unread }: TicketSummary): Message[] {
    const others = this.#messagesOf(id).filter(({ author }) => !author.isYou);
    return unread ? others.slice(-unread) : [];
  }

  #takeUploads(ids: string[] = []): Attachment[] | Problem['errors'] {
    const errors = ids.flatMap((id, index) =>
      this.#uploads.has(id) ? [] : [{ pointer: `/uploadIds/${index}`, code: 'unknown-value' as const }],
    );
    if (errors.length) return errors;
    return ids.map((id) => {
      const { name, length, bytes } = this.#uploads.get(id)!;
      this.#uploads.delete(id);
      const type = name.endsWith('.png') ? 'image/png' : name.endsWith('.pdf') ? 'application/pdf' : 'text/plain';
      this.#files.set(id, { blob: new Blob(bytes as BlobPart[], { type }), name });
      return { id, name, type, size: length, state: 'ready' };
    });
  }

  /** Does something once for each idempotency key. */
  #onceFor<T>(headers: Headers, act: () => T): T {
    const key = headers.get('Idempotency-Key') ?? crypto.randomUUID();
    if (!this.#once.has(key)) this.#once.set(key, act());
    return this.#once.get(key) as T;
  }

  /** Tells every page that listens what happened. */
  tell(event: Partial<LiveEvent> & Pick<LiveEvent, 'kind'>): void {
    const told = this.#eventOf({ id: event.kind === 'writing' ? null : String(this.#told.length + 1), ...event });
    if (told.id !== null) this.#told.push(told);
    for (const stream of this.#streams) this.#write(stream, told);
  }

  /** Breaks the line to every page that listens. */
  cut(): void {
    for (const stream of this.#streams) stream.error(new Error('cut'));
    this.#streams.clear();
  }

  /** How many pages listen. */
  get listeners(): number {
    return this.#streams.size;
  }

  #eventOf(event: Partial<LiveEvent> & Pick<LiveEvent, 'kind'>): LiveEvent {
    return { id: null, ticketId: null, messageId: null, name: null, ...event };
  }

  #write(stream: ReadableStreamDefaultController<Uint8Array>, event: LiveEvent): void {
    const id = event.id === null ? '' : `id: ${event.id}\n`;
    try {
      stream.enqueue(new TextEncoder().encode(`${id}event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`));
    } catch {
      // That page has left.
      this.#streams.delete(stream);
    }
  }

  #handlers(): HttpHandler[] {
    const base = `${this.src}/api/v1`;
    interface Asked {
      request: Request;
      url: URL;
      person: Person;
      params: Record<string, string>;
      body: unknown;
    }
    const on = (
      method: 'get' | 'post' | 'put' | 'patch' | 'delete' | 'head',
      path: string,
      operation: string,
      answer: (asked: Asked) => Response | Promise<Response>,
    ) =>
      http[method](base + path, async ({ request, params }) => {
        const text = operation === 'appendUpload' ? '' : await request.clone().text();
        const body: unknown = text ? JSON.parse(text) : undefined;
        const { headers, url } = request;
        this.seen.push({ operation, method: request.method, url, headers, body });
        const asked = { request, url: new URL(url), params: params as Record<string, string>, body };
        const open = publicOperations.has(operation);
        const person = this.#person(headers);
        const shown = headers.has('Authorization') || (headers.has('Portico-Session') && this.cookies.size > 0);
        if (!open && !person) return problem(shown ? 'session-expired' : 'session-required');
        if (
          !open &&
          this.readOnly &&
          !['GET', 'HEAD'].includes(request.method) &&
          !['deleteSession', 'createAttachmentLink'].includes(operation)
        )
          return problem('read-only');
        if (this.scene === 'offline' && /Events$/.test(operation)) return HttpResponse.error();
        if (!open && !['getSession', 'deleteSession', 'streamEvents', 'listEvents'].includes(operation)) {
          if (this.scene === 'loading') await delay('infinite');
          if (this.scene === 'failed') return problem('internal');
          if (this.scene === 'offline') return HttpResponse.error();
          if (this.scene === 'expired') {
            this.scene = 'normal';
            this.expire();
            return problem('session-expired');
          }
        }
        return answer({ ...asked, person: person! });
      });
    const ticketOf = (id: string) => this.#summaries().find((ticket) => ticket.id === id);

    return [
      on('get', '/portal', 'getPortal', () => json<Portal>(this.portal)),
      on('post', '/session', 'createSession', ({ body, request: { headers } }) => {
        if ('hostToken' in (body as object)) {
          const { hostToken } = body as HostToken;
          const claims = JSON.parse(atob(hostToken.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))) as {
            email: string;
          };
          const person = people.find((known) => known.email === claims.email);
          if (!person || this.#attempts.has(hostToken)) return problem('host-token-invalid');
          this.#attempts.set(hostToken, 1);
          return this.#admit(person, headers);
        }
        if ('staffToken' in (body as object)) {
          if (!this.staffTokens.delete((body as StaffToken).staffToken)) return problem('link-expired');
          this.readOnly = true;
          return this.#grant(people[0]!, headers);
        }
        if ('singleSignOn' in (body as object)) {
          const { code } = (body as SingleSignOn).singleSignOn;
          // The code says who comes in, or why nobody does.
          const person = people.find((known) => known.email.startsWith(`${code}@`));
          return person ? this.#grant(person, headers) : problem(code as ProblemCode);
        }
        if ('link' in (body as object)) {
          const { link } = body as LinkSignIn;
          if ('code' in link) {
            if (link.code === LINK_CODE) return this.#grant(people[0]!, headers);
            const wrong = (this.#attempts.get(link.linkId) ?? 0) + 1;
            this.#attempts.set(link.linkId, wrong);
            return wrong > 5
              ? problem('link-expired')
              : problem('validation-failed', { errors: [{ pointer: '/link/code', code: 'invalid' }] });
          }
          const state = this.linkTokens.get(link.token);
          if (state === 'elsewhere') return problem('link-other-browser');
          this.linkTokens.delete(link.token);
          return state ? this.#grant(people[0]!, headers) : problem('link-expired');
        }
        if ('consent' in (body as object)) {
          const { version } = (body as ConsentGrant).consent;
          if (!this.#pending) return problem('session-expired');
          if (version !== this.consent.version) return problem('consent-required');
          this.owing.delete(this.#pending.email);
          return this.#grant(this.#pending, headers);
        }
        const { email, password: given } = body as Credentials;
        const tries = this.#attempts.get(email) ?? 0;
        if (tries >= 5) return problem('too-many-attempts', { retryAfter: 42 });
        const person = this.#people.find((known) => known.email === email.toLowerCase());
        if (!person || given !== (this.#passwords.get(person.email) ?? password)) {
          this.#attempts.set(email, tries + 1);
          return problem('credentials-wrong');
        }
        return this.#admit(person, headers);
      }),
      on('post', '/sign-in-links', 'createSignInLink', () =>
        json<SignInLink>({ linkId: 'lk_1', expiresAt: new Date(Date.now() + 900_000).toISOString() }, 202),
      ),
      on('post', '/sign-in-links/open', 'openSignInLink', ({ body }) => {
        if (!this.linkTokens.has((body as SignInLinkToken).token)) return problem('link-expired');
        return json<OpenedSignInLink>({
          code: LINK_CODE,
          device: { browser: 'Firefox', system: 'Windows' },
          askedAt: new Date().toISOString(),
        });
      }),
      on('get', '/unread', 'getUnread', () => {
        const mine = this.tickets.filter(({ requester }) => requester.isYou);
        const count = mine.reduce((sum, { unread }) => sum + unread, 0);
        return json<UnreadCount>({ count: Math.min(99, count), isMore: count > 99 });
      }),
      on('get', '/person/preferences', 'getPreferences', () => json<Preferences>(this.preferences)),
      on('patch', '/person/preferences', 'updatePreferences', ({ body }) => {
        this.preferences = { ...this.preferences, ...(body as PreferenceChanges) };
        return json<Preferences>(this.preferences);
      }),
      on('get', '/person/email-change', 'getEmailChange', () => json<PendingEmailChange>({ change: this.emailChange })),
      on('post', '/person/email-change', 'createEmailChange', ({ body }) => {
        const { email, currentPassword } = body as NewEmailChange;
        if (currentPassword !== undefined && currentPassword !== password)
          return problem('validation-failed', { errors: [{ pointer: '/currentPassword', code: 'invalid' }] });
        this.emailChange = { email, expiresAt: new Date(Date.now() + 86_400_000).toISOString(), confirmed: [] };
        return json<EmailChange>(this.emailChange, 202);
      }),
      on('delete', '/person/email-change', 'cancelEmailChange', () => {
        this.emailChange = null;
        return new HttpResponse(null, { status: 204 });
      }),
      on('post', '/email-changes/answer', 'answerEmailChange', ({ body }) => {
        const { token, answer } = body as EmailChangeAnswer;
        const state = this.changeTokens.get(token);
        if (!state) return problem('link-expired');
        if (answer === 'confirm') return json<AnsweredEmailChange>({ state });
        this.changeTokens.clear();
        return json<AnsweredEmailChange>({ state: 'cancelled' });
      }),
      on('get', '/consent', 'getConsent', () => json<Consent>(this.consent)),
      on('get', '/person/consent', 'getOwnConsent', () => json<OwnConsent>({ receipt: this.receipt })),
      on('delete', '/person/consent', 'withdrawConsent', () => {
        this.receipt = null;
        if (this.consent.isRequired) this.expire();
        return new HttpResponse(null, { status: 204 });
      }),
      on('post', '/registrations', 'createRegistration', () => new HttpResponse(null, { status: 202 })),
      on('post', '/registrations/complete', 'completeRegistration', ({ body }) => {
        const { token, password: given } = body as RegistrationCompletion;
        const registration = this.registrations.get(token);
        if (!registration) return problem('link-expired');
        if (given !== registration.password) return problem('credentials-wrong');
        this.registrations.delete(token);
        this.#add({ email: registration.email, name: 'Nora Berg' }, given);
        return json<Registered>({ email: registration.email });
      }),
      on('post', '/invitations/open', 'openInvitation', ({ body }) => {
        const invitation = this.invitations.get((body as { token: string }).token);
        return invitation ? json<Invitation>(invitation) : problem('link-expired');
      }),
      on('post', '/invitations/complete', 'completeInvitation', ({ body }) => {
        const { token, name, password: chosen } = body as InvitationCompletion;
        const invitation = this.invitations.get(token);
        if (!invitation) return problem('link-expired');
        this.invitations.delete(token);
        this.#add({ ...invitation, name }, chosen);
        return new HttpResponse(null, { status: 204 });
      }),
      on('post', '/access-requests', 'createAccessRequest', () => new HttpResponse(null, { status: 202 })),
      on('post', '/password-resets', 'createPasswordReset', () => new HttpResponse(null, { status: 202 })),
      on('post', '/password-resets/complete', 'completePasswordReset', ({ body }) => {
        const { token, password: chosen } = body as PasswordReset;
        const fault = (code: string, limit?: number) =>
          problem('validation-failed', { errors: [{ pointer: '/password', code, ...(limit && { limit }) }] });
        if (chosen.length < 10) return fault('too-short', 10);
        if (/^(password|qwerty|1234)/i.test(chosen)) return fault('too-common');
        if (!this.resetTokens.delete(token)) return problem('link-expired');
        this.expire();
        return new HttpResponse(null, { status: 204 });
      }),
      on('get', '/session', 'getSession', ({ person }) => json<Session>(this.#session(person))),
      on('delete', '/session', 'deleteSession', ({ request: { headers } }) => {
        const profile = /^cookie:(.*):.*$/.exec(headers.get('Portico-Session') ?? '')?.[1];
        if (profile !== undefined) this.cookies.delete(profile);
        return new HttpResponse(null, { status: 204 });
      }),
      on('get', '/sessions', 'listSessions', () => json<SessionList>({ items: this.sessions })),
      on('delete', '/sessions', 'endOtherSessions', () => {
        this.sessions = this.sessions.filter(({ isCurrent }) => isCurrent);
        return new HttpResponse(null, { status: 204 });
      }),
      on('delete', '/sessions/:sessionId', 'endSession', ({ params }) => {
        const known = this.sessions.some(({ id }) => id === params.sessionId);
        this.sessions = this.sessions.filter(({ id }) => id !== params.sessionId);
        return known ? new HttpResponse(null, { status: 204 }) : problem('not-found');
      }),
      on('patch', '/person', 'updatePerson', ({ person, body }) => {
        const { name = person.name, language = person.language ?? null } = body as PersonChanges;
        if (!name.trim()) return problem('validation-failed', { errors: [{ pointer: '/name', code: 'required' }] });
        this.#names.set(person.id, name.trim());
        return json<Person>({ ...person, name: name.trim(), language });
      }),
      on('patch', '/person/password', 'changePassword', ({ body }) => {
        const { currentPassword, newPassword } = body as PasswordChange;
        const wrong = (pointer: string, code: 'invalid' | 'too-common') =>
          problem('validation-failed', { errors: [{ pointer, code }] });
        if (newPassword === 'passwordpassword') return wrong('/newPassword', 'too-common');
        if (currentPassword !== password) return wrong('/currentPassword', 'invalid');
        this.sessions = this.sessions.filter(({ isCurrent }) => isCurrent);
        return new HttpResponse(null, { status: 204 });
      }),
      on('get', '/tickets', 'listTickets', ({ url }) => json<TicketPage>(this.#list(url))),
      on('post', '/tickets', 'createTicket', ({ request, person, body }) => {
        const { formId, formVersion, subject, text, uploadIds } = body as NewTicket;
        const form = this.forms.find(({ id }) => id === formId);
        if (form && formVersion && formVersion !== form.version) return problem('form-changed');
        if (!subject.trim())
          return problem('validation-failed', { errors: [{ pointer: '/subject', code: 'required' }] });
        const ticket = this.#onceFor(request.headers, () => {
          const attachments = this.#takeUploads(uploadIds) as Attachment[];
          const now = new Date().toISOString();
          const number = Math.max(...this.tickets.map((known) => known.number)) + 1;
          const stage = { id: this.portal.stages[0]!.id, label: this.portal.stages[0]!.label };
          const summary: TicketSummary = {
            id: `tk_${number}`,
            number,
            subject,
            status: 'open',
            stage,
            createdAt: now,
            lastActivityAt: now,
            requester: { name: person.name, isYou: true },
            values: {},
            unread: 0,
            changes: [],
            snippet: null,
          };
          this.tickets = [summary, ...this.tickets];
          this.conversations.set(summary.id, [this.#message(person, text, attachments, 'form')]);
          return this.#ticketOf(summary);
        });
        return json<Ticket>(ticket, 201, { Location: `${base}/tickets/${ticket.id}` });
      }),
      on('get', '/events', 'streamEvents', ({ request: { headers } }) => {
        // A page asks for all since it began to load, and no mocked portal is older than its page.
        const after = Number(headers.get('Last-Event-ID') ?? 0);
        const body = new ReadableStream<Uint8Array>({
          start: (stream) => {
            this.#streams.add(stream);
            this.#write(stream, this.#eventOf({ kind: 'ready', id: String(after) }));
            for (const event of this.#told.slice(after)) this.#write(stream, event);
          },
        });
        return new HttpResponse(body, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } });
      }),
      on('get', '/events/recent', 'listEvents', ({ url }) => {
        const cursor = String(this.#told.length);
        const items = this.#told.slice(Number(url.searchParams.get('after') ?? cursor));
        return HttpResponse.json<LiveEventPage>(
          { items, cursor, isReset: false },
          { headers: { ETag: `"${cursor}"` } },
        );
      }),
      on('get', '/tickets/:ticketId', 'getTicket', ({ params }) => {
        const ticket = ticketOf(params.ticketId!);
        return ticket ? json<Ticket>(this.#ticketOf(ticket)) : problem('not-found');
      }),
      on('get', '/tickets/:ticketId/messages', 'listMessages', ({ params, url }) => {
        const ticket = ticketOf(params.ticketId!);
        if (!ticket) return problem('not-found');
        const items = this.#messagesOf(params.ticketId!);
        const unreadFrom = this.#unreadOf(ticket)[0]?.id ?? null;
        if (this.scene !== 'long')
          return json<MessagePage>({
            items,
            changes: clone(messagesExample as MessagePage).changes,
            earlierCursor: null,
            unreadFrom,
          });
        const earlier = url.searchParams.has('cursor');
        return json<MessagePage>({
          items: earlier ? items.map((message) => ({ ...message, id: `${message.id}_earlier` })) : items,
          changes: [],
          earlierCursor: earlier ? null : 'mock_earlier',
          unreadFrom,
        });
      }),
      on('put', '/tickets/:ticketId/read', 'markTicketRead', ({ params, body }) => {
        const ticket = this.tickets.find(({ id }) => id === params.ticketId);
        if (!ticket) return problem('not-found');
        const { messageId } = body as ReadMark;
        const messages = this.#messagesOf(ticket.id);
        const place = messages.findIndex(({ id }) => id === messageId);
        if (place < 0)
          return problem('validation-failed', { errors: [{ pointer: '/messageId', code: 'unknown-value' }] });
        const left = messages.slice(place + 1).filter(({ author }) => !author.isYou).length;
        ticket.unread = Math.min(ticket.unread, left);
        ticket.changes = ticket.unread ? ['reply'] : [];
        return new HttpResponse(null, { status: 204 });
      }),
      on('post', '/tickets/:ticketId/close', 'closeTicket', ({ params }) =>
        this.#acted(params.ticketId!, {
          status: 'closed',
          stage: { id: 'st_solved', label: 'Solved' },
          rating: { kind: 'stars', value: null, comment: null, takesComment: true, changeableUntil: null },
          actions: ['reply', 'reopen', 'rate'],
        }),
      ),
      on('post', '/tickets/:ticketId/reopen', 'reopenTicket', ({ params }) =>
        this.#acted(params.ticketId!, {
          status: 'open',
          stage: { id: 'st_received', label: 'Received' },
          rating: null,
          actions: ['reply', 'close'],
        }),
      ),
      on('post', '/tickets/:ticketId/rating', 'rateTicket', ({ params, body }) => {
        const { value, comment = null } = body as NewRating;
        const { kind = 'stars' } = this.ticketChanges.get(params.ticketId!)?.rating ?? {};
        const changeableUntil = new Date(Date.now() + 86_400_000).toISOString();
        return this.#acted(params.ticketId!, { rating: { kind, value, comment, takesComment: true, changeableUntil } });
      }),
      on('get', '/tickets/:ticketId/download', 'downloadTicket', () =>
        HttpResponse.arrayBuffer(pixel.buffer, {
          headers: {
            'Content-Type': 'application/zip',
            'Content-Disposition': 'attachment; filename="ticket-1058.zip"',
          },
        }),
      ),
      on('get', '/tickets/:ticketId/messages/:messageId', 'getMessage', ({ params }) => {
        const message = this.#messagesOf(params.ticketId!).find(({ id }) => id === params.messageId);
        return message ? json<Message>({ ...message, ...this.wholes.get(message.id) }) : problem('not-found');
      }),
      on('get', '/tickets/:ticketId/messages/:messageId/source', 'downloadMessage', () =>
        HttpResponse.text('the whole of it', {
          headers: { 'Content-Type': 'text/plain', 'Content-Disposition': 'attachment; filename="message.txt"' },
        }),
      ),
      on('post', '/tickets/:ticketId/messages', 'createMessage', ({ request, params, person, body }) => {
        const { text, uploadIds } = body as NewMessage;
        if (!text.trim() && !uploadIds?.length)
          return problem('validation-failed', { errors: [{ pointer: '/text', code: 'required' }] });
        const messages = this.#messagesOf(params.ticketId!);
        const message = this.#onceFor(request.headers, () => {
          const made = this.#message(person, text, this.#takeUploads(uploadIds) as Attachment[], 'portal');
          messages.push(made);
          return made;
        });
        return json<Message>(message, 201);
      }),
      on('post', '/message-previews', 'previewMessage', ({ person, body }) =>
        json<MessagePreview>({ html: this.#message(person, (body as { text: string }).text, [], 'portal').html }),
      ),
      on('get', '/forms/:formId', 'getForm', ({ params }) => {
        const form = this.forms.find(({ id }) => id === params.formId);
        if (!form) return problem('not-found');
        // What is known of who asks is not asked for.
        const isKnown = ({ pointer }: { pointer: string }) => /^\/contact\/(name|email)$/.test(pointer);
        const sections = form.sections.map((one) => ({
          ...one,
          fields: one.fields.filter((field) => !isKnown(field)),
        }));
        return json<Form>({ ...form, sections });
      }),
      on('get', '/articles', 'suggestArticles', ({ url }) =>
        json<ArticleList>((url.searchParams.get('query') ?? '').trim().length < 3 ? { items: [] } : this.articles),
      ),
      on('get', '/requests/forms/:formId', 'getRequestForm', ({ params }) => {
        const isOpen = this.portal.forms.some((form) => form.id === params.formId && form.isOpen);
        const form = this.forms.find(({ id }) => id === params.formId);
        return form && isOpen ? json<Form>(form) : problem('not-found');
      }),
      on('post', '/requests/challenges', 'createChallenge', async () => {
        const { number = 11, ...more } = this.challenge;
        const salt = `mock${++this.#count}?`;
        const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(salt + number));
        const digest = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
        const expiresAt = new Date(Date.now() + 1_200_000).toISOString();
        this.#answers.set(digest, number);
        return json<Challenge>(
          { salt, digest, maxNumber: number + 50, signature: 'mock', notBefore: 0, expiresAt, ...more },
          201,
        );
      }),
      on('post', '/requests', 'createRequest', ({ request, body }) => {
        const { work, subject, contact } = body as NewRequest;
        if (this.#answers.get(work.digest) !== work.number) return problem('work-refused');
        if (!contact?.email)
          return problem('validation-failed', { errors: [{ pointer: '/contact/email', code: 'required' }] });
        this.#onceFor(request.headers, () => {
          this.#answers.delete(work.digest);
          const number = 1048 + this.pending.size;
          return this.pending.set(`mock-request-${this.pending.size}`, { number, subject, thanks: null });
        });
        return new HttpResponse(null, { status: 202 });
      }),
      on('post', '/requests/confirmations', 'confirmRequest', ({ body }) => {
        const confirmed = this.pending.get((body as RequestConfirmation).token);
        return confirmed ? json<ConfirmedRequest>(confirmed) : problem('link-expired');
      }),
      on('post', '/uploads', 'createUpload', ({ request }) => {
        const name = /filename ([^,]*)/.exec(request.headers.get('Upload-Metadata') ?? '')?.[1] ?? '';
        const length = Number(request.headers.get('Upload-Length'));
        if (!length) return problem('file-empty');
        const id = this.#onceFor(request.headers, () => {
          const id = `up_${this.#uploads.size + this.#files.size + 1}`;
          const bytes = Uint8Array.from(atob(name), (sign) => sign.charCodeAt(0));
          this.#uploads.set(id, { name: new TextDecoder().decode(bytes), length, bytes: [] });
          return id;
        });
        return new HttpResponse(null, {
          status: 201,
          headers: { Location: `${base}/uploads/${id}`, 'Tus-Resumable': '1.0.0' },
        });
      }),
      on('head', '/uploads/:uploadId', 'getUploadOffset', ({ params }) => {
        const upload = this.#uploads.get(params.uploadId!);
        if (!upload) return new HttpResponse(null, { status: 404 });
        const headers = {
          'Upload-Offset': `${size(upload)}`,
          'Upload-Length': `${upload.length}`,
          'Tus-Resumable': '1.0.0',
        };
        return new HttpResponse(null, { headers });
      }),
      on('patch', '/uploads/:uploadId', 'appendUpload', async ({ params, request }) => {
        const upload = this.#uploads.get(params.uploadId!);
        if (!upload) return problem('not-found');
        if (Number(request.headers.get('Upload-Offset')) !== size(upload)) return problem('upload-conflict');
        upload.bytes.push(new Uint8Array(await request.arrayBuffer()));
        const headers = { 'Upload-Offset': `${size(upload)}`, 'Tus-Resumable': '1.0.0' };
        return new HttpResponse(null, { status: 204, headers });
      }),
      on('delete', '/uploads/:uploadId', 'deleteUpload', ({ params }) => {
        const known = this.#uploads.delete(params.uploadId!);
        return known ? new HttpResponse(null, { status: 204 }) : problem('not-found');
      }),
      on('post', '/attachments/:attachmentId/link', 'createAttachmentLink', async ({ params, request }) => {
        const { purpose } = (await request.json()) as NewAttachmentLink;
        const url = this.fileUrl(params.attachmentId!, purpose);
        return json<AttachmentLink>({ url, expiresAt: new Date(Date.now() + 60_000).toISOString() }, 201);
      }),
      http.get(`${this.src}/files/:attachmentId/:grant`, async ({ params }) => {
        const { blob } = this.#files.get(String(params['attachmentId'])) ?? { blob: new Blob([pixel]) };
        const headers = { 'Content-Type': blob.type || 'image/png', 'Cross-Origin-Resource-Policy': 'cross-origin' };
        return HttpResponse.arrayBuffer(await blob.arrayBuffer(), { headers });
      }),
      on('get', '/attachments/:attachmentId', 'getAttachment', async ({ params }) => {
        const { blob, name } = this.#files.get(params.attachmentId!) ?? { blob: new Blob([pixel]), name: 'file.png' };
        return HttpResponse.arrayBuffer(await blob.arrayBuffer(), {
          headers: { 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` },
        });
      }),
    ];
  }

  #message(person: Person, text: string, attachments: Attachment[], channel: Message['channel']): Message {
    return {
      id: `ms_new${++this.#count}`,
      author: { kind: 'customer', name: person.name, isYou: true },
      channel,
      createdAt: new Date().toISOString(),
      html: text
        .split(/\n{2,}/)
        .filter(Boolean)
        .map((paragraph) => `<p>${escape(paragraph).replace(/\n/g, '<br>')}</p>`)
        .join('\n'),
      shortened: false,
      attachments,
    };
  }
}

const size = ({ bytes }: StoredUpload) => bytes.reduce((sum, piece) => sum + piece.length, 0);

function snippet({ subject }: TicketSummary, words: string[]): Pick<TicketSummary, 'snippet'> {
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi');
  const parts = subject
    .split(pattern)
    .filter(Boolean)
    .map((text) => ({ text, match: words.includes(text.toLowerCase()) }));
  return { snippet: { parts } };
}
