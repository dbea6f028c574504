import { html, nothing, type PropertyValues } from 'lit';
import type { Form, Ticket } from '../../api/schema.js';
import { type FormValue, type Prefill, SupportFormController } from '../../controllers/support-form.js';
import type { Suggest } from '../../controllers/suggestions.js';
import { PorticoTicketCreatedEvent } from '../../events/ticket-created.js';
import { PorticoTicketOpenEvent } from '../../events/ticket-open.js';
import { languageOf, type WordsOf } from '../../i18n/locale.js';
import { fieldErrorText } from '../../i18n/problems.js';
import { supportFormWords } from '../../i18n/words/support-form.js';
import { writingWords } from '../../i18n/words/writing.js';
import { configuration } from '../../session/configuration.js';
import { shared } from '../../styles/shared.js';
import { AttachmentField, attachmentStyles } from '../../ui/attachments.js';
import { check } from '../../ui/file-icons.js';
import { emptyState } from '../../ui/empty.js';
import { back, inbox } from '../../ui/more-icons.js';
import { icon } from '../../ui/icon.js';
import { handOn } from '../parts.js';
import { innerParts, PorticoElement } from '../portico-element.js';
import type { ArticlesView } from './articles.js';
import { type Context, contextOf, readPrefill } from './around.js';
import { FormFields, idOf } from './fields.js';
import type { FormStates } from './states.js';
import { supportFormStyles } from './support-form.styles.js';

const words = [supportFormWords, writingWords] as const;

/**
 * @summary A support form: what it asks is the portal's to say, and each one sent is a ticket.
 * @tag portico-support-form
 *
 * @attr {string} src - The portal's address, `https://host/<slug>`. Inside a portal it is known already.
 * @attr {string} profile - Keeps several identities apart on one page.
 * @attr {string} session - What holds the session: a key of the browser's, or with `cookie` a cookie, for pages of the portal's own site.
 * @attr {'auto' | 'bootstrap' | 'tailwind' | 'material' | 'pico' | 'vitepress' | 'docusaurus' | 'starlight' | 'wordpress' | 'hubspot'} preset - What the page was made with, so that the element looks like it; `auto` finds out.
 * @attr {string} form - The form's id; without it the person chooses, where the portal has several.
 * @attr {string} form-id - As `form`, for an element inside a form of the page: there the platform takes `form` for the id of that.
 * @attr {string} follow-up-of - The id of the closed ticket that the new one goes on with.
 * @attr {string} prefill - What the page fills in, as JSON: `{"subject": "…", "properties": {"product": "roost"}}`.
 * @attr {string} locked - The pointers or names of fields that keep what the page filled in, separated by spaces.
 * @attr {'none' | string} context - With `none` nothing of the page is sent along.
 * @attr {string} product - The product it is about, sent along.
 * @attr {string} product-version - Its version, sent along.
 * @attr {string} name - Inside a form of the page: under what name the ticket's id is part of it.
 * @attr {boolean} required - Inside a form of the page: that form cannot be sent before this one.
 *
 * @fires {PorticoTicketCreatedEvent} portico-ticket-created - When the form was sent.
 * @fires {PorticoTicketOpenEvent} portico-ticket-open - When the person goes on to the new ticket; cancelable.
 * @fires {PorticoErrorEvent} portico-error - When something failed and the person was told.
 *
 * @csspart heading - The form's title.
 * @csspart attachments - The files of what is being written.
 * @csspart articles - Articles that may help.
 * @csspart view-heading - The heading of the sign-in, where nobody is signed in.
 * @csspart field - A label with its control, help and error.
 * @csspart label - What a field is called.
 * @csspart control - A field of a form, or a choice.
 * @csspart form - A form.
 * @csspart button - A main button.
 * @csspart provider - A button of an identity provider.
 * @csspart empty - What is said where there is nothing.
 * @csspart secondary - A button that is not a main one.
 * @csspart choice - A form to choose.
 * @csspart notice - What went wrong.
 * @csspart banner - A line above: that the connection is lost, or that staff looks on.
 * @csspart dialog - A question over the window: whether to stay, or to leave what waits to be sent.
 * @csspart waiting - What waits to be sent.
 */
