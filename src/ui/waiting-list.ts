import { css, html, nothing, type TemplateResult } from 'lit';
import type { OutboxEntry } from '../controllers/outbox.js';
import { loadLocale } from '../i18n/locale.js';
import { problemText } from '../i18n/problems.js';
import { fileWords } from '../i18n/words/files.js';
import { outboxWords } from '../i18n/words/outbox.js';
import { problemWords } from '../i18n/words/problems.js';
import { ticketWords } from '../i18n/words/ticket.js';
import { writingWords } from '../i18n/words/writing.js';
import { timeTag } from './time.js';

export const waitingStyles = css`
  .waiting {
    display: grid;
    gap: 0.75em;
  }
  .waiting > li {
    display: grid;
    gap: 0.5em;
    padding: 0.75em 0.85em;
    border: 1px dashed var(--_edge);
    border-radius: var(--_radius);
  }
  .waiting > .failed {
    border-color: var(--_bad);
  }
  .waiting .written {
    max-block-size: 12em;
    overflow-y: auto;
    white-space: pre-wrap;
    unicode-bidi: plaintext;
  }
  .waiting button {
    font-size: 0.875em;
  }
`;

/** What can be done with something that waits. */
export interface WaitingActions {
  readonly retry: (id: string) => void;
  readonly discard: (id: string) => void;
  /** Takes it back to change it, where that can be done. */
  readonly takeBack?: (entry: OutboxEntry) => void;
  readonly changed: () => void;
}

/** Things that wait, each with its state. */
export type WaitingList = (entries: readonly OutboxEntry[], actions: WaitingActions) => TemplateResult;

/** Makes the list that speaks a language, with its words; `named` tells of each entry what it belongs to. */
export async function loadWaitingList(language: string, named: boolean): Promise<WaitingList> {
  const groups = [outboxWords, problemWords, ticketWords, writingWords, fileWords] as const;
  const { t, tag } = await loadLocale(language, groups);
  let asked: string | undefined;
  let copied: [id: string, done: boolean] | undefined;

  const state = (entry: OutboxEntry, isHeld: boolean): string =>
    entry.refusal
      ? `${t.refused} ${problemText(t, entry.refusal)}`
      : entry.state === 'sending'
        ? t.sendingNow
        : isHeld
          ? t.queuedBehind
          : navigator.onLine
            ? t.queued
            : t.queuedOffline;

  const copy = async ({ id, body }: OutboxEntry, changed: () => void): Promise<void> => {
    const done = await navigator.clipboard.writeText(body.text).then(
      () => true,
      () => false,
    );
    copied = [id, done];
    changed();
  };

  const actionsOf = (entry: OutboxEntry, isHeld: boolean, actions: WaitingActions): unknown => {
    const { id } = entry;
    const button = (label: string, act: () => void): unknown =>
      html`<button type="button" @click=${act}>${label}</button>`;
    const ask = (what?: string) => (): void => {
      asked = what;
      actions.changed();
    };
    if (asked === id)
      return html`<span class="small">${t.discardSure}</span> ${button(t.discard, () => actions.discard(id))}
        ${button(t.keepIt, ask())}`;
    return html`${isHeld ? nothing : button(entry.refusal ? t.retry : t.sendNow, () => actions.retry(id))}
    ${actions.takeBack && entry.refusal ? button(t.edit, () => actions.takeBack!(entry)) : nothing}
    ${button(copied?.[0] === id && copied[1] ? t.copied : t.copyText, () => void copy(entry, actions.changed))}
    ${button(t.discard, ask(id))}`;
  };

  return (entries, actions) => {
    const refused = (index: number, { ticketId }: OutboxEntry): boolean =>
      entries.slice(0, index).some((before) => ticketId && before.ticketId === ticketId && before.refusal);
    return html`<ul class="waiting" aria-label=${t.waitingTitle}>
      ${entries.map((entry, index) => {
        const { id, at, body, files, subject, ticketId } = entry;
        const isHeld = !entry.refusal && refused(index, entry);
        return html`<li class=${entry.state}>
          ${named ? html`<p dir="auto"><b>${ticketId ? t.replyTo(subject) : t.newTicketTo(subject)}</b></p>` : nothing}
          <div class="written" dir="auto" tabindex="0" role="group" aria-label=${t.you}>${body.text}</div>
          <p class="small muted">
            ${timeTag(tag, at)} ${files.length ? t.waitingFiles(files.length) : nothing}
            ${files.map(({ name }, place) => html`${place ? ', ' : ''}<bdi>${name}</bdi>`)}
          </p>
          <p class="small ${entry.refusal ? 'error' : ''}" role=${entry.refusal ? 'alert' : 'status'}>
            ${state(entry, isHeld)}
          </p>
          ${copied?.[0] === id && !copied[1] ? html`<p class="error" role="alert">${t.copyFailed}</p>` : nothing}
          ${entry.state === 'sending' ? nothing : html`<div class="row">${actionsOf(entry, isHeld, actions)}</div>`}
        </li>`;
      })}
    </ul>`;
  };
}
