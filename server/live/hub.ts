import type { Readable } from 'node:stream';
import pLimit from 'p-limit';
import { recallPersons } from '../accounts/sessions.ts';
import type { SignedIn } from '../accounts/requester.ts';
import type { OpenDatabase } from '../db/database.ts';
import { presentLiveEvent } from '../presenters/live-event.ts';
import { Problem } from '../problem.ts';
import type { LiveEvent } from '../../src/api/schema.ts';
import {
  LIVE_CHANNEL,
  selectEventRange,
  selectEventsFor,
  selectNewEvents,
  selectVisibleMessageIds,
  selectVisibleTicketIds,
  type LiveEventRow,
} from '../stores/live-events.ts';
import { EventStream } from './event-stream.ts';
import type { Live, LivePlace, LiveStats, WantedStream } from './live.ts';

/** What a hub works with. */
export interface HubOptions {
  readonly database: OpenDatabase;
  readonly demo: boolean;
  readonly clock: () => Date;
  /** Streams of one session: a tab each, and a few that are not known to be gone yet. */
  readonly perSession?: number;
  /** Streams of one network: an office behind one address. */
  readonly perNetwork?: number;
  readonly beatMs?: number;
}

const PER_SESSION = 12;
const PER_NETWORK = 1000;
const BEAT_MS = 20_000;
const RETRY_MS = 2000;
/** Events that are read at once. */
const BATCH = 500;
/** Events that somebody who comes back is told one by one; after more they had better look anew. */
const MOST_MISSED = 1000;
/** Sessions that are looked at in one query. */
const SESSIONS_AT_ONCE = 1000;
/** Streams for which the database is asked at once: what concerns thousands leaves it to requests as well. */
const ASKING_AT_ONCE = 8;

/**
 * Hands what happens round to the streams of this copy of the server. Every copy hears of every event by the database, reads it
 * there once, and asks for each person whom it may concern what they may see at that moment.
 */