export class PorticoSupportForm extends PorticoElement<WordsOf<typeof words>> {
  /** The platform counts it among the fields of a form around it. */
  static readonly formAssociated = true;
  static override words = words;
  static override styles = [shared, attachmentStyles, supportFormStyles];
  static override properties = {
    form: {},
    formId: { attribute: 'form-id' },
    followUpOf: { attribute: 'follow-up-of' },
    ticketHref: { attribute: false },
    prefill: {},
    locked: {},
    context: {},
    product: {},
    productVersion: { attribute: 'product-version' },
    suggest: { attribute: false },
    name: {},
    required: {},
  };

  /** The form's id. */
  declare form?: string;
  /** The form's id, where the element stands in a form of the page. */
  declare formId?: string;
  /** The id of the closed ticket that the new one goes on with. */
  declare followUpOf?: string;
  /** Gives the address of a ticket, for the way to the new one. */
  declare ticketHref?: (ticketId: string) => string;
  /** What the page fills in; never over what the person has typed. */
  declare prefill?: Prefill | string;
  /** The pointers or names of fields that keep what the page filled in, separated by spaces. */
  declare locked?: string;
  /** What is sent along beside the page's address and title, by name; `none` sends nothing of the page. */
  declare context?: Context | string;
  /** The product it is about, sent along. */
  declare product?: string;
  /** The product's version, sent along. */
  declare productVersion?: string;
  /** The page's own search: answers articles that may help, in place of the portal's. */
  declare suggest?: Suggest;
  /** Inside a form of the page: under what name the ticket's id is part of it. */
  declare name?: string;
  /** Inside a form of the page: whether that form waits for this one. */
  declare required?: boolean | string | null;

