import { html, nothing, type TemplateResult } from 'lit';
import { alert, icon } from './icon.js';

/** A failure told in place, with a way on. */
export const notice = (text: unknown, action: unknown = nothing): TemplateResult =>
  html`<div class="notice bad" part="notice" role="alert">
    ${icon(alert)}
    <p>${text}</p>
    ${action}
  </div>`;

/** Where the status of a ticket stands, by its stage where the portal shows stages. */
export const statusBadge = (
  t: { open: string; closed: string },
  ticket: { status: 'open' | 'closed'; stage: { label: string } | null },
): TemplateResult =>
  html`<span class="badge ${ticket.status}" part="status">${ticket.stage?.label ?? t[ticket.status]}</span>`;
