import { html, nothing, type ReactiveController } from 'lit';
import type { Message, Ticket } from '../../api/schema.js';
import { added } from '../../controllers/added.js';
import type { GetSession } from '../../controllers/session-controller.js';
import { RatingController, TicketActionController } from '../../controllers/ticket-actions.js';
import type { TicketController } from '../../controllers/ticket.js';
import type { TicketActionWords } from '../../i18n/en/ticket-actions.js';
import { exactTime } from '../../i18n/format.js';
import { loadLocale, type Locale } from '../../i18n/locale.js';
import type { SpokenFailure } from '../../i18n/problems.js';
import { ticketActionWords } from '../../i18n/words/ticket-actions.js';
import { addStyles } from '../../styles/added.js';
import { icon } from '../../ui/icon.js';
import { save as arrow } from '../../ui/more-icons.js';
import type { Conversation } from './conversation.js';
import type { PorticoTicket } from './ticket.js';
import { saveFile } from '../../ui/save-file.js';
import { actionStyles } from './actions.styles.js';

const printer = 'M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2M6 9V3h12v6M6 14h12v8H6z';
const star = 'm12 2 3.1 6.3 6.9 1-5 4.9 1.2 6.8-6.2-3.2L5.8 21 7 14.2 2 9.3l6.9-1z';
const thumb =
  'M7 10v12M15 5.9 14 10h5.8a2 2 0 0 1 2 2.6l-2.4 8a2 2 0 0 1-1.9 1.4H4a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2h2.8a2 2 0 0 0 1.8-1.1L12 2a3.1 3.1 0 0 1 3 3.9Z';
const thumbDown =
  'M17 14V2M9 18.1l1-4.1H4.2a2 2 0 0 1-2-2.6l2.4-8A2 2 0 0 1 6.5 2H20a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-2.8a2 2 0 0 0-1.8 1.1L12 22a3.1 3.1 0 0 1-3-3.9Z';

/** How near one has to come to the beginning of what is there for more of it to be loaded. */
const near = 900;

/** What the actions need of the ticket they stand in. */
export interface ActionHost {
  readonly element: PorticoTicket;
  readonly session: GetSession;
  readonly language: string;
  readonly failed: (failure: SpokenFailure, retry?: (event: Event) => void, lead?: string) => unknown;
  /** Tells of a part of the library that did not arrive. */
  readonly lost: (error: unknown) => void;
  readonly ticket: TicketController;
  readonly conversation: Conversation;
}

/** What can be done to a ticket beside replying; loaded when the ticket is there. */
export class TicketActions implements ReactiveController {
  readonly #host: ActionHost;
  readonly #locale: Locale<TicketActionWords>;
  readonly #actions: TicketActionController;
  readonly #rating: RatingController;
  #printing = false;
  #followsUp = false;
  /** Whether a rating that was given is being changed. */
  #changes = false;
  #told?: string;
  #scrolledTo = 0;
  /** The ticket that was begun to be read. */
  #openedAt?: string;
  /** What stands in the reply: it stays to be read when the ticket takes none any more. */
  #typed = '';

  private constructor(host: ActionHost, locale: Locale<TicketActionWords>) {
    this.#host = host;
    this.#locale = locale;
    const { element, session } = host;
    this.#actions = added(element, (later) => new TicketActionController(later, session));
    this.#rating = added(element, (later) => new RatingController(later, session));
    addStyles(element.renderRoot, actionStyles);
    this.#scrolledTo = host.conversation.scroller.scrollTop;
    element.addController(this);
  }

  /** Loads the words too. */
  static async load(host: ActionHost): Promise<TicketActions> {
    return new TicketActions(host, await loadLocale(host.language, [ticketActionWords]));
  }

  /** Turns to a ticket. */
  set ticketId(ticketId: string | undefined) {
    if (ticketId === this.#rating.ticketId) return;
    this.#rating.ticketId = ticketId;
    this.#actions.settle();
    this.#followsUp = this.#changes = false;
    this.#typed = '';
    this.#told = undefined;
  }

  /** Asks what has happened since, of which an answer may say what it made of the ticket. */
  catchUp(answered?: Ticket): Promise<void> {
    return this.#actions.catchUp(this.#host.ticket, answered);
  }

  /** Asks for the rest of a message. */
  readonly rest = ({ id }: Message): Promise<void> => this.#whole(id).catch(this.#host.lost);

  async #whole(id: string): Promise<void> {
    const { conversation, ticket } = this.#host;
    // Without it all of it is drawn at once.
    conversation.inPieces = await import('./long-message.js')
      .then(({ loadDrawing }) => loadDrawing())
      .catch(() => undefined);
    await this.#actions.whole(ticket, id);
    conversation.whole.add(id);
  }

  /** The way to the whole of a message that is too long to be shown. */
  source({ id }: Message): unknown {
    const { ticket, lost } = this.#host;
    const name = ({ type }: Blob): string =>
      `message.${type.includes('html') ? 'html' : type.includes('markdown') ? 'md' : 'txt'}`;
    return html`<p class="small muted">
      ${this.#locale.t.shortened}
      <button
        type="button"
        class="small"
        part="secondary"
        @click=${() => void this.#actions.source(ticket.ticketId!, id).then((blob) => saveFile(blob, name(blob)), lost)}
      >
        ${this.#locale.t.downloadWhole}
      </button>
    </p>`;
  }

