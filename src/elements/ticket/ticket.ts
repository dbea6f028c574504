import { html, nothing, type PropertyValues } from 'lit';
import type { Message, Ticket } from '../../api/schema.js';
import { TicketController } from '../../controllers/ticket.js';
import { PorticoMessageSentEvent } from '../../events/message-sent.js';
import { clockTime, dayText } from '../../i18n/format.js';
import { languageOf, type WordsOf } from '../../i18n/locale.js';
import { ticketWords } from '../../i18n/words/ticket.js';
import { shared } from '../../styles/shared.js';
import type { SafeContent } from '../../content/message.js';
import type { AttachmentView } from '../../ui/attachment-view.js';
import { type Content, loadContent } from '../../ui/content.js';
import { emptyState } from '../../ui/empty.js';
import { icon } from '../../ui/icon.js';
import { back, inbox } from '../../ui/more-icons.js';
import { statusBadge } from '../../ui/state.js';
import { timeTag } from '../../ui/time.js';
import type { SpokenFailure } from '../../i18n/problems.js';
import { PorticoElement } from '../portico-element.js';
import type { Composer } from './composer.js';
import { ticketStyles } from './ticket.styles.js';

/** A message's content as it stands in the page. */
interface Body extends Pick<SafeContent, 'blockedImages'> {
  readonly node: HTMLElement;
  /** Whether only its beginning is shown. */
  clamped: boolean;
}

const long = 3000;

const words = [ticketWords] as const;

/**
 * @summary One ticket: its properties, its conversation, and the reply.
 * @tag portico-ticket
 *
 * @attr {string} src - The portal's address, `https://host/<slug>`. Inside a portal it is known already.
 * @attr {string} profile - Keeps several identities apart on one page.
 * @attr {string} session - What holds the session: a key of the browser's, or with `cookie` a cookie, for pages of the portal's own site.
 * @attr {string} ticket - The ticket's id.
 *
 * @fires {PorticoMessageSentEvent} portico-message-sent - When a reply was sent.
 * @fires {PorticoErrorEvent} portico-error - When something failed and the person was told.
 *
 * @csspart heading - The subject.
 * @csspart details - The properties.
 * @csspart status - The status or stage.
 * @csspart message - One message.
 * @csspart body - What a message says.
 * @csspart files - The files of a message.
 * @csspart viewer - An image over the whole window.
 * @csspart composer - The reply.
 * @csspart attachments - The files of the reply.
 * @csspart button - The button that sends.
 * @csspart empty - What is said when there is no such ticket.
 * @csspart notice - What went wrong.
 */
export class PorticoTicket extends PorticoElement<WordsOf<typeof words>> {
  static override words = words;
  static override styles = [shared, ticketStyles];
  static override properties = { ticket: {}, backHref: { attribute: false } };

  /** The ticket's id. */
  declare ticket?: string;
  /** Where the list is, for the way back. */
  declare backHref?: string;

  #ticket = new TicketController(this, () => this.session);
  #composer?: Composer;
  #composing?: Promise<void>;
  #composerFailure?: SpokenFailure;
  #bodies = new Map<string, Body>();
  #content?: typeof Content;
  #contentFailure?: SpokenFailure;
  #attached?: AttachmentView;
  #attaching = false;

