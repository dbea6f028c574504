import { css, html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { Limits } from '../api/schema.js';
import type { Attachments } from '../controllers/attachments.js';
import type { WritingWords } from '../i18n/en/writing.js';
import type { Locale } from '../i18n/locale.js';
import type { SpokenFailure } from '../i18n/problems.js';
import { fileSize } from '../i18n/size.js';
import { addStyles } from '../styles/added.js';
import type { AttachmentList } from './attachment-list.js';
import { icon } from './icon.js';
import { clip } from './more-icons.js';

export const attachmentStyles = css`
  [type='file']:focus-visible + label {
    outline: 2px solid var(--portico-focus, var(--_accent));
    outline-offset: 2px;
  }
`;

/** The way to add files to what is being written. The list of those that were chosen is loaded with the first. */
export class AttachmentField {
  #list?: AttachmentList;
  #loading = false;
  #failure?: SpokenFailure;

  constructor(
    readonly host: LitElement,
    readonly queue: Attachments,
    readonly failed: (failure: SpokenFailure, retry: () => void) => unknown,
  ) {}

  /** The files, each with its state, and the button that adds more. */
  render(locale: Locale<WritingWords>, id: string, limits: Limits): TemplateResult {
    const { t, tag } = locale;
    return html`${this.queue.items.length ? this.#files(tag, id, limits) : nothing}
      <span
        ><input
          class="hide"
          type="file"
          multiple
          id=${id}
          aria-describedby="${id}-help"
          @change=${(event: Event) => {
            const input = event.target as HTMLInputElement;
            this.queue.add([...input.files!]);
            // The same file may be chosen again after it was removed.
            input.value = '';
          }}
        /><label class="button" part="secondary" for=${id}>${icon(clip)}${t.attach}</label></span
      >
      <span class="muted small" id="${id}-help"
        >${t.attachHint(limits.filesPerMessage, fileSize(tag, limits.fileSize))}</span
      >`;
  }

  /** Takes the files of a drop or a paste; text stays with the browser. */
  readonly take = (event: DragEvent | ClipboardEvent): void => {
    const data = 'dataTransfer' in event ? event.dataTransfer : event.clipboardData;
    if (!data?.types.includes('Files')) return;
    // A drop is told by `dragover` that it may come; there are no files in it yet.
    if (event.type !== 'paste' || data.files.length) event.preventDefault();
    if (event.type !== 'dragover') this.queue.add(data.files);
  };

  #files(tag: string, id: string, limits: Limits): unknown {
    const failure = this.queue.failure ?? this.#failure;
    if (!this.#list && !failure && !this.#loading) void this.#load(tag);
    return html`${failure ? this.failed(failure, this.#retry) : nothing}${this.#list?.(this.queue, limits, () => this.host.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.click())}`;
  }

  readonly #retry = (): void => {
    this.#failure = undefined;
    if (this.queue.failure) this.queue.load();
    this.host.requestUpdate();
  };

  async #load(tag: string): Promise<void> {
    this.#loading = true;
    try {
      const { listStyles, loadAttachmentList } = await import('./attachment-list.js');
      this.#list = await loadAttachmentList(tag);
      addStyles(this.host.renderRoot, listStyles);
    } catch {
      this.#failure = { reason: navigator.onLine ? 'unreachable' : 'offline' };
    }
    this.#loading = false;
    this.host.requestUpdate();
  }
}
