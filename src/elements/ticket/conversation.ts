import { html, nothing, render } from 'lit';
import type { Message, MessagePage, StatusChange } from '../../api/schema.js';
import type { ContentOptions } from '../../content/message.js';
import type { Piece } from '../../content/pieces.js';
import type { TicketWords } from '../../i18n/en/ticket.js';
import { clockTime, dayText } from '../../i18n/format.js';
import type { Locale } from '../../i18n/locale.js';
import type { Content } from '../../ui/content.js';
import { areDrawn } from '../../ui/drawn.js';
import { timeTag } from '../../ui/time.js';

/** What the conversation needs of the ticket it stands in. */
export interface ConversationHost {
  readonly element: HTMLElement;
  readonly locale: () => Locale<TicketWords>;
  /** The files of a message, below what it says. */
  readonly files: (message: Message, shown: ReadonlySet<string>) => unknown;
  /** Asks for the rest of a message that is shortened. */
  readonly rest: (message: Message) => void;
  /** The way to the whole of one that is shortened even then. */
  readonly source: (message: Message) => unknown;
  /** An address of a file, good for a minute. */
  readonly picture: (id: string) => Promise<string>;
  /** Something was added: the ticket may render what comes after it. */
  readonly changed: () => void;
}

/** A message's content as it stands in the page. */
export interface Body {
  readonly node: HTMLElement;
  readonly message: Message;
  /** Whether remote images may load; `stale` until it is drawn so. */
  images?: boolean;
  stale?: boolean;
  /** The files that are shown as pictures in it. */
  readonly shown: Set<string>;
  blockedImages: number;
  /** Why those cannot be shown, where they cannot. */
  refusal?: unknown;
  /** Whether only its beginning is shown. */
  clamped: boolean;
  /** Draws the rest of a very long one. */
  grow?: () => Promise<void>;
}

/** Messages that are drawn together, and what they were drawn from. */
interface Chunk {
  readonly node: HTMLOListElement;
  ids: string[];
  drawn: readonly unknown[];
}

/** Where each message stands in its page, by its id. */
type Places = ReadonlyMap<string, number>;

const long = 3000;
/** So many characters of HTML are drawn at once; what is around a message costs as much as some hundred. */
const heavy = 6000;
const around = 600;
/** Milliseconds after which the browser gets its turn. */
const slice = 3;

/** The room of the sentence that images from elsewhere cannot be shown, until its words are there. */
const refused = html`<p class="small">&nbsp;</p>`;

/** The next task: what was drawn is painted and what was typed is heard in between. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

/** Messages in groups that are drawn at once. */
function groupsOf(messages: readonly Message[]): Message[][] {
  const groups: Message[][] = [];
  let weight = Infinity;
  for (const message of messages) {
    const own = message.html.length + around;
    weight += own;
    if (weight > heavy) {
      groups.push([]);
      weight = own;
    }
    groups.at(-1)!.push(message);
  }
  return groups;
}

/**
 * The messages of a ticket, drawn a few at a time: no piece of work is long enough to be noticed, and what is read stays where it is
 * when earlier ones are put above it. All of them are in the page, for find-in-page and for screen readers.
 */
export class Conversation {
  /** Begins to draw what is very long in place of what was shown of it, where that was loaded; whether it did. */
  inPieces?: (
    conversation: Conversation,
    body: Body,
    content: typeof Content,
    options: ContentOptions,
    former?: Body,
  ) => boolean;
  /** Where the messages are. */
  readonly node = document.createElement('div');
  readonly #host: ConversationHost;
  readonly #chunks: Chunk[] = [];
  readonly #bodies = new Map<string, Body>();
  /** The messages of which everything that can be shown has come. */
  readonly whole = new Set<string>();
  #page?: MessagePage;
  #content?: typeof Content;
  /** The first message that was not read when the ticket was opened. */
  #newFrom?: string | null;
  #working?: Promise<void>;
  #again = false;
  /** By how much of a pixel what is read is not where it was. */
  #off = 0;

  constructor(host: ConversationHost) {
    this.#host = host;
  }

  /** Whether something is still to be drawn. */
  get busy(): boolean {
    return !!this.#working;
  }

  /** Whether nothing is drawn yet. */
  get isEmpty(): boolean {
    return !this.#chunks.length;
  }