  override connectedCallback(): void {
    super.connectedCallback();
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

  get #hasFiles(): boolean {
    return !!this.#ticket.messages.value?.items.some(({ attachments }) => attachments.length);
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
      this.#bodies.clear();
      this.#ticket.ticketId = this.ticket;
      if (this.#composer) this.#composer.ticketId = this.ticket;
    }
    if (this.#hasFiles && !this.#attaching && !this.#contentFailure) void this.#attach();
    if (this.#takesReplies && !this.#composerFailure) void this.#compose();
  }

  protected override view(): unknown {
    const { t } = this;
    const { ticket, messages, earlier } = this.#ticket;
    const retry = (): void => {
      if (this.#contentFailure) void this.#fetchContent();
      else this.#ticket.reload();
    };
    const error = ticket.error ?? messages.error ?? this.#contentFailure;
    const known = ticket.value;
    return html`<div class="row">
        ${this.backHref ? html`<a class="button plain small" href=${this.backHref}>${icon(back)}${t.back}</a>` : nothing}
        ${
          known?.actions.includes('reply') && messages.value && messages.value.items.length > 3
            ? html`<button type="button" class="small push" @click=${this.#goToReply}>${t.reply}</button>`
            : nothing
        }
      </div>
      ${
        error && 'code' in error && error.code === 'not-found'
          ? html`<div tabindex="-1">${emptyState(inbox, t.ticketGone, t.ticketGoneHint)}</div>`
          : html`${known ? this.#head(known) : nothing} ${error ? this.failed(error, retry) : nothing}
            ${
              known && messages.value && this.#content && (this.#attached || !this.#hasFiles)
                ? html`<section tabindex="-1" aria-label=${t.conversation}>
                      ${
                        messages.value.earlierCursor
                          ? html`<button
                              type="button"
                              aria-disabled=${earlier.state === 'pending'}
                              @click=${this.#earlier}
                            >
                              ${earlier.state === 'pending' ? t.loading : t.showEarlier}
                            </button>`
                          : nothing
                      }
                      ${earlier.error ? this.failed(earlier.error) : nothing}
                      <ol>
                        ${messages.value.items.map((message, index, all) => this.#message(message, all[index - 1]))}
                      </ol>
                    </section>
                    ${this.#reply(known)}`
                : error
                  ? nothing
                  : known
                    ? this.skeleton()
                    : html`<h3><span class="bone"></span></h3>
                        ${this.skeleton()}`
            }`
      }`;
  }

  #head(ticket: Ticket): unknown {
    const { t } = this;
    const term = (name: string, value: unknown): unknown =>
      value
        ? html`<div>
            <dt>${name}</dt>
            <dd><bdi>${value}</bdi></dd>
          </div>`
        : nothing;
    return html`<h3 part="heading" tabindex="-1" dir="auto">
        ${ticket.subject} <span class="muted">#${ticket.number}</span>
      </h3>
      <dl part="details">
        ${term(t.status, statusBadge(t, ticket))}
        ${term(t.columns.requester, ticket.requester.isYou ? t.you : ticket.requester.name)}
        ${term(t.company, ticket.organization)} ${term(t.columns.created, this.time(ticket.createdAt))}
        ${term(t.columns['last-activity'], this.time(ticket.lastActivityAt))}
        ${ticket.properties.map(({ label, value }) => term(label, value))}
      </dl>`;
  }

  #message(message: Message, before?: Message): unknown {
    const { t } = this;
    const { tag } = this.locale;
    const { author, channel, createdAt } = message;
    const body = this.#body(message);
    const day = new Date(createdAt);
    return html`<li>
      ${
        before && day.toDateString() === new Date(before.createdAt).toDateString()
          ? nothing
          : html`<p class="day">${dayText(tag, day)}</p>`
      }
      <article part="message" class=${author.kind}>
        <span class="who" aria-hidden="true">${author.name[0]}</span>
        <p>
          <b>${author.isYou ? t.you : author.name}</b>
          <span class="muted small"
            >${author.kind === 'team' ? `${t.team} · ` : nothing}${t.channels[channel]} ·
            ${timeTag(tag, createdAt, clockTime(tag, createdAt))}</span
          >
        </p>
        ${body.node}
        ${
          body.clamped
            ? html`<button type="button" class="small" @click=${() => this.#unfold(body)}>${t.showAll}</button>`
            : nothing
        }
        ${
          body.blockedImages
            ? html`<button
                type="button"
                class="small"
                title=${t.imagesBlocked}
                @click=${() => {
                  this.#bodies.set(message.id, this.#render(message, true));
                  this.requestUpdate();
                }}
              >
                ${t.showImages(body.blockedImages)}
              </button>`
            : nothing
        }
        ${this.#attached?.render(message.attachments)}
      </article>
    </li>`;
  }

  get #takesReplies(): boolean {
    return !this.session?.readOnly && !!this.#ticket.ticket.value?.actions.includes('reply');
  }

  #reply(ticket: Ticket): unknown {
    if (this.session!.readOnly) return nothing;
    if (!this.#takesReplies) return html`<p class="muted">${this.t.closedForReplies}</p>`;
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
    this.#ticket.append(message);
    this.dispatchEvent(new PorticoMessageSentEvent(this.ticket!, message.id));
  };

  /** Puts earlier messages above what is being read, which stays where it is. */
  #earlier = async (): Promise<void> => {
    const section = this.renderRoot.querySelector('section')!;
    const { offsetHeight } = section;
    await this.#ticket.loadEarlier();
    await this.updateComplete;
    scrollBy({ top: section.offsetHeight - offsetHeight, behavior: 'instant' });
    // The button is gone with the first message.
    if (!this.#ticket.messages.value?.earlierCursor) section.focus({ preventScroll: true });
  };

  #body(message: Message): Body {
    let body = this.#bodies.get(message.id);
    if (!body) this.#bodies.set(message.id, (body = this.#render(message, false)));
    return body;
  }

  #render({ html: source }: Message, images: boolean): Body {
    const node = document.createElement('div');
    const { fragment, blockedImages } = this.#content!.toFragment(source, { images, quote: this.t.quoted });
    node.append(fragment);
    node.className = 'body';
    node.part.add('body');
    node.dir = 'auto';
    const body = { node, blockedImages, clamped: !images && node.textContent.length > long };
    node.classList.toggle('clamped', body.clamped);
    // What the keyboard reaches must be seen.
    node.addEventListener('focusin', () => this.#unfold(body));
    return body;
  }

  #unfold(body: Body): void {
    body.clamped = false;
    body.node.classList.remove('clamped');
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-ticket': PorticoTicket;
  }
}
