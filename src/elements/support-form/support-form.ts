import { html, nothing, type PropertyValues } from 'lit';
import type { Form, FormField, Ticket } from '../../api/schema.js';
import type { OutboxEntry } from '../../controllers/outbox.js';
import { SupportFormController } from '../../controllers/support-form.js';
import { PorticoTicketCreatedEvent } from '../../events/ticket-created.js';
import { PorticoTicketOpenEvent } from '../../events/ticket-open.js';
import { languageOf, type WordsOf } from '../../i18n/locale.js';
import { fieldErrorText } from '../../i18n/problems.js';
import { supportFormWords } from '../../i18n/words/support-form.js';
import { writingWords } from '../../i18n/words/writing.js';
import { shared } from '../../styles/shared.js';
import { AttachmentField, attachmentStyles } from '../../ui/attachments.js';
import { describedBy, field } from '../../ui/field.js';
import { check } from '../../ui/file-icons.js';
import { emptyState } from '../../ui/empty.js';
import { inbox } from '../../ui/more-icons.js';
import type { WaitingList } from '../../ui/waiting-list.js';
import { PorticoElement } from '../portico-element.js';
import { supportFormStyles } from './support-form.styles.js';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const words = [supportFormWords, writingWords] as const;

/** A pointer as an id: `/properties/serial` is `properties-serial`. */
const idOf = (pointer: string): string => pointer.slice(1).replace('/', '-');

/**
 * @summary A support form: what it asks is the portal's to say, and each one sent is a ticket.
 * @tag portico-support-form
 *
 * @attr {string} src - The portal's address, `https://host/<slug>`. Inside a portal it is known already.
 * @attr {string} profile - Keeps several identities apart on one page.
 * @attr {string} session - What holds the session: a key of the browser's, or with `cookie` a cookie, for pages of the portal's own site.
 * @attr {string} form - The form's id; without it, the portal's first.
 * @attr {string} follow-up-of - The id of the closed ticket that the new one goes on with.
 *
 * @fires {PorticoTicketCreatedEvent} portico-ticket-created - When the form was sent.
 * @fires {PorticoTicketOpenEvent} portico-ticket-open - When the person goes on to the new ticket; cancelable.
 * @fires {PorticoErrorEvent} portico-error - When something failed and the person was told.
 *
 * @csspart heading - The form's title.
 * @csspart form - The form.
 * @csspart field - A label with its control, help and error.
 * @csspart attachments - The files.
 * @csspart button - The button that sends.
 * @csspart empty - What is said when it was sent, or when there is no form.
 * @csspart notice - What went wrong.
 */
export class PorticoSupportForm extends PorticoElement<WordsOf<typeof words>> {
  static override words = words;
  static override styles = [shared, attachmentStyles, supportFormStyles];
  static override properties = {
    form: {},
    followUpOf: { attribute: 'follow-up-of' },
    ticketHref: { attribute: false },
  };

  /** The form's id. */
  declare form?: string;
  /** The id of the closed ticket that the new one goes on with. */
  declare followUpOf?: string;
  /** Gives the address of a ticket, for the way to the new one. */
  declare ticketHref?: (ticketId: string) => string;

  #form = new SupportFormController(this, () => this.session);
  #files = new AttachmentField(this, this.#form.attachments, (failure, retry) => this.failed(failure, retry));
  #waitingList?: WaitingList;
  #isPrepared = false;
  #created?: Ticket;
  #told?: ReadonlyMap<string, unknown>;

  /** Offers the empty form again after one was sent. */
  readonly another = (): void => {
    if (!this.#form.sending.value && !this.#form.waiting) return;
    this.#form.reset();
    this.focus();
  };

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('form')) this.#form.formId = this.form;
    if (changed.has('followUpOf')) this.#form.followUpOf = this.followUpOf;
    const created = this.#form.sending.value;
    if (created && created !== this.#created) {
      this.dispatchEvent(new PorticoTicketCreatedEvent(created.id));
      this.focus();
    }
    this.#created = created;
    if (this.#form.form.value && !this.#isPrepared) void this.#prepare();
  }

  protected override view(): unknown {
    const { t } = this;
    const { form, sending } = this.#form;
    if (sending.value && sending.state === 'ready') return this.#thanks(sending.value);
    if (this.#form.waiting) return this.#waits(this.#form.waiting);
    if (form.value) return this.#fields(form.value);
    if (form.error) return this.failed(form.error, () => this.#form.reload());
    return this.session?.forms.length ? this.skeleton() : emptyState(inbox, t.noForm);
  }

  #thanks({ id, number }: Ticket): unknown {
    const { t } = this;
    const open = (event: Event): void => {
      if (!this.dispatchEvent(new PorticoTicketOpenEvent(id))) event.preventDefault();
    };
    return html`<div tabindex="-1" role="status">
      ${emptyState(
        check,
        t.ticketCreated('#' + number),
        t.ticketCreatedHint,
        html`${
            this.ticketHref
              ? html`<a class="button primary" href=${this.ticketHref(id)} @click=${open}
                  ><span>${t.viewTicket}</span></a
                >`
              : html`<button type="button" class="primary" @click=${open}><span>${t.viewTicket}</span></button>`
          } <button type="button" class="plain" @click=${this.another}>${t.another}</button>`,
      )}
    </div>`;
  }

  #waits(entry: OutboxEntry): unknown {
    const { t } = this;
    return html`<div class="stack">
      <h3 part="heading" tabindex="-1">${t.ticketWaits}</h3>
      <p role="status" class="muted">${t.ticketWaitsHint}</p>
      ${this.#waitingList?.([entry], {
        retry: () => this.#form.retry(),
        discard: () => void this.#form.discard(),
        takeBack: () => void this.#form.takeBack(),
        changed: () => this.requestUpdate(),
      })}
      <div><button type="button" class="plain" @click=${this.another}>${t.another}</button></div>
    </div>`;
  }