  /** What was typed and cannot be sent any more. */
  written(): unknown {
    return this.#typed
      ? html`<div class="field">
          <label for="written" part="label">${this.#locale.t.written}</label>
          <textarea id="written" readonly dir="auto" .value=${this.#typed}></textarea>
        </div>`
      : nothing;
  }

  /** What is drawn in a page that can be seen has been read. */
  readonly seen = (): void => {
    if (this.#openedAt !== this.#host.ticket.ticketId) this.#open();
    if (!document.hidden && !this.#host.conversation.busy) this.#actions.markRead(this.#host.ticket);
  };

  /** Begins at what has not been read, where that is further down; whoever has begun to scroll goes on where they are. */
  #open(): void {
    const { ticket, conversation } = this.#host;
    this.#openedAt = ticket.ticketId;
    const line = conversation.node.querySelector('.new');
    if (line && line.getBoundingClientRect().top > innerHeight && conversation.scroller.scrollTop <= this.#scrolledTo)
      line.scrollIntoView({ block: 'center', behavior: 'instant' });
    this.#scrolledTo = conversation.scroller.scrollTop;
  }

  hostUpdate(): void {
    const area = this.#host.element.renderRoot.querySelector<HTMLTextAreaElement>('#reply');
    if (area) this.#typed = area.value;
  }

  hostConnected(): void {
    addEventListener('visibilitychange', this.seen);
    addEventListener('scroll', this.#scrolled, { capture: true, passive: true });
  }

  hostDisconnected(): void {
    removeEventListener('visibilitychange', this.seen);
    removeEventListener('scroll', this.#scrolled, { capture: true });
  }

  /** Loads what is earlier when one comes near to it, reading upwards. */
  readonly #scrolled = (): void => {
    const { ticket, conversation } = this.#host;
    if (conversation.busy) return;
    const { scrollTop } = conversation.scroller;
    const upwards = scrollTop < this.#scrolledTo;
    this.#scrolledTo = scrollTop;
    if (!upwards || !ticket.messages.value?.earlierCursor || ticket.earlier.error) return;
    const { top, bottom } = conversation.node.getBoundingClientRect();
    // Not for whoever is on the way to what is above the ticket.
    if (bottom > 0 && top > -near && top < 0) void ticket.loadEarlier();
  };

  /** The buttons above the ticket. */
  tools(ticket: Ticket): unknown {
    const { t } = this.#locale;
    const { moving, zip } = this.#actions;
    const button = (name: string, path: string, busy: boolean, act: () => void): unknown =>
      html`<button
        type="button"
        class="plain small"
        part="secondary"
        aria-label=${name}
        title=${name}
        aria-disabled=${busy}
        @click=${act}
      >
        ${icon(path)}<span>${busy ? t.preparing : name}</span>
      </button>`;
    const move = (['close', 'reopen'] as const).find((action) => ticket.actions.includes(action));
    return html`<span class="row push tools" part="tools"
      >${button(t.print, printer, this.#printing, () => void this.#print())}${button(t.download, arrow, zip.state === 'pending', () => void this.#download(ticket))}${
        move
          ? html`<button
              type="button"
              class="small"
              part="secondary"
              aria-disabled=${moving.state === 'pending'}
              @click=${() => void this.#move(ticket, move)}
            >
              ${t[move]}
            </button>`
          : nothing
      }<span class="hide" role="status">${this.#told}</span></span
    >`;
  }

  /** What went wrong with one of the buttons. */
  failures(ticket: Ticket): unknown {
    const { moving, zip } = this.#actions;
    return html`${
      moving.error
        ? this.#host.failed(moving.error, () => {
            const move = ticket.actions.find((action) => action === 'close' || action === 'reopen');
            if (move) void this.#move(ticket, move);
          })
        : nothing
    }
    ${zip.error ? this.#host.failed(zip.error, () => void this.#download(ticket), `${this.#locale.t.downloadFailed} `) : nothing}`;
  }

  /** What follows the conversation of a closed ticket. */
  after(ticket: Ticket): unknown {
    if (ticket.status === 'open') return nothing;
    const { t } = this.#locale;
    const follows = ticket.actions.includes('follow-up') && this.#host.session()!.forms.length;
    const rates = ticket.actions.includes('rate') || ticket.rating?.value;
    if (!follows && !rates) return nothing;
    return html`<section class="after" part="after" aria-label=${t.isClosed}>
      ${rates ? this.#rate(ticket) : nothing}
      ${
        follows
          ? this.#followsUp
            ? html`${this.#form(ticket)}
                <button type="button" class="plain small" part="secondary" @click=${() => this.#followUp(false)}>
                  ${t.cancel}
                </button>`
            : html`<p class="muted small">${t.followUpHint}</p>
                <button type="button" part="secondary" @click=${() => this.#followUp(true)}>${t.followUp}</button>`
          : nothing
      }
    </section>`;
  }

  #form({ id }: Ticket): unknown {
    const { element, lost, ticket } = this.#host;
    if (!customElements.get('portico-support-form')) {
      const load = (element.constructor as typeof PorticoTicket).supportForm;
      void load?.().then(() => element.requestUpdate(), lost);
      return nothing;
    }
    return html`<portico-support-form
      .session=${element.session}
      .followUpOf=${id}
      .ticketHref=${element.ticketHref}
      @portico-ticket-created=${() => void this.#actions.catchUp(ticket)}
    ></portico-support-form>`;
  }

  #followUp(wanted: boolean): void {
    this.#followsUp = wanted;
    this.#host.element.requestUpdate();
  }

  #rate(ticket: Ticket): unknown {
    const { t, tag } = this.#locale;
    const { kind, value, comment, takesComment, changeableUntil } = ticket.rating!;
    const may = ticket.actions.includes('rate');
    const { rated, sending } = this.#rating;
    const began = !!rated.value || this.#changes;
    const shown = began ? rated.value : (value ?? undefined);
    const busy = sending.state === 'pending';
    const marks = kind === 'stars' ? [1, 2, 3, 4, 5] : [5, 1];
    const name = (mark: number): string => (kind === 'stars' ? t.stars(mark) : mark > 3 ? t.thumbUp : t.thumbDown);
    const shape = (mark: number): string => (kind === 'stars' ? star : mark > 3 ? thumb : thumbDown);
    const isOn = (mark: number): boolean => (kind === 'stars' ? mark <= (shown ?? 0) : mark === shown);
    const choose = (mark: number): void => {
      // What was said before is where one begins to think again.
      if (!began && comment && !rated.comment) this.#rating.set({ comment });
      this.#rating.set({ value: mark });
    };
    return html`<form
      class="stack"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#send();
      }}
    >
      <fieldset ?disabled=${!may}>
        <legend part="label">${t.rate}</legend>
        <div class="marks">
          ${marks.map(
            (mark) =>
              html`<label class=${isOn(mark) ? 'on' : ''} title=${name(mark)}
                ><input
                  type="radio"
                  name="rating"
                  aria-label=${name(mark)}
                  .checked=${mark === shown}
                  @change=${() => choose(mark)}
                />${icon(shape(mark))}</label
              >`,
          )}
        </div>
      </fieldset>
      ${
        began && may
          ? html`${
                takesComment
                  ? html`<div class="field">
                      <label for="rating-comment" part="label">${t.comment}</label>
                      <textarea
                        id="rating-comment"
                        dir="auto"
                        maxlength="2000"
                        aria-describedby="rating-hint"
                        .value=${rated.comment}
                        @input=${(event: Event) =>
                          this.#rating.set({ comment: (event.target as HTMLTextAreaElement).value })}
                      ></textarea>
                      <p class="muted small" id="rating-hint">${t.commentHint}</p>
                    </div>`
                  : nothing
              }
              ${sending.error ? this.#host.failed(sending.error, () => void this.#send()) : nothing}
              <button class="primary" part="button" aria-disabled=${busy || !rated.value}>
                <span>${t.sendRating}</span>
              </button>`
          : value
            ? html`${comment ? html`<blockquote dir="auto">${comment}</blockquote>` : nothing}
                <p class="muted small" role="status">
                  ${t.rated} ${may && changeableUntil ? t.changeUntil(exactTime(tag, changeableUntil)) : nothing}
                </p>`
            : nothing
      }
    </form>`;
  }

  async #send(): Promise<void> {
    const ticket = await this.#rating.send();
    if (ticket) void this.catchUp(ticket);
    else this.#look(this.#rating.sending.error);
  }

  async #move(ticket: Ticket, action: 'close' | 'reopen'): Promise<void> {
    this.#told = undefined;
    const moved = await this.#actions.move(ticket.id, action);
    if (moved) {
      const { t } = this.#locale;
      this.#told = moved.status === 'closed' ? t.nowClosed : t.nowOpen;
      this.#actions.settle();
      void this.catchUp(moved);
    } else this.#look(this.#actions.moving.error);
  }

  /** What was refused may be so because another device, or the team, was faster. */
  #look(error?: SpokenFailure): void {
    if (error?.code === 'action-refused' || error?.code === 'not-found') void this.catchUp();
  }

  async #download({ id, number }: Ticket): Promise<void> {
    const zip = await this.#actions.download(id);
    if (zip) saveFile(zip, `ticket-${number}.zip`);
  }

  async #print(): Promise<void> {
    if (this.#printing) return;
    this.#printing = true;
    this.#host.element.requestUpdate();
    try {
      const { printTicket } = await import('./print.js');
      const { element, ticket, conversation } = this.#host;
      await printTicket(element, ticket, conversation, this.#locale.tag, (id) => this.#actions.whole(ticket, id));
    } catch (error) {
      this.#host.lost(error);
    } finally {
      this.#printing = false;
      this.#host.element.requestUpdate();
    }
  }
}
