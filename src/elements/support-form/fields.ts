import { html, type LitElement, nothing } from 'lit';
import type { FormField, FormSection, Limits } from '../../api/schema.js';
import { dayOf, type FormValue, longest, type SupportFormController } from '../../controllers/support-form.js';
import type { Locale } from '../../i18n/locale.js';
import type { SupportFormWords } from '../../i18n/en/support-form.js';
import type { WritingWords } from '../../i18n/en/writing.js';
import { fieldErrorText, type SpokenFailure } from '../../i18n/problems.js';
import type { AttachmentField } from '../../ui/attachments.js';
import { describedBy, field } from '../../ui/field.js';
import { chevron, icon } from '../../ui/icon.js';
import type { FormBoxes } from './boxes.js';

/** What the fields need of the form they stand in. */
export interface FieldsHost {
  readonly element: LitElement;
  readonly form: SupportFormController;
  readonly files: AttachmentField;
  readonly locale: () => Locale<SupportFormWords & WritingWords>;
  readonly limits: () => Limits;
  readonly failed: (failure: SpokenFailure, retry: () => void) => unknown;
  /** What a part of the library that did not arrive is told as. */
  readonly missing: () => SpokenFailure;
  /** What stands below a field. */
  readonly below: (pointer: string) => unknown;
  readonly changed: (pointer: string, value: FormValue) => void;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What a browser may know of the person. */
const tokens: Partial<Record<string, string>> = { email: 'email', tel: 'tel', '/contact/name': 'name' };

// So many fields are drawn at a time, so that a long form does not hold the page up.
const chunk = 12;
// From here on it is said how many characters are left.
const near = 0.9;

/** A pointer as an id: `/properties/serial` is `properties-serial`. */
export const idOf = (pointer: string): string => pointer.slice(1).replace('/', '-');

/** The sections of a form with their fields. */
export class FormFields {
  readonly #host: FieldsHost;
  /** How many fields are drawn. */
  #drawn = chunk;
  #version?: unknown;
  #boxes?: FormBoxes;
  /** The part that draws boxes, on its way. */
  #loading?: Promise<void>;
  #isMissing = false;

  constructor(host: FieldsHost) {
    this.#host = host;
  }

  render(sections: readonly FormSection[]): unknown {
    if (sections !== this.#version) {
      this.#version = sections;
      this.#drawn = chunk;
    }
    let left = this.#drawn;
    // Every section and field keeps its place in the list, so that what comes and goes disturbs nobody who types.
    const drawn = sections.map((section, index) => {
      const fields = section.fields.map((one) =>
        this.#host.form.isShown(one) && left-- > 0 ? this.#field(one) : nothing,
      );
      return fields.some((one) => one !== nothing) ? this.#section(section, fields, index) : nothing;
    });
    if (left < 0) {
      requestAnimationFrame(() => {
        this.#drawn += chunk;
        this.#host.element.requestUpdate();
      });
    }
    return drawn;
  }

  /** Moves the focus to a field, as soon as it is there. */
  focus(pointer: string): void {
    const { element } = this.#host;
    const at = element.renderRoot.querySelector<HTMLElement>('#' + idOf(pointer));
    if (!at) void this.#loading?.then(() => element.updateComplete).then(() => this.focus(pointer));
    else (at.matches('fieldset') ? at.querySelector('input') : at)?.focus();
  }

  /** What is wrong with a field, in words. */
  error({ pointer, type }: FormField): string | undefined {
    const { t } = this.#host.locale();
    const found = this.#host.form.errors.get(pointer);
    if (type === 'date' && found?.code === 'too-low') return t.tooEarly;
    if (type === 'date' && found?.code === 'too-high') return t.tooLate;
    return found && fieldErrorText(t, found);
  }

  #section({ title, description }: FormSection, fields: unknown[], index: number): unknown {
    const about = description ? html`<p class="muted" id="about-${index}">${description}</p>` : nothing;
    return title
      ? html`<section
          class="stack"
          aria-labelledby="section-${index}"
          aria-describedby=${description ? `about-${index}` : nothing}
        >
          <div>
            <h4 id="section-${index}">${title}</h4>
            ${about}
          </div>
          ${fields}
        </section>`
      : html`<div class="stack">${about}${fields}</div>`;
  }

