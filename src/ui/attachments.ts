import { css, html, nothing, type TemplateResult } from 'lit';
import type { AttachmentItem, AttachmentQueue } from '../controllers/attachment-queue.js';
import type { Limits } from '../api/schema.js';
import { fileSize } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { problemText } from '../i18n/problems.js';
import { again, clip, cross, file, icon } from './icon.js';

export const attachmentStyles = css`
  .files {
    display: grid;
    flex: 1 0 100%;
    gap: 0.4em;
  }
  .files li,
  .saved {
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-inline-size: 0;
    font-size: 0.9375em;
  }
  .files li {
    position: relative;
    padding-inline: 0.75em 0.25em;
    padding-block: 0.3em;
    min-block-size: 2.75em;
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
  .files progress {
    position: absolute;
    inset: auto 0 0;
    inline-size: 100%;
    block-size: 0.2em;
    accent-color: var(--_accent);
  }
  [type='file']:focus-visible + label {
    outline: 2px solid var(--portico-focus, var(--_accent));
    outline-offset: 2px;
  }
`;

/** The files that go with what is being written, each with its state, and the way to add more. */
export function attachments({ t, tag }: Locale, id: string, queue: AttachmentQueue, limits: Limits): TemplateResult {
  const percent = new Intl.NumberFormat(tag, { style: 'percent' });
  const largest = fileSize(tag, limits.fileSize);
  const fault = ({ refusal, error }: AttachmentItem): string | undefined =>
    refusal
      ? t.refusals[refusal](refusal === 'too-many' ? String(limits.filesPerMessage) : largest)
      : error && problemText(t, error);
  const button = (label: string, path: string, act: () => void): unknown =>
    html`<button type="button" class="plain" aria-label=${label} title=${label} @click=${act}>${icon(path)}</button>`;
  return html`${
      queue.items.length
        ? html`<ul class="files" part="attachments" aria-label=${t.attachments}>
            ${queue.items.map((item) => {
              const { id, name, size, state, progress } = item;
              const wrong = fault(item);
              return html`<li class=${state}>
                ${icon(file)}
                <p>
                  <bdi>${name}</bdi> <span class="muted small">${fileSize(tag, size)}</span> ${
                    wrong
                      ? html`<span class="error" role="alert">${wrong}</span>`
                      : html`<span class="muted small"
                          >${
                            state === 'ready'
                              ? t.uploaded
                              : state === 'uploading'
                                ? t.uploading(percent.format(progress))
                                : t.waiting
                          }</span
                        >`
                  }
                </p>
                ${state === 'uploading' ? html`<progress aria-label=${name} .value=${progress}></progress>` : nothing}
                ${state === 'failed' ? button(t.retryFile(name), again, () => queue.retry(id)) : nothing}
                ${button(t.remove(name), cross, () => queue.remove(id))}
              </li>`;
            })}
          </ul>`
        : nothing
    }
    <span
      ><input
        class="hide"
        type="file"
        multiple
        id=${id}
        aria-describedby="${id}-help"
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          queue.add([...input.files!]);
          // The same file may be chosen again after it was removed.
          input.value = '';
        }}
      /><label class="button" for=${id}>${icon(clip)}${t.attach}</label></span
    >
    <span class="muted small" id="${id}-help">${t.attachHint(limits.filesPerMessage, largest)}</span>`;
}

/** Takes the files of a drop or a paste; text stays with the browser. */
export function takeFiles(queue: AttachmentQueue): (event: DragEvent | ClipboardEvent) => void {
  return (event) => {
    const data = 'dataTransfer' in event ? event.dataTransfer : event.clipboardData;
    if (!data?.types.includes('Files')) return;
    // A drop is told by `dragover` that it may come; there are no files in it yet.
    if (event.type !== 'paste' || data.files.length) event.preventDefault();
    if (event.type !== 'dragover') queue.add(data.files);
  };
}