  #form = new SupportFormController(this, () => this.session);
  #files = new AttachmentField(this, this.#form.attachments, (failure, retry) => this.failed(failure, retry));
  #fieldsView = new FormFields({
    element: this,
    form: this.#form,
    files: this.#files,
    locale: () => this.locale,
    limits: () => this.session!.portal.value!.limits,
    failed: (failure, retry) => this.failed(failure, retry),
    missing: () => this.missing(),
    below: (pointer) => (pointer === '/subject' ? this.#articles?.render() : nothing),
    changed: (pointer, value) => this.#changed(pointer, value),
  });
  #states?: FormStates;
  #loadingStates?: Promise<FormStates>;
  #isStateMissing = false;
  #isPrepared = false;
  #result?: unknown;
  #told?: ReadonlyMap<string, unknown>;
  #isToldChange = false;
  #isDisabled = false;
  #wantsSignIn = false;
  #articles?: ArticlesView;
  #loadingArticles?: Promise<unknown>;

  constructor() {
    super();
    this.#form.surroundings = {
      tag: () => (this.locale as typeof this.locale | undefined)?.tag,
      context: () => contextOf(this),
      // A link of a mail leads to the page, not to a place in it.
      returnTo: () => location.href.replace(/#.*/, ''),
      trap: () => this.renderRoot.querySelector<HTMLInputElement>('[name=website]')?.value ?? '',
    };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Another element may have this one in its midst, as a ticket has what follows it up.
    handOn(this, ...innerParts.split(', '), 'articles', 'choice', 'attachments');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#articles?.stop();
  }

  /** The platform: whether the fields around are disabled. */
  formDisabledCallback(isDisabled: boolean): void {
    this.#isDisabled = isDisabled;
    this.requestUpdate();
  }

  /** The platform: the form around begins anew. */
  formResetCallback(): void {
    this.#form.reset();
  }

  /** What keeps the form around from being sent. */
  get validity(): ValidityState {
    return this.internals.validity;
  }

  /** Why the form around cannot be sent. */
  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  /** Whether the form around asks this one at all. */
  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  /** Whether it is in the way of the form around; fires `invalid` when it is. */
  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  /** As `checkValidity`, and tells the person. */
  reportValidity(): boolean {
    return this.internals.reportValidity();
  }

  /** Offers the empty form again after one was sent. */
  readonly another = (): void => {
    if (!this.#form.sending.value && !this.#form.waiting) return;
    this.#form.reset();
    if (this.#form.isChosen) this.#form.choose();
    this.focus();
  };

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('form') || changed.has('formId')) this.#form.formId = this.formId ?? this.form;
    if (changed.has('followUpOf')) this.#form.followUpOf = this.followUpOf;
    if (!this.hasUpdated || changed.has('prefill') || changed.has('locked'))
      this.#form.fill(
        readPrefill(this.prefill ?? configuration.prefill),
        this.locked?.split(/\s+/).filter(Boolean) ?? [],
      );
    if (this.session?.state === 'signed-in') this.#wantsSignIn = false;
    const result = this.#form.sending.value;
    if (result && result !== this.#result) {
      if ('id' in result) this.dispatchEvent(new PorticoTicketCreatedEvent(result.id));
      this.#articles?.stop();
      this.focus();
    }
    this.#result = result;
    if (this.session?.person && this.#form.form.value && !this.#isPrepared) void this.#prepare();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#count();
    // Whoever has sent a form that was changed meanwhile is led to what became of it.
    const notice = this.renderRoot.querySelector<HTMLElement>('#changed');
    if (notice && !this.#isToldChange) notice.focus();
    this.#isToldChange = !!notice;
  }

  // A portal around it leaves the sign-in to it, so that what was typed stays.
  protected override get alone(): boolean {
    return super.alone || !this.session?.person;
  }

  protected override gate(): unknown {
    const { session } = this;
    const canBeOpen = session?.state === 'anonymous' && !session.step && session.portal.value;
    if (canBeOpen && !this.#wantsSignIn && (this.#form.isOpen || this.#form.isOpenToChoice))
      return html`<div class="view">${this.spoken()}</div>`;
    return html`${
      this.#wantsSignIn && !session?.step
        ? html`<button type="button" class="plain small" part="secondary" @click=${this.#askForForm}>
            ${icon(back)}${this.#isSpoken ? this.t.backToForm : nothing}
          </button>`
        : nothing
    }${super.gate()}`;
  }

  protected override view(): unknown {
    const { t } = this;
    const { form, sending } = this.#form;
    if (sending.value && sending.state === 'ready') {
      const { value } = sending;
      return 'id' in value ? this.#thanks(value) : this.#state((states) => states.linkSent(value.email));
    }
    const { waiting, choices, isOpenToChoice } = this.#form;
    if (waiting) return this.#state((states) => states.waits(waiting, t.another));
    if (isOpenToChoice) return [this.#state((states) => states.chooser(choices)), this.#signInWay()];
    if (form.value) return this.#fields(form.value);
    if (form.error) return html`${this.#backButton()}${this.failed(form.error, () => this.#form.reload())}`;
    return this.session?.forms.length ? this.skeleton() : emptyState(inbox, t.noForm);
  }

  get #isSpoken(): boolean {
    return 'backToForm' in this.t;
  }

  #choose(formId?: string): void {
    this.#form.choose(formId);
    this.focus();
  }

  #backButton(): unknown {
    return this.#form.isChosen
      ? html`<button type="button" class="plain small back" part="secondary" @click=${() => this.#choose()}>
          ${icon(back)}${this.t.otherForm}
        </button>`
      : nothing;
  }

  #signInWay(): unknown {
    const { t } = this;
    return this.session?.state === 'anonymous'
      ? html`<p class="small muted">
          ${t.haveAccount} <button type="button" class="way" @click=${this.#askForSignIn}>${t.signIn}</button>
        </p>`
      : nothing;
  }

  #askForSignIn = (): void => {
    this.#wantsSignIn = true;
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector('portico-login')?.focus());
  };

  #askForForm = (): void => {
    this.#wantsSignIn = false;
    this.focus();
  };

  #thanks({ id, number }: Ticket): unknown {
    const { t } = this;
    const open = (event: Event): void => {
      if (!this.dispatchEvent(new PorticoTicketOpenEvent(id))) event.preventDefault();
    };
    return html`<div tabindex="-1" role="status">
      ${emptyState(
        check,
        t.ticketCreated('#' + number),
        this.#form.form.value?.thanks ?? t.ticketCreatedHint,
        html`${
            this.ticketHref
              ? html`<a class="button primary" part="button" href=${this.ticketHref(id)} @click=${open}
                  ><span>${t.viewTicket}</span></a
                >`
              : html`<button type="button" class="primary" part="button" @click=${open}>
                  <span>${t.viewTicket}</span>
                </button>`
          } <button type="button" class="plain" part="secondary" @click=${this.another}>${t.another}</button>`,
      )}
    </div>`;
  }

  /** Loads what keeps a ticket while there is no line; without a line it could not come. */
  async #prepare(): Promise<void> {
    this.#isPrepared = true;
    try {
      await Promise.all([PorticoElement.watchOutbox?.(this.session!), this.#form.prepare(), this.#loadStates()]);
    } catch {
      // Then what cannot be sent stays in the form.
      this.#isPrepared = false;
    }
  }

  /** What is shown before the form and after it, once that part of the library is there. */
  #state(render: (states: FormStates) => unknown): unknown {
    if (this.#states) return render(this.#states);
    if (this.#isStateMissing) return this.failed(this.missing(), this.#tryStates);
    this.#tryStates();
    return this.skeleton();
  }

  #tryStates = (): void => {
    this.#isStateMissing = false;
    this.#loadStates().catch(() => {
      this.#isStateMissing = true;
      this.requestUpdate();
    });
  };

  async #loadStates(): Promise<void> {
    const { FormStates } = await import('./states.js');
    const host = {
      root: this.renderRoot as ShadowRoot,
      form: this.#form,
      changed: () => this.requestUpdate(),
      another: this.another,
      choose: (formId: string) => this.#choose(formId),
    };
    this.#loadingStates ??= FormStates.load(host, languageOf(this));
    try {
      this.#states = await this.#loadingStates;
    } finally {
      this.#loadingStates = undefined;
    }
    this.requestUpdate();
  }

  #fields({ title, description, sections, submitLabel }: Form): unknown {
    // What comes and goes stands in the div: all of a fieldset is laid out anew in Chromium when a child of its own comes.
    const { t } = this;
    const { attachments: queue, errors, sending, isOpen, appeared, lost } = this.#form;
    const busy = sending.state === 'pending';
    return html`${this.#backButton()}
      <h3 part="heading" tabindex="-1">${title}</h3>
      ${description ? html`<p class="muted hint">${description}</p>` : nothing} ${this.#signInWay()}
      ${lost ? this.#state((states) => states.changedNotice(lost)) : nothing}
      <form
        part="form"
        novalidate
        @submit=${this.#submit}
        @dragover=${isOpen ? nothing : this.#files.take}
        @drop=${isOpen ? nothing : this.#files.take}
        @paste=${isOpen ? nothing : this.#files.take}
      >
        <fieldset ?disabled=${this.#isDisabled}>
          <div class="stack">
            ${errors.size ? this.#summary() : sending.error ? this.failed(sending.error, this.#submit, `${t.notSent} `) : nothing}
            ${this.#fieldsView.render(sections)}
            <p class="hide" role="status">${appeared ? t.appeared(appeared) : nothing}</p>
            ${
              isOpen
                ? html`<div class="hide" aria-hidden="true">
                    <label>Website <input name="website" tabindex="-1" autocomplete="off" /></label>
                  </div>`
                : nothing
            }
            ${this.#along()}
            <div class="row">
              <button class="primary" part="button" aria-disabled=${busy || queue.busy}>
                <span>${busy ? t.sending : submitLabel}</span>
              </button>
              <p role="status" class="small muted">${queue.busy ? t.uploadsRunning : nothing}</p>
            </div>
          </div>
        </fieldset>
      </form>`;
  }

  /** What is wrong, with ways there. */
  #summary(): unknown {
    const { t } = this;
    const { errors, form } = this.#form;
    const fields = form.value!.sections.flatMap((section) => section.fields);
    return html`<div class="notice bad summary" id="summary" tabindex="-1" role="group" aria-labelledby="summary-title">
      <h4 id="summary-title">${t.summary(errors.size)}</h4>
      <ul>
        ${[...errors].map(([pointer, error]) => {
          const found = fields.find((one) => one.pointer === pointer);
          return html`<li>
            ${
              found && this.#form.isShown(found)
                ? html`<a href="#${idOf(pointer)}" @click=${(event: Event) => this.#goTo(event, pointer)}
                    >${found.label}</a
                  >`
                : nothing
            }
            <span class="small">${found ? this.#fieldsView.error(found) : fieldErrorText(t, error)}</span>
          </li>`;
        })}
      </ul>
    </div>`;
  }

  /** Where it is written, as the team will see it. */
  #along(): unknown {
    const { t } = this;
    const context = Object.entries(contextOf(this));
    const known: Partial<Record<string, string>> = t.contexts;
    return context.length
      ? html`<details class="along small">
          <summary>${t.along}</summary>
          <dl>
            ${context.map(
              ([name, text]) =>
                html`<dt>${known[name] ?? name}</dt>
                  <dd dir="auto">${text}</dd>`,
            )}
          </dl>
        </details>`
      : nothing;
  }

  #changed(pointer: string, value: FormValue): void {
    this.#form.setValue(pointer, value);
    if (pointer !== '/subject' || typeof value !== 'string') return;
    const { session } = this;
    if (!this.suggest && !session?.portal.value?.hasArticles) return;
    void this.#loadArticles().then(() => {
      // By now it may be another.
      const subject = this.#form.values['/subject'];
      this.#articles?.look(typeof subject === 'string' ? subject : '', session?.client, this.suggest);
    });
  }

  #loadArticles(): Promise<unknown> {
    this.#loadingArticles ??= import('./articles.js')
      .then(async ({ ArticlesView }) => {
        const root = this.renderRoot as ShadowRoot;
        const isAsking = (): boolean => root.activeElement?.id === 'subject';
        this.#articles = await ArticlesView.load(root, languageOf(this), () => this.requestUpdate(), isAsking);
      })
      .catch(() => {
        // Without it one asks all the same; it may come the next time.
        this.#loadingArticles = undefined;
      });
    return this.#loadingArticles;
  }

  /** Tells the form around how it stands with this one. */
  #count(): void {
    const { sending, errors } = this.#form;
    const sent = sending.state === 'ready' ? sending.value : undefined;
    this.internals.setFormValue(sent ? ('id' in sent ? sent.id : '') : null);
    const isRequired = this.required !== undefined && this.required !== null && this.required !== false;
    const anchor = this.renderRoot.querySelector<HTMLElement>('.primary, [tabindex="-1"]') ?? undefined;
    const isMissing = isRequired && !sent;
    if (!isMissing && !errors.size) this.internals.setValidity({});
    else {
      const message = this.#isSpoken ? (errors.size ? this.t.summary(errors.size) : this.t.mustSend) : '…';
      this.internals.setValidity({ valueMissing: isMissing, customError: errors.size > 0 }, message, anchor);
    }
  }

  #goTo(event: Event, pointer: string): void {
    event.preventDefault();
    this.#fieldsView.focus(pointer);
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.#form.attachments.busy || this.#isDisabled) return;
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
