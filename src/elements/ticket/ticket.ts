import { html, nothing, type PropertyValues } from 'lit';
import type { Message, Ticket, TicketReference } from '../../api/schema.js';
import { TicketController } from '../../controllers/ticket.js';
import { PorticoMessageSentEvent } from '../../events/message-sent.js';
import { propertyText } from '../../i18n/format.js';
import { languageOf, type WordsOf } from '../../i18n/locale.js';
import { ticketWords } from '../../i18n/words/ticket.js';
import { shared } from '../../styles/shared.js';
import type { AttachmentView } from '../../ui/attachment-view.js';
import { type Content, loadContent } from '../../ui/content.js';
import { emptyState } from '../../ui/empty.js';
import { chevron, icon } from '../../ui/icon.js';
import { back, inbox } from '../../ui/more-icons.js';
import { statusBadge } from '../../ui/state.js';
import type { SpokenFailure } from '../../i18n/problems.js';
import { handOn } from '../parts.js';
import { PorticoElement } from '../portico-element.js';
import type { TicketActions } from './actions.js';
import type { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { ticketStyles } from './ticket.styles.js';

const words = [ticketWords] as const;

/**
 * @summary One ticket: its properties, its conversation, and the reply.
 * @tag portico-ticket
 *
 * @attr {string} src - The portal's address, `https://host/<slug>`. Inside a portal it is known already.
 * @attr {string} profile - Keeps several identities apart on one page.
 * @attr {string} session - What holds the session: a key of the browser's, or with `cookie` a cookie, for pages of the portal's own site.
 * @attr {'auto' | 'bootstrap' | 'tailwind' | 'material' | 'pico' | 'vitepress' | 'docusaurus' | 'starlight' | 'wordpress' | 'hubspot'} preset - What the page was made with, so that the element looks like it; `auto` finds out.
 * @attr {'canvas'} images - With `canvas` the portal's pictures are drawn, for a page whose policy lets it ask the portal and show no images of it.
 * @attr {string} ticket - The ticket's id.
 *
 * @fires {PorticoMessageSentEvent} portico-message-sent - When a reply was sent.
 * @fires {PorticoErrorEvent} portico-error - When something failed and the person was told.
 *
 * @csspart heading - The subject.
 * @csspart details - The properties.
 * @csspart status - A ticket's status or stage.
 * @csspart message - One message.
 * @csspart avatar - The letter beside a message.
 * @csspart author - Who wrote a message, when and where.
 * @csspart body - What a message says.
 * @csspart day - The day above the messages of a day.
 * @csspart new - Where the new messages begin.
 * @csspart event - A change of the status between messages.
 * @csspart files - The files of a message.
 * @csspart viewer - An image over the whole window.
 * @csspart tools - The buttons above a ticket.
 * @csspart after - What follows the conversation of a closed ticket.
 * @csspart composer - The reply.
 * @csspart formats - The buttons that format a reply.
 * @csspart attachments - The files of what is being written.
 * @csspart articles - Articles that may help.
 * @csspart news - The button that tells of something new.
 * @csspart view-heading - The heading of the sign-in, where nobody is signed in.
 * @csspart field - A label with its control, help and error.
 * @csspart label - What a field is called.
 * @csspart control - A field of a form, or a choice.
 * @csspart form - A form.
 * @csspart button - A main button.
 * @csspart provider - A button of an identity provider.
 * @csspart empty - What is said where there is nothing.
 * @csspart secondary - A button that is not a main one.
 * @csspart file - A file of a message.
 * @csspart choice - A form to choose.
 * @csspart notice - What went wrong.
 * @csspart banner - A line above: that the connection is lost, or that staff looks on.
 * @csspart dialog - A question over the window: whether to stay, or to leave what waits to be sent.
 * @csspart waiting - What waits to be sent.
 */
export class PorticoTicket extends PorticoElement<WordsOf<typeof words>> {
  static override words = words;
  static override styles = [shared, ticketStyles];
  static override properties = {
    ticket: {},
    outline: { attribute: false },
    backHref: { attribute: false },
    ticketHref: { attribute: false },
  };

  /** Loads the form of a follow-up; the define files fill it. */
  static supportForm?: () => Promise<unknown>;

  /** The ticket's id. */
  declare ticket?: string;
  /** What is known of the ticket already; its heading says it until the ticket is there. */
  declare outline?: Partial<TicketReference>;
  /** Where the list is, for the way back. */
  declare backHref?: string;
  /** Gives the address of another ticket, for follow-ups. */
  declare ticketHref?: (ticketId: string) => string;

  #ticket = new TicketController(this, () => this.session);
  #composer?: Composer;
  #composing?: Promise<void>;
  #composerFailure?: SpokenFailure;
  #actions?: TicketActions;
  #acting?: Promise<void>;
  #conversation = new Conversation({
    element: this,
    locale: () => this.locale,
    files: ({ attachments }, shown) =>
      this.#attached?.render(shown.size ? attachments.filter(({ id }) => !shown.has(id)) : attachments),
    rest: (message) => void this.#act().then(() => this.#actions?.rest(message)),
    source: (message) => this.#actions?.source(message),
    picture: (id) => this.#ticket.fileLink(id, 'view'),
    changed: () => this.requestUpdate(),
  });
  #opened = false;
  /** Whether there was a way to earlier messages: it keeps its place. */
  #hadEarlier = false;
  #content?: typeof Content;
  #contentFailure?: SpokenFailure;
  #attached?: AttachmentView;
  #files?: number;
  #attaching = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const parts = 'details message body day new event avatar author tools after file files viewer';
    handOn(this, ...parts.split(' '));
    void this.#fetchContent();
  }

  async #fetchContent(): Promise<void> {
    this.#contentFailure = undefined;
    try {
      this.#content = await loadContent();
    } catch {
      this.#contentFailure = this.missing();
    }
    this.requestUpdate();
  }

  get #error(): SpokenFailure | undefined {
    return this.#ticket.ticket.error ?? this.#ticket.messages.error ?? this.#contentFailure;
  }

  /** Whether there is no such ticket, or not for this person. */
  get #isGone(): boolean {
    return this.#error?.code === 'not-found';
  }

  get #hasFiles(): boolean {
    return !!this.#ticket.messages.value?.items.some(({ attachments }) => attachments.length);
  }

  /** Whether all that messages are drawn with is there. */
  get #isReady(): boolean {
    return !!(this.#content && (this.#attached ?? !this.#hasFiles));
  }

  /** Loads what shows files. */
  async #attach(): Promise<void> {
    this.#attaching = true;
    try {
      const { AttachmentView } = await import('../../ui/attachment-view.js');
      const link = this.#ticket.fileLink;
      this.#attached = await AttachmentView.load(this, languageOf(this), link);
    } catch {
      this.#attaching = false;
      this.#contentFailure = this.missing();
    }
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('ticket')) {
      this.#hadEarlier = false;
      // Nothing is known of it, so what was drawn goes below.
      this.#ticket.ticketId = this.ticket;
      if (this.#composer) this.#composer.ticketId = this.ticket;
      if (this.#actions) this.#actions.ticketId = this.ticket;
    }
    if (this.outline && this.#isGone) {
      // Its heading goes, and what had the focus with it.
      if (this.matches(':focus-within')) this.focus();
      this.outline = undefined;
    }
    if (this.#hasFiles && !this.#attaching && !this.#contentFailure) void this.#attach();
    const { value } = this.#ticket.messages;
    // Its words may still be on their way.
    if (value && this.#isReady && (this.locale as unknown) && 'channels' in this.t)
      this.#conversation.show(value, this.#content!);
    else if (!value) {
      this.#conversation.clear();
      this.#opened = false;
    }
    this.#hadEarlier ||= !!value?.earlierCursor;
    const files = this.#attached?.version;
    if (files !== this.#files) this.#conversation.refresh();
    this.#files = files;
    if (this.#takesReplies && !this.#composerFailure) void this.#compose();
  }

  /** The messages are drawn after the rest. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isDone = await super.getUpdateComplete();
    await this.#conversation.done;
    return isDone;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#conversation.busy || !this.#conversation.node.isConnected) return;
    this.#opened = true;
    void this.#act();
    this.#actions?.seen();
  }

  protected override view(): unknown {
    const { t } = this;
    const { ticket, messages, earlier } = this.#ticket;
    const error = this.#error;
    const retry = (): void => {
      if (this.#contentFailure) void this.#fetchContent();
      else this.#ticket.refresh();
    };
    const known = ticket.value;
    const page = messages.value;
    const isLoading = earlier.state === 'pending';
    // What would stand below the messages would be pushed down by them.
    const isOpening = this.#conversation.busy && !this.#opened;
    const way = this.backHref
      ? html`<a class="button plain small" part="secondary" href=${this.backHref}
          >${icon(back)}<span>${t.back}</span></a
        >`
      : nothing;
    return html`<div class="row">
        ${this.#isGone ? nothing : way} ${known ? this.#actions?.tools(known) : nothing}
        ${
          known?.actions.includes('reply') && page?.items[3]
            ? html`<button type="button" class="small push" part="secondary" @click=${this.#goToReply}>
                ${t.reply}
              </button>`
            : nothing
        }
      </div>
      ${
        this.#isGone
          ? html`<div tabindex="-1">${emptyState(inbox, t.ticketGone, t.ticketGoneHint, way)}</div>
              ${this.#actions?.written()}`
          : html`${known || !error ? this.#head(known) : nothing} ${known ? this.#actions?.failures(known) : nothing}
            ${error ? this.failed(error, retry) : nothing}
            ${
              known && page && this.#isReady
                ? html`<section tabindex="-1" aria-label=${t.conversation}>
                      ${
                        this.#hadEarlier
                          ? html`<div class="earlier">
                              ${
                                page.earlierCursor
                                  ? html`<button
                                      type="button"
                                      part="secondary"
                                      aria-disabled=${isLoading}
                                      @click=${this.#earlier}
                                    >
                                      ${isLoading ? t.loading : t.showEarlier}
                                    </button>`
                                  : nothing
                              }
                            </div>`
                          : nothing
                      }
                      ${earlier.error ? this.failed(earlier.error) : nothing} ${this.#conversation.node}
                    </section>
                    ${
                      !isOpening
                        ? html`${this.#actions?.after(known)} ${this.#reply(known)}`
                        : this.#conversation.isEmpty
                          ? this.skeleton()
                          : nothing
                    }`
                : error
                  ? nothing
                  : known
                    ? this.skeleton()
                    : // Bones of their own, for those would be pushed down by the properties.
                      html`<div>${this.skeleton()}</div>`
            }`
      }`;
  }

  #head(ticket?: Ticket): unknown {
    const { subject, number } = ticket ?? this.outline ?? {};
    return html`${
      subject
        ? html`<h3 part="heading" tabindex="-1" dir="auto">
            ${subject} <span class="muted">${number && '#' + number}</span>
          </h3>`
        : html`<h3><span class="bone"></span></h3>`
    }
    ${ticket ? this.#details(ticket) : nothing}`;
  }

  #details(ticket: Ticket): unknown {
    const { t } = this;
    const term = (name: string, value: unknown): unknown =>
      value
        ? html`<div>
            <dt>${name}</dt>
            <dd><bdi>${value}</bdi></dd>
          </div>`
        : nothing;
    const called = ({ isYou, name }: Ticket['requester']): string => (isYou ? t.you : name);
    const status = statusBadge(t, ticket);
    const activity = this.time(ticket.lastActivityAt);
    return html`<details>
      <summary class="row">
        ${status}<span class="muted">${activity}</span><span class="push">${t.details}</span>${icon(chevron)}
      </summary>
      <dl part="details">
        ${term(t.status, status)} ${term(t.columns['last-activity'], activity)}
        ${term(t.columns.requester, called(ticket.requester))} ${term(t.company, ticket.organization)}
        ${term(t.columns.created, this.time(ticket.createdAt))}
        ${ticket.properties.map(({ label, type, value }) => term(label, propertyText(this.locale.tag, type, value)))}
        ${term(t.people, ticket.people[1] && ticket.people.map(called).join(', '))}
        ${term(t.followUpOf, ticket.followUpOf && this.#link(ticket.followUpOf))}
        ${term(t.followUps, ticket.followUps[0] && ticket.followUps.map((other) => html`${this.#link(other)} `))}
      </dl>
    </details>`;
  }

  #link({ id, number, subject }: TicketReference): unknown {
    return this.ticketHref
      ? html`<a href=${this.ticketHref(id)} title=${subject}>#${number}</a>`
      : html`<span title=${subject}>#${number}</span>`;
  }

  /** Tells that something more of a message could not be had. */
  readonly #lost = (error: unknown): void => {
    this.#contentFailure = error as SpokenFailure;
    this.requestUpdate();
  };

  get #takesReplies(): boolean {
    return !this.session?.readOnly && !!this.#ticket.ticket.value?.actions.includes('reply');
  }

  #reply(ticket: Ticket): unknown {
    if (this.session!.readOnly) return nothing;
    if (!this.#takesReplies)
      return html`<p class="muted">${this.t.closedForReplies}</p>
        ${this.#actions?.written()}`;
    return html`<div class="reply" aria-busy=${!this.#composer && !this.#composerFailure}>
      ${
        this.#composerFailure
          ? this.failed(this.#composerFailure, () => void this.#compose())
          : this.#composer?.render(ticket)
      }
    </div>`;
  }

  /** Loads what a reply is written in; nobody waits for it to read. */
  #compose(): Promise<void> {
    this.#composing ??= this.#loadComposer();
    return this.#composing;
  }

  async #loadComposer(): Promise<void> {
    this.#composerFailure = undefined;
    try {
      const { Composer } = await import('./composer.js');
      this.#composer = await Composer.load({
        element: this,
        session: () => this.session,
        language: languageOf(this),
        failed: (...what) => this.failed(...what),
        safe: (html) => this.#content!.toFragment(html, { images: false, quote: this.t.quoted }).fragment,
        missing: () => this.missing(),
        sent: this.#sent,
        watchOutbox: PorticoElement.watchOutbox,
      });
      this.#composer.ticketId = this.ticket;
    } catch {
      this.#composerFailure = this.missing();
      this.#composing = undefined;
    }
    this.requestUpdate();
  }

  #goToReply = async (): Promise<void> => {
    await this.#compose();
    await this.updateComplete;
    this.#composer?.focus();
  };

  #sent = (message: Message): void => {
    const wasClosed = this.#ticket.ticket.value?.status === 'closed';
    this.#ticket.append(message);
    if (wasClosed) void this.#actions?.catchUp();
    this.dispatchEvent(new PorticoMessageSentEvent(this.ticket!, message.id));
  };

  /** Puts earlier messages above what is being read, which stays where it is. */
  #earlier = async (): Promise<void> => {
    await this.#ticket.loadEarlier();
    // The button is gone with the first message.
    if (this.#ticket.messages.value?.earlierCursor) return;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('section')?.focus({ preventScroll: true });
  };

  #act(): Promise<void> {
    this.#acting ??= this.#loadActions();
    return this.#acting;
  }

  /** Loads what can be done beside replying. Without it one can still read and reply; the next ticket asks for it again. */
  async #loadActions(): Promise<void> {
    try {
      const { TicketActions } = await import('./actions.js');
      this.#actions = await TicketActions.load({
        element: this,
        session: () => this.session,
        language: languageOf(this),
        failed: (...what) => this.failed(...what),
        lost: this.#lost,
        ticket: this.#ticket,
        conversation: this.#conversation,
      });
      this.#actions.ticketId = this.ticket;
    } catch {
      this.#acting = undefined;
    }
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-ticket': PorticoTicket;
  }
}