export class LiveHub implements Live {
  readonly #options: HubOptions;
  readonly #streams = new Map<string, Set<EventStream>>();
  readonly #sessions = new Map<string, Set<EventStream>>();
  readonly #networks = new Map<string, number>();
  #started: Promise<void> | undefined;
  #stopListening: (() => Promise<void>) | undefined;
  #beat: NodeJS.Timeout | undefined;
  #isClosed = false;
  /** The last event that was handed round. */
  #last = 0;
  #reading = false;
  #again = false;
  readonly #ask = pLimit(ASKING_AT_ONCE);
  #sent = 0;
  #slow = 0;
  #ended = 0;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  async open(person: SignedIn, wanted: WantedStream): Promise<Readable> {
    if (this.#isClosed) throw new Problem('unavailable', { retryAfter: 1 });
    await this.#start();
    this.#replace(person, wanted.page);
    this.#refuseTooMany(person, wanted.network);
    const stream = new EventStream(person, wanted);
    // Before anything is waited for: what is handed round from now on is told after what was missed.
    stream.seen = this.#last;
    this.#add(stream);
    stream.inTurn(() => this.#ask(() => this.#catchUp(stream, wanted, stream.seen)));
    return stream;
  }

  async recent(person: SignedIn, place: LivePlace) {
    const range = await selectEventRange(this.#options.database.db);
    const newest = range?.newest ?? 0;
    const missed = await this.#missed(person, place, range);
    if (missed === null) return { events: [], cursor: String(newest), isReset: true };
    const last = missed.rows.at(-1)?.id ?? missed.after;
    return { events: await this.#filter(person, missed.rows), cursor: String(last), isReset: false };
  }

  stats(): LiveStats {
    let streams = 0;
    for (const of of this.#streams.values()) streams += of.size;
    return { streams, sent: this.#sent, slow: this.#slow, ended: this.#ended };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#beat);
    for (const stream of this.#all()) stream.finish();
    await this.#started?.catch(() => {});
    // A database that is closed already tells nothing any more.
    await this.#stopListening?.().catch(() => {});
  }

  /** Listens from the first stream on; a hub that nobody asks for costs nothing. */
  #start(): Promise<void> {
    this.#started ??= this.#listen().catch((error: unknown) => {
      this.#started = undefined;
      throw error;
    });
    return this.#started;
  }

  async #listen(): Promise<void> {
    const { database, beatMs = BEAT_MS } = this.#options;
    this.#stopListening = await database.listen(LIVE_CHANNEL, (payload) => this.#hear(payload));
    this.#last = (await selectEventRange(database.db))?.newest ?? 0;
    this.#beat = setInterval(() => void this.#look(), beatMs);
    this.#beat.unref();
  }

  #hear(payload: string): void {
    if (payload === '') return void this.#read();
    const writing = readWriting(payload);
    if (writing) this.#handRound([writing]);
  }

  /** Reads what is new, once for all streams; what is heard meanwhile is read next. */
  async #read(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#again && !this.#isClosed) {
        this.#again = false;
        const rows = await selectNewEvents(this.#options.database.db, this.#last, BATCH);
        const newest = rows.at(-1)?.id;
        if (newest === undefined || newest === null) continue;
        this.#last = newest;
        this.#again ||= rows.length === BATCH;
        this.#handRound(rows);
      }
    } catch {
      // The next beat reads again.
    } finally {
      this.#reading = false;
    }
  }

  /** Gives events to the streams they may concern, in their turn. */
  #handRound(rows: readonly LiveEventRow[]): void {
    for (const [portalId, ofPortal] of Map.groupBy(rows, ({ portal_id }) => portal_id)) {
      // Two tabs of one session are told the same: it is asked for once.
      const told = new Map<string, Promise<LiveEvent[] | null>>();
      for (const stream of this.#streams.get(portalId) ?? []) {
        const concerned = ofPortal.filter((row) => mayConcern(stream.person, row) && !isBehind(row, stream.seen));
        if (concerned.length === 0) continue;
        stream.inTurn(async () => {
          const { sessionId } = stream.person;
          const news = concerned.filter((row) => !isBehind(row, stream.seen));
          const key = `${sessionId} ${news.map(({ id, ticket_id }) => id ?? ticket_id).join()}`;
          const events = told.get(key) ?? this.#ask(() => this.#eventsFor(sessionId, news));
          told.set(key, events);
          this.#tell(stream, await events, news);
        });
      }
    }
  }

  /** What a session may hear of events at this moment; null when it has ended. */
  async #eventsFor(sessionId: string, rows: readonly LiveEventRow[]): Promise<LiveEvent[] | null> {
    const { database, demo, clock } = this.#options;
    if (rows.some((row) => row.session_id === sessionId)) return null;
    const person = (await recallPersons({ db: database.db, demo }, [sessionId], clock())).get(sessionId);
    return person ? this.#filter(person, rows) : null;
  }

  #tell(stream: EventStream, events: readonly LiveEvent[] | null, rows: readonly LiveEventRow[]): void {
    if (events === null) return this.#end(stream);
    stream.seen = Math.max(stream.seen, ...rows.map(({ id }) => id ?? 0));
    for (const event of events) stream.tell(event);
    this.#sent += events.length;
  }

  /** Those of the events that a person may hear of now. */
  async #filter(person: SignedIn, rows: readonly LiveEventRow[]): Promise<LiveEvent[]> {
    const { db } = this.#options.database;
    const idsOf = (column: 'ticket_id' | 'message_id') => [...new Set(rows.flatMap((row) => row[column] ?? []))];
    const tickets = await selectVisibleTicketIds(person, db, idsOf('ticket_id'));
    const messages = await selectVisibleMessageIds(person, db, idsOf('message_id'));
    return rows.filter((row) => mayHear(person, row, { tickets, messages })).map(presentLiveEvent);
  }

  /** Tells a new stream what its reader missed, up to where the others are. */
  async #catchUp(stream: EventStream, place: LivePlace, upTo: number): Promise<void> {
    const { db } = this.#options.database;
    const range = await selectEventRange(db);
    const missed = await this.#missed(stream.person, place, range);
    // Another copy may have told the reader more than this one has read by now.
    const begin = Math.max(upTo, missed?.after ?? 0, missed?.rows.at(-1)?.id ?? 0);
    stream.seen = Math.max(stream.seen, missed ? begin : upTo);
    const kind = missed ? 'ready' : 'reset';
    const from = missed && missed.rows.length > 0 ? missed.after : stream.seen;
    stream.tell({ id: String(from), kind, ticketId: null, messageId: null, name: null }, RETRY_MS);
    const events = missed ? await this.#filter(stream.person, missed.rows) : [];
    for (const event of events) stream.tell(event);
    this.#sent += events.length;
  }

  /** The events behind a place; null when they are not all known any more, or are too many to be told. */
  async #missed(
    person: SignedIn,
    { after: given, seconds }: LivePlace,
    range: { oldest: number; newest: number } | undefined,
  ): Promise<{ after: number; rows: LiveEventRow[] } | null> {
    const { database, clock } = this.#options;
    if (given === undefined) {
      const newest = range?.newest ?? 0;
      if (seconds === 0) return { after: newest, rows: [] };
      const since = new Date(clock().getTime() - seconds * 1000);
      const rows = await selectEventsFor(person, database.db, { after: 0, limit: MOST_MISSED + 1, since });
      if (rows.length > MOST_MISSED) return null;
      return { after: rows[0]?.id == null ? newest : rows[0].id - 1, rows };
    }
    const after = /^\d{1,15}$/.test(given) ? Number(given) : NaN;
    const isKnown = range ? after >= range.oldest - 1 && after <= range.newest : after === 0;
    if (!isKnown) return null;
    const rows = await selectEventsFor(person, database.db, { after, limit: MOST_MISSED + 1, since: null });
    return rows.length > MOST_MISSED ? null : { after, rows };
  }

  /** Looks after every stream now and then: whether its session is good still, what may concern it, and that the line is there. */
  async #look(): Promise<void> {
    void this.#read();
    const { database, demo, clock } = this.#options;
    const all = [...this.#all()];
    try {
      for (let at = 0; at < all.length; at += SESSIONS_AT_ONCE) {
        const some = all.slice(at, at + SESSIONS_AT_ONCE);
        const ids = [...new Set(some.map(({ person }) => person.sessionId))];
        const persons = await recallPersons({ db: database.db, demo }, ids, clock());
        for (const stream of some) {
          const person = persons.get(stream.person.sessionId);
          if (!person) this.#end(stream);
          else {
            stream.person = person;
            stream.beat();
          }
        }
      }
    } catch {
      // A database that is away for a moment ends nobody's stream.
      for (const stream of all) stream.beat();
    }
  }

  #end(stream: EventStream): void {
    if (stream.destroyed || stream.readableEnded) return;
    this.#ended += 1;
    stream.tell({ id: null, kind: 'session-ended', ticketId: null, messageId: null, name: null });
    stream.finish();
  }

  #add(stream: EventStream): void {
    const { portalId } = stream.person;
    const ofPortal = this.#streams.get(portalId) ?? new Set();
    this.#streams.set(portalId, ofPortal.add(stream));
    const { sessionId } = stream.person;
    const ofSession = this.#sessions.get(sessionId) ?? new Set();
    this.#sessions.set(sessionId, ofSession.add(stream));
    this.#networks.set(stream.network, (this.#networks.get(stream.network) ?? 0) + 1);
    stream.once('close', () => {
      ofPortal.delete(stream);
      if (ofPortal.size === 0 && this.#streams.get(portalId) === ofPortal) this.#streams.delete(portalId);
      ofSession.delete(stream);
      if (ofSession.size === 0 && this.#sessions.get(sessionId) === ofSession) this.#sessions.delete(sessionId);
      const left = (this.#networks.get(stream.network) ?? 1) - 1;
      if (left > 0) this.#networks.set(stream.network, left);
      else this.#networks.delete(stream.network);
      if (stream.isSlow) this.#slow += 1;
    });
  }

  /** The former stream of a page that comes again is a line that broke unnoticed. */
  #replace({ sessionId }: SignedIn, page: string | undefined): void {
    if (page === undefined) return;
    for (const stream of this.#sessions.get(sessionId) ?? []) if (stream.page === page) stream.destroy();
  }

  #refuseTooMany({ sessionId }: SignedIn, network: string): void {
    const { perSession = PER_SESSION, perNetwork = PER_NETWORK } = this.#options;
    const open = [...(this.#sessions.get(sessionId) ?? [])].filter(({ destroyed }) => !destroyed);
    if (open.length >= perSession || (this.#networks.get(network) ?? 0) >= perNetwork)
      throw new Problem('rate-limited', { retryAfter: 60 });
  }

  *#all(): Generator<EventStream> {
    for (const ofPortal of this.#streams.values()) yield* ofPortal;
  }
}

/** Whether an event is about something of this person's, by what was known of them: whether they may hear of it is asked later. */
function mayConcern({ sessionId, contactId, companyId }: SignedIn, row: LiveEventRow): boolean {
  if (row.kind === 'session-ended') return row.session_id === sessionId;
  return row.contact_id === contactId || (row.company_id !== null && row.company_id === companyId);
}

function isBehind({ id }: LiveEventRow, seen: number): boolean {
  return id !== null && id <= seen;
}

/** Whether a person may hear of an event: deny by default. */
function mayHear(
  person: SignedIn,
  row: LiveEventRow,
  visible: { tickets: ReadonlySet<string>; messages: ReadonlySet<string> },
): boolean {
  const { ticket_id: ticketId, message_id: messageId } = row;
  if (ticketId === null) return false;
  switch (row.kind) {
    case 'message-created':
      return messageId !== null && visible.messages.has(messageId);
    case 'ticket-created':
    case 'ticket-changed':
    case 'writing':
      return visible.tickets.has(ticketId);
    case 'ticket-gone': {
      const { contactId, sharedCompanyId } = person;
      const wasTheirs = row.contact_id === contactId || (row.company_id !== null && row.company_id === sharedCompanyId);
      return wasTheirs && !visible.tickets.has(ticketId);
    }
    default:
      return false;
  }
}

/** What another copy said on the channel; nothing where it is not what is expected. */
function readWriting(payload: string): LiveEventRow | null {
  try {
    const told = JSON.parse(payload) as LiveEventRow;
    return told.kind === 'writing' && typeof told.portal_id === 'string' ? { ...told, id: null } : null;
  } catch {
    return null;
  }
}