  #field(item: FormField): unknown {
    const { t } = this.#host.locale();
    const { pointer, type, required } = item;
    const { form } = this.#host;
    const id = idOf(pointer);
    const error = this.error(item);
    const value = form.values[pointer];
    const label = html`${item.label} ${required ? nothing : html`<span class="muted small">(${t.optional})</span>`}`;
    if (type === 'files')
      return html`<div class="field" part="field">
        <span>${label}</span>${item.help ? html`<p class="muted small">${item.help}</p>` : nothing}
        <div class="stack">${this.#host.files.render(this.#host.locale(), id, this.#host.limits())}</div>
        ${error ? html`<p class="error">${error}</p>` : nothing}
      </div>`;
    if (type === 'checkbox' || type === 'consent' || type === 'multiselect') return this.#box(item, id, label, error);
    const isLocked = form.isLocked(pointer);
    const text = typeof value === 'string' ? value : '';
    const length = this.#length(item, text);
    const help = [item.help, isLocked && t.fixed, length].filter(Boolean).join(' ');
    const described = describedBy(id, error, help);
    const shown = isLocked && type === 'select' ? this.#labelOf(item, text) : text;
    return html`${field(
      id,
      label,
      type === 'select' && !isLocked
        ? this.#select(item, id, text, described, error)
        : this.#input(item, id, shown, described, error, isLocked),
      error,
      help,
    )}${this.#host.below(pointer)}`;
  }

  #input(
    { pointer, type, required, placeholder, minimum, maximum }: FormField,
    id: string,
    text: string,
    described: unknown,
    error: string | undefined,
    isLocked: boolean,
  ): unknown {
    const invalid = error ? 'true' : 'false';
    const changed = (event: Event): void => this.#host.changed(pointer, (event.target as Control).value);
    if (type === 'textarea')
      return html`<textarea
        part="control"
        id=${id}
        dir="auto"
        ?readonly=${isLocked}
        aria-required=${required}
        aria-invalid=${invalid}
        aria-describedby=${described}
        placeholder=${placeholder ?? nothing}
        .value=${text}
        @input=${changed}
      ></textarea>`;
    const isDate = type === 'date';
    return html`<input
      part="control"
      id=${id}
      type=${type === 'select' || type === 'number' ? 'text' : type}
      dir=${type === 'text' ? 'auto' : nothing}
      ?readonly=${isLocked}
      inputmode=${type === 'number' ? 'decimal' : nothing}
      autocomplete=${tokens[pointer] ?? tokens[type] ?? nothing}
      min=${(isDate && dayOf(minimum)) || nothing}
      max=${(isDate && dayOf(maximum)) || nothing}
      aria-required=${required}
      aria-invalid=${invalid}
      aria-describedby=${described}
      placeholder=${placeholder ?? nothing}
      .value=${text}
      @input=${changed}
    />`;
  }

  #select(
    { pointer, required, options }: FormField,
    id: string,
    value: string,
    described: unknown,
    error: string | undefined,
  ): unknown {
    return html`<div class="with">
      <select
        part="control"
        id=${id}
        aria-required=${required}
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${described}
        @change=${(event: Event) => this.#host.changed(pointer, (event.target as Control).value)}
      >
        <option value="" .selected=${!value}>${this.#host.locale().t.choose}</option>
        ${options.map(
          (option) => html`<option value=${option.value} .selected=${option.value === value}>${option.label}</option>`,
        )}</select
      >${icon(chevron)}
    </div>`;
  }

  /** Fields of boxes to tick, once that part of the library is there. */
  #box(item: FormField, id: string, label: unknown, error?: string): unknown {
    if (this.#boxes) return this.#boxes.render(item, id, label, error);
    if (this.#isMissing) return this.#host.failed(this.#host.missing(), () => void (this.#loading = this.#load()));
    this.#loading ??= this.#load();
    return html`<span class="bone"></span>`;
  }

  async #load(): Promise<void> {
    this.#isMissing = false;
    try {
      const { FormBoxes } = await import('./boxes.js');
      this.#boxes = new FormBoxes(this.#host);
    } catch {
      this.#isMissing = true;
    }
    this.#loading = undefined;
    this.#host.element.requestUpdate();
  }

  #labelOf({ options }: FormField, value: string): string {
    return options.find((option) => option.value === value)?.label ?? value;
  }

  /** How many characters there is room for, when that is soon none. */
  #length(item: FormField, text: string): string | undefined {
    const limit = longest(item, this.#host.limits());
    const { t } = this.#host.locale();
    if (!limit || text.length < limit * near) return;
    return text.length > limit ? t.over(text.length - limit) : t.left(limit - text.length);
  }
}
