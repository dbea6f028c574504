import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.js';

/** A place with nothing in it: why, and what to do next. */
export const emptyState = (
  path: string,
  title: string,
  hint: unknown = nothing,
  action: unknown = nothing,
): TemplateResult =>
  html`<div class="empty" part="empty">
    ${icon(path)}
    <h4>${title}</h4>
    <p class="muted">${hint}</p>
    ${action}
  </div>`;
