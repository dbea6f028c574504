import { html, type LitElement, nothing, type ReactiveController } from 'lit';
import type { Message, Ticket } from '../../api/schema.js';
import { added } from '../../controllers/added.js';
import type { OutboxEntry } from '../../controllers/outbox.js';
import { ReplyController } from '../../controllers/reply.js';
import type { GetSession } from '../../controllers/session-controller.js';
import type { ComposerWords } from '../../i18n/en/composer.js';
import type { WritingWords } from '../../i18n/en/writing.js';
import { loadLocale, type Locale } from '../../i18n/locale.js';
import { problemText, type SpokenFailure } from '../../i18n/problems.js';
import { composerWords } from '../../i18n/words/composer.js';
import { writingWords } from '../../i18n/words/writing.js';
import type { Session } from '../../session/session.js';
import { addStyles } from '../../styles/added.js';
import { AttachmentField, attachmentStyles } from '../../ui/attachments.js';
import { notice } from '../../ui/state.js';
import { type Format, formats, shortcutOf, shortcutText } from '../../ui/shortcuts.js';
import { type Tool, Toolbar, toolbarStyles } from '../../ui/toolbar.js';
import type * as Markdown from '../../ui/markdown.js';
import type { WaitingList } from '../../ui/waiting-list.js';
import { angles, bold, bullets, chain, italic, quotation } from '../../ui/writing-icons.js';
import { handOn } from '../parts.js';
import { composerStyles } from './composer.styles.js';
import type { Preview } from './preview.js';

const icons = { bold, italic, link: chain, list: bullets, quote: quotation, code: angles };

/** What the composer needs of the ticket it stands in. */
export interface ComposerHost {
  readonly element: LitElement;
  readonly session: GetSession;
  readonly language: string;
  readonly failed: (failure: SpokenFailure, retry?: (event: Event) => void, lead?: string) => unknown;
  /** Untrusted HTML as a node that does nothing. */
  readonly safe: (html: string) => Node;
  /** What a part of the library that did not arrive is told as. */
  readonly missing: () => SpokenFailure;
  /** A reply has become a message. */
  readonly sent: (message: Message) => void;
  /** Shows what waits to be sent, in every view. */
  readonly watchOutbox?: (session: Session) => Promise<void>;
}

/** Where a reply is written; loaded when a ticket that takes one is there. */
export class Composer implements ReactiveController {
  readonly #host: ComposerHost;
  readonly #locale: Locale<ComposerWords & WritingWords>;
  readonly #reply: ReplyController;
  readonly #files: AttachmentField;
  readonly #toolbar: Toolbar;
  #waitingList?: WaitingList;
  #markdown?: typeof Markdown;
  #isPreviewing = false;
  #preview?: Preview;
  #previewFailure?: SpokenFailure;

  private constructor(host: ComposerHost, locale: Locale<ComposerWords & WritingWords>) {
    this.#host = host;
    this.#locale = locale;
    const { element, session } = host;
    this.#reply = added(element, (later) => new ReplyController(later, session, host.sent));
    this.#files = new AttachmentField(element, this.#reply.attachments, this.#failed);
    this.#toolbar = new Toolbar(() => element.requestUpdate());
    handOn(element, 'composer', 'formats', 'attachments');
    addStyles(element.renderRoot, attachmentStyles, toolbarStyles, composerStyles);
    element.addController(this);
    void this.#prepare();
  }

  /** Loads the words too. */
  static async load(host: ComposerHost): Promise<Composer> {
    return new Composer(host, await loadLocale(host.language, [composerWords, writingWords]));
  }

  /** Turns to a ticket; what was written to the former one stays as its draft. */
  set ticketId(ticketId: string | undefined) {
    this.#reply.ticketId = ticketId;
  }

  hostUpdated(): void {
    const area = this.#area;
    if (!area || area.hidden) return;
    area.rows = 2;
    area.rows = area.scrollHeight / parseFloat(getComputedStyle(area).lineHeight);
  }

  /** Moves the focus to what is written. */
  focus(): void {
    this.#area?.focus();
  }

