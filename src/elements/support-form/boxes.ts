import { html, nothing } from 'lit';
import type { FormField } from '../../api/schema.js';
import type { FormValue } from '../../controllers/support-form.js';
import { addStyles } from '../../styles/added.js';
import { describedBy } from '../../ui/field.js';
import { boxStyles } from './boxes.styles.js';
import type { FieldsHost } from './fields.js';

/** The fields of a form that are boxes to tick: yes or no, several choices, and what is agreed to. */
export class FormBoxes {
  readonly #host: FieldsHost;
  readonly #consents = new Map<string, HTMLElement>();
  #isLoading = false;
  #isMissing = false;

  constructor(host: FieldsHost) {
    this.#host = host;
    addStyles(host.element.renderRoot, boxStyles);
  }

  render(item: FormField, id: string, label: unknown, error?: string): unknown {
    const value = this.#host.form.values[item.pointer];
    return item.type === 'multiselect'
      ? this.#choices(item, id, label, value, error)
      : this.#tick(item, id, label, value, error);
  }

  #choices(
    { pointer, options, help }: FormField,
    id: string,
    label: unknown,
    value: FormValue | undefined,
    error?: string,
  ): unknown {
    const { form, changed } = this.#host;
    const chosen = typeof value === 'object' ? value : [];
    const isLocked = form.isLocked(pointer);
    const hint = [help, isLocked && this.#host.locale().t.fixed].filter(Boolean).join(' ');
    const choose = (event: Event, one: string): void => {
      if (isLocked) return event.preventDefault();
      const isOn = (event.target as HTMLInputElement).checked;
      // In the order of the form, however they were ticked.
      const all = options.map((option) => option.value);
      changed(
        pointer,
        all.filter((known) => (known === one ? isOn : chosen.includes(known))),
      );
    };
    return html`<fieldset class="field" part="field" id=${id} aria-describedby=${describedBy(id, error, hint)}>
      <legend part="label">${label}</legend>
      ${hint ? html`<p class="muted small" id="${id}-help">${hint}</p>` : nothing}
      ${options.map(
        (option, index) =>
          html`<div class="tick">
            <input
              type="checkbox"
              id="${id}-${index}"
              aria-disabled=${isLocked}
              aria-invalid=${error ? 'true' : 'false'}
              .checked=${chosen.includes(option.value)}
              @click=${(event: Event) => choose(event, option.value)}
            /><label for="${id}-${index}" part="label">${option.label}</label>
          </div>`,
      )}
      ${error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing}
    </fieldset>`;
  }

  #tick(item: FormField, id: string, label: unknown, value: FormValue | undefined, error?: string): unknown {
    const { pointer, required, consent, help } = item;
    const { form, changed } = this.#host;
    const isLocked = form.isLocked(pointer);
    const hint = [help, isLocked && this.#host.locale().t.fixed].filter(Boolean).join(' ');
    const mark = (event: Event): void => {
      if (isLocked) return event.preventDefault();
      const { checked } = event.target as HTMLInputElement;
      changed(pointer, consent ? (checked ? consent.version : '') : checked);
    };
    return html`<div class="tick" part="field">
      ${consent ? this.#consent(item, consent.html) : nothing}
      <input
        type="checkbox"
        id=${id}
        aria-required=${required}
        aria-disabled=${isLocked}
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${describedBy(id, error, hint)}
        .checked=${consent ? value === consent.version : value === true}
        @click=${mark}
      /><label for=${id} part="label">${label}</label>
      ${hint ? html`<p class="muted small" id="${id}-help">${hint}</p>` : nothing}
      ${error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing}
    </div>`;
  }

  /** What is agreed to; before it is there nobody can have read it. */
  #consent({ label, pointer }: FormField, source: string): unknown {
    if (!source.trim()) return nothing;
    const text = this.#consents.get(pointer + source);
    if (text) return html`<div class="consent" tabindex="0" role="region" aria-label=${label}>${text}</div>`;
    if (this.#isMissing) return this.#host.failed(this.#host.missing(), () => void this.#read());
    if (!this.#isLoading) void this.#read();
    return html`<div class="consent"><span class="bone"></span></div>`;
  }

  async #read(): Promise<void> {
    this.#isLoading = true;
    this.#isMissing = false;
    const { element, form, locale } = this.#host;
    try {
      const { richStyles, richText } = await import('../../ui/rich-text.js');
      addStyles(element.renderRoot, richStyles);
      for (const { fields } of form.form.value?.sections ?? [])
        for (const { pointer, consent } of fields)
          if (consent) this.#consents.set(pointer + consent.html, await richText(consent.html, locale().t.quote));
    } catch {
      this.#isMissing = true;
    }
    this.#isLoading = false;
    element.requestUpdate();
  }
}