  /** Loads what keeps a ticket while there is no line; without a line it could not come. */
  async #prepare(): Promise<void> {
    this.#isPrepared = true;
    try {
      const { loadWaitingList, waitingStyles } = await import('../../ui/waiting-list.js');
      await Promise.all([PorticoElement.watchOutbox?.(this.session!), this.#form.prepare()]);
      this.#waitingList = await loadWaitingList(languageOf(this), false);
      (this.renderRoot as ShadowRoot).adoptedStyleSheets.push(waitingStyles.styleSheet!);
      this.requestUpdate();
    } catch {
      // Then what cannot be sent stays in the form.
      this.#isPrepared = false;
    }
  }

  #fields({ title, description, fields, submitLabel }: Form): unknown {
    const { t } = this;
    const { attachments: queue, errors, sending } = this.#form;
    const busy = sending.state === 'pending';
    const labels = new Map(fields.map(({ pointer, label }) => [pointer, label]));
    return html`<h3 part="heading" tabindex="-1">${title}</h3>
      ${description ? html`<p class="muted hint">${description}</p>` : nothing}
      <form
        class="stack"
        part="form"
        novalidate
        @submit=${this.#submit}
        @dragover=${this.#files.take}
        @drop=${this.#files.take}
        @paste=${this.#files.take}
      >
        ${
          errors.size
            ? html`<div
                class="notice bad summary"
                id="summary"
                tabindex="-1"
                role="group"
                aria-labelledby="summary-title"
              >
                <h4 id="summary-title">${t.summary(errors.size)}</h4>
                <ul>
                  ${[...errors].map(
                    ([pointer, error]) =>
                      html`<li>
                        ${
                          labels.has(pointer)
                            ? html`<a href="#${idOf(pointer)}" @click=${(event: Event) => this.#goTo(event, pointer)}
                                >${labels.get(pointer)}</a
                              >`
                            : nothing
                        }
                        <span class="small">${fieldErrorText(t, error)}</span>
                      </li>`,
                  )}
                </ul>
              </div>`
            : sending.error
              ? this.failed(sending.error, this.#submit, `${t.notSent} `)
              : nothing
        }
        ${fields.map((item) => this.#field(item))}
        <div class="row">
          <button class="primary" part="button" aria-disabled=${busy || queue.busy}>
            <span>${busy ? t.sending : submitLabel}</span>
          </button>
          <p role="status" class="small muted">${queue.busy ? t.uploadsRunning : nothing}</p>
        </div>
      </form>`;
  }

  #field(item: FormField): unknown {
    const { t } = this;
    const { pointer, type, required, help, placeholder, options } = item;
    const { errors, values } = this.#form;
    const id = idOf(pointer);
    const found = errors.get(pointer);
    const error = found && fieldErrorText(t, found);
    const value = values[pointer] ?? '';
    const label = html`${item.label} ${required ? nothing : html`<span class="muted small">(${t.optional})</span>`}`;
    const described = describedBy(id, error, help);
    const invalid = error ? 'true' : 'false';
    const changed = (event: Event): void => this.#form.setValue(pointer, (event.target as Control).value);
    if (type === 'files')
      return html`<div class="field" part="field">
        <span>${label}</span>${help ? html`<p class="muted small">${help}</p>` : nothing}
        <div class="stack">${this.#files.render(this.locale, id, this.session!.portal.value!.limits)}</div>
        ${error ? html`<p class="error">${error}</p>` : nothing}
      </div>`;
    if (type === 'checkbox')
      return html`<div class="tick" part="field">
        <input
          type="checkbox"
          id=${id}
          aria-required=${required}
          aria-invalid=${invalid}
          aria-describedby=${described}
          .checked=${Boolean(value)}
          @change=${(event: Event) => this.#form.setValue(pointer, (event.target as HTMLInputElement).checked)}
        /><label for=${id}>${label}</label>
        ${help ? html`<p class="muted small" id="${id}-help">${help}</p>` : nothing}
        ${error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing}
      </div>`;
    const control =
      type === 'textarea'
        ? html`<textarea
            id=${id}
            dir="auto"
            aria-required=${required}
            aria-invalid=${invalid}
            aria-describedby=${described}
            placeholder=${placeholder ?? nothing}
            .value=${value}
            @input=${changed}
          ></textarea>`
        : type === 'select'
          ? html`<select
              id=${id}
              aria-required=${required}
              aria-invalid=${invalid}
              aria-describedby=${described}
              @change=${changed}
            >
              <option value="" .selected=${!value}>${t.choose}</option>
              ${options.map(
                (option) =>
                  html`<option value=${option.value} .selected=${option.value === value}>${option.label}</option>`,
              )}
            </select>`
          : html`<input
              id=${id}
              type=${type}
              dir=${type === 'text' ? 'auto' : nothing}
              aria-required=${required}
              aria-invalid=${invalid}
              aria-describedby=${described}
              placeholder=${placeholder ?? nothing}
              .value=${value}
              @input=${changed}
            />`;
    return field(id, label, control, error, help);
  }

  #goTo(event: Event, pointer: string): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('#' + idOf(pointer))?.focus();
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.#form.attachments.busy) return;
    await this.#form.submit();
    await this.updateComplete;
    if (this.#form.errors.size && this.#form.errors !== this.#told) {
      this.#told = this.#form.errors;
      this.renderRoot.querySelector<HTMLElement>('#summary')?.focus();
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-support-form': PorticoSupportForm;
  }
}