  render(ticket: Ticket): unknown {
    const { t } = this.#locale;
    const { text, sending, attachments: queue, waiting, news, other } = this.#reply;
    const { limits } = this.#host.session()!.portal.value!;
    const busy = sending.state === 'pending';
    const left = limits.messageLength - text.length;
    this.#reply.subject = ticket.subject;
    return html`${
        waiting.length
          ? this.#waitingList?.(waiting, {
              retry: (id) => void this.#reply.retry(id),
              discard: (id) => void this.#reply.discard(id),
              takeBack: (entry) => void this.#takeBack(entry),
              changed: () => this.#host.element.requestUpdate(),
            })
          : nothing
      }
      <form
        class="stack"
        part="composer"
        @submit=${this.#send}
        @focusin=${this.#begin}
        @dragover=${this.#files.take}
        @drop=${this.#files.take}
        @paste=${this.#files.take}
      >
        <label for="reply" part="label">${t.reply}</label>
        ${this.#toolbar.render(t.formatting, 'reply', this.#tools())}
        ${
          other === undefined
            ? nothing
            : html`<div class="notice" role="status">
                <p>${t.changedElsewhere}</p>
                <button type="button" part="secondary" @click=${() => this.#reply.exchange()}>${t.showOther}</button>
              </div>`
        }
        <textarea
          id="reply"
          part="control"
          dir="auto"
          placeholder=${t.replyPlaceholder}
          ?hidden=${this.#isPreviewing}
          .value=${text}
          @input=${(event: Event) => this.#reply.setText((event.target as HTMLTextAreaElement).value)}
          @keydown=${this.#key}
        ></textarea>
        ${this.#isPreviewing ? (this.#preview?.render() ?? html`<span class="bone"></span>`) : nothing}
        ${this.#previewFailure ? this.#failed(this.#previewFailure, () => void this.#togglePreview()) : nothing}
        ${left < 0 ? html`<p class="error" role="alert">${t.fieldErrors['too-long'](limits.messageLength)}</p>` : nothing}
        ${ticket.status === 'closed' ? html`<p class="muted small">${t.replyHint}</p>` : nothing}
        ${sending.error ? this.#failed(sending.error, this.#send, `${t.notSent} `) : nothing}
        <div class="row">
          ${this.#files.render(this.#locale, 'files', limits)}
          <button class="primary push" part="button" aria-disabled=${busy || (queue.busy && !queue.canWait)}>
            <span>${busy ? t.sending : t.send}</span>
          </button>
        </div>
        <p role="status" class="small muted">
          ${queue.busy && !queue.canWait ? t.uploadsRunning : news ? t[news] : left >= 0 && left < limits.messageLength / 10 ? t.charactersLeft(left) : nothing}
        </p>
      </form>`;
  }

  #tools(): Tool[] {
    const { t } = this.#locale;
    const buttons = formats.map((what): Tool => {
      const label = t.formats[what];
      return {
        label,
        path: icons[what],
        title: `${label} (${shortcutText(what)})`,
        keys: shortcutOf(what),
        isDisabled: this.#isPreviewing,
        act: () => void this.#format(what),
      };
    });
    return [...buttons, { label: t.preview, isPressed: this.#isPreviewing, act: () => void this.#togglePreview() }];
  }

  /** Loads what formats a text when somebody is about to write one. */
  readonly #begin = async (): Promise<void> => {
    this.#markdown ??= await import('../../ui/markdown.js').catch(() => undefined);
  };

  async #format(what: Format): Promise<void> {
    await this.#begin();
    this.#markdown?.format(this.#area!, what);
  }

  readonly #togglePreview = async (): Promise<void> => {
    const { element, session, language, safe } = this.#host;
    this.#isPreviewing = !this.#isPreviewing;
    this.#previewFailure = undefined;
    element.requestUpdate();
    if (!this.#isPreviewing) return;
    try {
      const { loadPreview, previewStyles } = await import('./preview.js');
      if (!this.#preview) {
        this.#preview = await loadPreview({ element, session, language, safe, failed: this.#failed });
        addStyles(element.renderRoot, previewStyles);
      }
      this.#preview.show(this.#reply.text);
    } catch {
      this.#isPreviewing = false;
      this.#previewFailure = this.#host.missing();
    }
    element.requestUpdate();
  };

  async #takeBack(entry: OutboxEntry): Promise<void> {
    await this.#reply.takeBack(entry);
    this.focus();
  }

  /** Loads what keeps a reply while there is no line; without a line it could not come. */
  readonly #prepare = async (): Promise<void> => {
    const { element, language, session, watchOutbox } = this.#host;
    try {
      const { loadWaitingList, waitingStyles } = await import('../../ui/waiting-list.js');
      // First of all what shows it: nothing may wait unseen.
      this.#waitingList = await loadWaitingList(language, false);
      addStyles(element.renderRoot, waitingStyles);
      const current = session();
      await Promise.all([current && watchOutbox?.(current), this.#reply.prepare()]);
      element.requestUpdate();
    } catch {
      // Until then what cannot be sent stays where it was written.
      addEventListener('online', this.#prepare, { once: true });
    }
  };

  get #area(): HTMLTextAreaElement | null {
    return this.#host.element.renderRoot.querySelector('#reply');
  }

  /** A failure as the ticket tells it, in our sentence where it has none. */
  readonly #failed = (failure: SpokenFailure, retry: (event: Event) => void, lead = ''): unknown => {
    const told = this.#host.failed(failure, retry, lead);
    const { t } = this.#locale;
    return (failure.code ?? failure.reason)! in t.problems
      ? notice(
          lead + problemText(t, failure),
          html`<button type="button" part="secondary" @click=${retry}>${t.retry}</button>`,
        )
      : told;
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#send(event);
    else if (this.#markdown?.pressed(event.currentTarget as HTMLTextAreaElement, event)) event.preventDefault();
  };

  readonly #send = (event: Event): void => {
    event.preventDefault();
    if (this.#reply.canSend) {
      this.#isPreviewing = false;
      void this.#reply.send();
    } else if (!this.#reply.text.trim()) this.focus();
  };
}
