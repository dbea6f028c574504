import { css, html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../api/problem.js';
import type { Limits } from '../api/schema.js';
import type { AttachmentItem } from '../controllers/attachment-queue.js';
import type { Attachments } from '../controllers/attachments.js';
import { fileSize } from '../i18n/size.js';
import { loadLocale } from '../i18n/locale.js';
import { problemText } from '../i18n/problems.js';
import { fileWords } from '../i18n/words/files.js';
import { again, cross, file, pause, resume } from './file-icons.js';
import { icon } from './icon.js';
import { clip } from './more-icons.js';

export const listStyles = css`
  .files {
    display: grid;
    flex: 1 0 100%;
    gap: 0.4em;
  }
  .files li {
    display: flex;
    align-items: center;
    gap: 0.6em;
    position: relative;
    min-inline-size: 0;
    padding-inline: 0.75em 0.25em;
    padding-block: 0.4em;
    font-size: 0.9375em;
    line-height: 1.4;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .files .refused,
  .files .failed {
    border-color: var(--_bad);
  }
  .files p {
    flex: 1;
    min-inline-size: 0;
  }
  /* How it stands has a line of its own, so that nothing moves when that changes. */
  .files bdi {
    display: block;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .files progress {
    position: absolute;
    /* Between the corners. */
    inset: auto var(--_radius) 0;
    inline-size: calc(100% - 2 * var(--_radius));
    block-size: 0.2em;
    accent-color: var(--_accent);
  }
`;

/** Whether a file goes on by itself, when there is a line or a session again. */
const goesOn = (error: Failure): boolean => ('reason' in error ? error.reason === 'offline' : error.status === 401);

/** The files of a queue, each with its state. */
export type AttachmentList = (queue: Attachments, limits: Limits, choose: () => void) => TemplateResult;

/** Makes the list that speaks a language, with its words. */
export async function loadAttachmentList(language: string): Promise<AttachmentList> {
  const { t, tag } = await loadLocale(language, [fileWords]);
  const percent = new Intl.NumberFormat(tag, { style: 'percent' });
  const button = (label: string, path: string, act: () => void): unknown =>
    html`<button type="button" class="plain" aria-label=${label} title=${label} @click=${act}>${icon(path)}</button>`;
  const fault = ({ refusal, error }: AttachmentItem, { filesPerMessage, fileSize: largest }: Limits) =>
    refusal
      ? t.refusals[refusal](refusal === 'too-many' ? String(filesPerMessage) : fileSize(tag, largest))
      : error && !goesOn(error) && problemText(t, error);
  /** What a file is told to be doing, when nothing is wrong with it. */
  const told = ({ state, progress, error }: AttachmentItem): string => {
    if (error) return 'reason' in error ? t.waitsForLine : t.waitsForSignIn;
    if (state === 'uploading') return t.uploading(percent.format(progress));
    if (state === 'paused') return t.paused(percent.format(progress));
    return state === 'ready' ? t.uploaded : state === 'missing' ? t.missing : t.waiting;
  };
  return (queue, limits, choose) =>
    html`<ul class="files" part="attachments" aria-label=${t.attachments}>
      ${queue.items.map((item) => {
        const { id, name, size, state, progress } = item;
        const wrong = fault(item, limits);
        return html`<li class=${wrong ? state : nothing}>
          ${icon(file)}
          <p>
            <bdi>${name}</bdi> <span class="muted small">${fileSize(tag, size)}</span> ·
            ${
              wrong
                ? html`<span class="error" role="alert">${wrong}</span>`
                : html`<span class="muted small">${told(item)}</span>`
            }
          </p>
          ${state === 'uploading' || state === 'paused' ? html`<progress aria-label=${name} .value=${progress}></progress>` : nothing}
          ${
            state === 'uploading' || (state === 'waiting' && queue.ready)
              ? button(t.pause(name), pause, () => queue.pause(id))
              : state === 'paused'
                ? button(t.resume(name), resume, () => queue.resume(id))
                : state === 'missing'
                  ? button(t.choose(name), clip, choose)
                  : state === 'failed'
                    ? button(t.retryFile(name), again, () => queue.retry(id))
                    : nothing
          }
          ${button(t.remove(name), cross, () => queue.remove(id))}
        </li>`;
      })}
    </ul>`;
}
