import { html, nothing, type TemplateResult } from 'lit';

/** A labelled control with its help and its error; the control carries the id, and `describedBy(id)`. */
export const field = (
  id: string,
  label: unknown,
  control: unknown,
  error?: string,
  help?: string | null,
): TemplateResult =>
  html`<div class="field" part="field">
    <label for=${id} part="label">${label}</label
    >${help ? html`<p class="muted small" id="${id}-help">${help}</p>` : nothing}${control}
    ${error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing}
  </div>`;

/** The ids that describe a control: its help and its error, where they stand. */
export const describedBy = (id: string, error?: string, help?: string | null): string | typeof nothing =>
  [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || nothing;