  /** What scrolls it: the page, or a box of the host's around it. */
  get scroller(): Element {
    for (let at: Node | null = this.#host.element; at; at = at.parentNode ?? (at as Partial<ShadowRoot>).host ?? null)
      if (
        at instanceof Element &&
        at.scrollHeight > at.clientHeight &&
        /auto|scroll/.test(getComputedStyle(at).overflowY)
      )
        return at;
    return document.scrollingElement!;
  }

  /** When everything is drawn, while something is still to be. */
  get done(): Promise<void> | undefined {
    return this.#working;
  }

  /** Draws a message anew, of which something else has changed, or all that have files. */
  refresh(messageId?: string): void {
    for (const chunk of this.#chunks)
      if (messageId ? chunk.ids.includes(messageId) : chunk.node.querySelector('[part=files]')) chunk.drawn = [];
    this.#work();
  }

  /** Forgets everything. */
  clear(): void {
    this.node.replaceChildren();
    this.#chunks.length = 0;
    this.#bodies.clear();
    this.whole.clear();
    this.#page = this.#newFrom = undefined;
  }

  /** Shows a conversation, of which a part may be shown already. */
  show(page: MessagePage, content: typeof Content): void {
    if (page === this.#page) return;
    this.#page = page;
    this.#content = content;
    if (this.#newFrom === undefined) this.#newFrom = page.unreadFrom;
    this.#work();
  }

  /** Draws anew what has changed. */
  #work(): void {
    this.#again = true;
    this.#working ??= this.#draw().finally(() => {
      this.#working = undefined;
      this.#host.changed();
    });
  }

  async #draw(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const page = this.#page;
      if (!page) return;
      const { items } = page;
      const places = new Map(items.map(({ id }, place) => [id, place]));
      await this.#redraw(page, places);
      const known = new Set(this.#chunks.flatMap(({ ids }) => ids));
      const first = items.findIndex(({ id }) => known.has(id));
      const before = first < 0 ? [] : items.slice(0, first);
      const after = items.slice(Math.max(first, 0)).filter(({ id }) => !known.has(id));
      for (const group of groupsOf(after)) await this.#add(group, page, places);
      for (const group of groupsOf(before).reverse()) await this.#add(group, page, places, true);
      for (const body of this.#bodies.values()) await body.grow?.();
    }
  }

  /** Adds a few messages, at the end or above everything. */
  async #add(messages: readonly Message[], page: MessagePage, places: Places, above = false): Promise<void> {
    if (this.#page === page) await this.#prepare(messages);
    // It may be another ticket's by now.
    if (this.#page !== page) return;
    const chunk: Chunk = { node: document.createElement('ol'), ids: messages.map(({ id }) => id), drawn: [] };
    if (!above) this.#chunks.push(chunk);
    const next = above ? this.#chunks[0] : undefined;
    if (above) this.#chunks.unshift(chunk);
    this.#drawChunk(chunk, page, places);
    if (next)
      this.keep(next.node, () => {
        this.node.prepend(chunk.node);
        // Its day may be said further up now.
        this.#drawChunk(next, page, places);
      });
    else this.node.append(chunk.node);
    // Laid out now, and not with others in the next frame.
    chunk.node.getBoundingClientRect();
    this.#host.changed();
    await turn();
  }

  /** Does something to what is above the end of a node, and keeps that end where it is. */
  keep(node: Element, act: () => void): void {
    const end = node.getBoundingClientRect().bottom - this.#off;
    const off = () => node.getBoundingClientRect().bottom - end;
    act();
    this.scroller.scrollBy({ top: off(), behavior: 'instant' });
    // Browsers scroll by whole pixels: the rest is made good the next time.
    this.#off = off() % 1;
  }

  async #redraw(page: MessagePage, places: Places): Promise<void> {
    for (const chunk of [...this.#chunks]) {
      chunk.ids = chunk.ids.filter((id) => places.has(id));
      if (!chunk.ids.length) {
        chunk.node.remove();
        this.#chunks.splice(this.#chunks.indexOf(chunk), 1);
        continue;
      }
      const stale = chunk.ids
        .map((id) => page.items[places.get(id)!]!)
        .filter((message) => {
          const body = this.#bodies.get(message.id);
          return body?.message !== message || body.stale;
        });
      if (stale.length) await this.#prepare(stale);
      if (this.#page !== page) return;
      // What changes in the first one, because others are above it now, changes with them.
      if (chunk !== this.#chunks[0] || !places.get(chunk.ids[0]!)) this.#drawChunk(chunk, page, places);
    }
  }

  async #prepare(messages: readonly Message[]): Promise<void> {
    let since = performance.now();
    for (const message of messages) {
      this.#bodies.set(message.id, this.#body(message));
      if (performance.now() - since > slice) {
        await turn();
        since = performance.now();
      }
    }
  }

  #drawChunk(chunk: Chunk, page: MessagePage, places: Places): void {
    const { t, tag } = this.#host.locale();
    const { ids } = chunk;
    const { items } = page;
    const from = places.get(ids[0]!)!;
    const before = items[from - 1];
    const changes = page.changes.filter(({ after }) => (after === null ? !from : ids.includes(after)));
    const bodies = ids.map((id) => this.#bodies.get(id));
    const drawn = [before, t, ...changes, ...bodies, ...bodies.map((body) => body?.clamped)];
    if (drawn.length === chunk.drawn.length && drawn.every((part, index) => part === chunk.drawn[index])) return;
    chunk.drawn = drawn;
    const lines = (after: string | null) =>
      changes.filter((change) => change.after === after).map((change) => this.#change(change, t, tag));
    render(
      [
        lines(null),
        ids.map((id) => {
          const place = places.get(id);
          return place === undefined ? nothing : [this.#message(items[place]!, items[place - 1], t, tag), lines(id)];
        }),
      ],
      chunk.node,
    );
  }

  #change({ author, at, from, to }: StatusChange, t: Locale<TicketWords>['t'], tag: string): unknown {
    const who = author.isYou ? t.you : author.name;
    const name = ({ stage, status }: StatusChange['from']): string => stage?.label ?? t[status];
    return html`<li class="change small" part="event">${t.moved(who, name(from), name(to))} · ${timeTag(tag, at)}</li>`;
  }

  #message(message: Message, before: Message | undefined, t: Locale<TicketWords>['t'], tag: string): unknown {
    const { author, channel, createdAt, id } = message;
    const body = this.#bodies.get(id)!;
    const day = new Date(createdAt);
    const again = (): void => {
      body.images = body.stale = true;
      this.#work();
    };
    return html`<li>
      ${
        before && day.toDateString() === new Date(before.createdAt).toDateString()
          ? nothing
          : html`<p class="day" part="day">${dayText(tag, day)}</p>`
      }
      ${id === this.#newFrom ? html`<p class="day new" part="new" tabindex="-1">${t.newMessages}</p>` : nothing}
      <article part="message" class=${author.kind}>
        <span class="who" part="avatar" aria-hidden="true">${author.name[0]}</span>
        <p part="author">
          <b>${author.isYou ? t.you : author.name}</b>
          <span class="muted small"
            >${author.kind === 'team' ? `${t.team} · ` : nothing}${t.channels[channel]} ·
            ${timeTag(tag, createdAt, clockTime(tag, createdAt))}</span
          >
        </p>
        ${body.node}
        ${
          body.clamped || (message.shortened && !this.whole.has(id))
            ? html`<button type="button" class="small" part="secondary" @click=${() => this.unfold(message)}>
                ${t.showAll}
              </button>`
            : message.shortened
              ? this.#host.source(message)
              : nothing
        }
        ${
          body.blockedImages
            ? (body.refusal ??
              html`<button type="button" class="small" part="secondary" title=${t.imagesBlocked} @click=${again}>
                ${t.showImages(body.blockedImages)}
              </button>`)
            : nothing
        }
        ${this.#host.files(message, body.shown)}
      </article>
    </li>`;
  }

  /** Shows all of a message; what the portal has not sent yet is asked for. */
  unfold(message: Message): void {
    const body = this.#bodies.get(message.id);
    if (message.shortened && !this.whole.has(message.id)) this.#host.rest(message);
    if (!body?.clamped) return;
    body.clamped = false;
    body.node.classList.remove('clamped');
    this.#work();
  }

  #body(message: Message): Body {
    const { html, id } = message;
    const former = this.#bodies.get(id);
    const images = !!former?.images;
    const node = document.createElement('div');
    const { t } = this.#host.locale();
    const options = { images, quote: t.quoted, signature: t.signature };
    node.className = 'body';
    node.part.add('body');
    node.dir = 'auto';
    const body: Body = { node, message, images, blockedImages: 0, clamped: false, shown: new Set() };
    if (areDrawn(this.#host.element)) body.refusal = refused;
    if (!this.inPieces?.(this, body, this.#content!, options, former)) {
      const safe = this.#content!.toFragment(html, options);
      node.append(safe.fragment);
      this.take(body, safe);
    }
    // One that was asked for whole stays whole.
    body.clamped = !images && (!former || former.clamped) && node.textContent.length > long;
    node.classList.toggle('clamped', body.clamped);
    // What the keyboard reaches must be seen.
    node.addEventListener('focusin', () => this.#bodies.get(id)?.clamped && this.unfold(message));
    return body;
  }

  /** Shows the pictures of a body. */
  take(body: Body, { blockedImages, pictures }: Piece): void {
    body.blockedImages += blockedImages;
    if (!pictures.length && !blockedImages) return;
    for (const [image, id] of pictures) {
      // It has its place before what fetches it has come.
      image.className = 'own';
      body.shown.add(id);
    }
    const without = (id: string) => this.#without(id, body);
    void import('./pictures.js').then(
      ({ showPictures, refuseImages }) => {
        showPictures(pictures, body, this.#host.picture, without);
        if (blockedImages && body.refusal) refuseImages(body, this.#host.element, () => this.refresh(body.message.id));
      },
      () => pictures.forEach(([, id]) => without(id)),
    );
  }

  /** A picture that cannot be had stands among the files. */
  #without(id: string, { shown, message }: Body): void {
    shown.delete(id);
    this.refresh(message.id);
  }
}
