import { html, type LitElement, nothing, type ReactiveController } from 'lit';
import type { Attachment } from '../api/schema.js';
import { fileSize } from '../i18n/size.js';
import { loadLocale, type Locale } from '../i18n/locale.js';
import { problemText, type SpokenFailure } from '../i18n/problems.js';
import type { AttachedWords } from '../i18n/en/attached.js';
import { attachedWords } from '../i18n/words/attached.js';
import { addStyles } from '../styles/added.js';
import { attachedStyles } from './attachment-view.styles.js';
import { hourglass, outside, picture, shield } from './file-icons.js';
import { type GetLink, type LinkPurpose, save, spoken } from './file-links.js';
import { icon } from './icon.js';
import { save as arrow } from './more-icons.js';
import type { Picture } from './picture.js';

/** Small images asked for at once. */
const lanes = 4;

const isImage = ({ type }: Attachment) => /^image\/(a?png|jpeg|gif|webp|avif)$/.test(type);
const isPdf = ({ type }: Attachment) => type === 'application/pdf';

/** The files of messages: images small and in a viewer, PDF in a new tab, everything else to be saved. Loaded with the first. */
export class AttachmentView implements ReactiveController {
  readonly #host: LitElement;
  readonly #locale: Locale<AttachedWords>;
  readonly #link: GetLink;
  /** The small images; null where there is none to be had. */
  readonly #thumbs = new Map<string, Picture | null>();
  readonly #wanted: string[] = [];
  readonly #observed = new WeakSet<Element>();
  readonly #failures = new Map<string, SpokenFailure>();
  #observer?: IntersectionObserver;
  #asking = 0;
  #busy?: string;
  #version = 0;

  private constructor(host: LitElement, locale: Locale<AttachedWords>, link: GetLink) {
    this.#host = host;
    this.#locale = locale;
    this.#link = link;
    addStyles(host.renderRoot, attachedStyles);
    host.addController(this);
  }

  /** Loads the words too. */
  static async load(host: LitElement, language: string, link: GetLink): Promise<AttachmentView> {
    return new AttachmentView(host, await loadLocale(language, [attachedWords]), link);
  }

  hostUpdated(): void {
    // Small images are asked for when they are nearly seen, not before.
    this.#observer ??= new IntersectionObserver(this.#seen, { rootMargin: '300px' });
    for (const tile of this.#host.renderRoot.querySelectorAll('.thumb')) {
      if (this.#observed.has(tile)) continue;
      this.#observed.add(tile);
      this.#observer.observe(tile);
    }
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#wanted.length = 0;
  }

  /** Counts what has changed in how files stand, for whoever draws them apart from the host. */
  get version(): number {
    return this.#version;
  }

  #changed(): void {
    this.#version++;
    this.#host.requestUpdate();
  }

  /** The files of one message. */
  render(files: readonly Attachment[]): unknown {
    if (!files.length) return nothing;
    return html`<ul class="attached" part="files" aria-label=${this.#locale.t.filesOfMessage}>
      ${files.map((file) => {
        const failure = this.#failures.get(file.id);
        const isTile = file.state === 'ready' && isImage(file);
        return html`<li class=${isTile ? 'tile' : ''}>
          ${file.state !== 'ready' ? this.#held(file) : isTile ? this.#tile(file, files) : this.#row(file, files)}
          ${failure ? html`<p class="error" role="alert">${problemText(this.#locale.t, failure)}</p>` : nothing}
        </li>`;
      })}
    </ul>`;
  }

  #held({ name, size, state }: Attachment): unknown {
    const { t, tag } = this.#locale;
    return html`<p class="held ${state}">
      ${icon(state === 'checking' ? hourglass : shield)}
      <span
        ><bdi>${name}</bdi> <span class="muted small">${fileSize(tag, size)}</span><br />
        <span class="small">${state === 'checking' ? t.checking : t.quarantined}</span></span
      >
    </p>`;
  }

  #tile(file: Attachment, files: readonly Attachment[]): unknown {
    return html`<button
      type="button"
      class="thumb"
      part="file"
      data-file=${file.id}
      title=${file.name}
      aria-label=${this.#locale.t.view(file.name)}
      aria-disabled=${this.#busy === file.id}
      @click=${() => this.#look(file, files)}
    >
      ${this.#thumbs.get(file.id) ?? icon(picture)}<bdi>${file.name}</bdi>
    </button>`;
  }

  #row(file: Attachment, files: readonly Attachment[]): unknown {
    const { t, tag } = this.#locale;
    const { id, name, size } = file;
    const [sign, label, act] = isImage(file)
      ? [picture, t.view(name), () => this.#look(file, files)]
      : isPdf(file)
        ? [outside, t.openTab(name), () => this.#openTab(file)]
        : [arrow, t.download(name), () => this.#save(file)];
    return html`<p class="row">
      <button type="button" part="file" aria-label=${label} aria-disabled=${this.#busy === id} @click=${act}>
        ${icon(sign)}<bdi>${name}</bdi></button
      ><span class="muted small">${fileSize(tag, size)}</span>
    </p>`;
  }

  #look(file: Attachment, files: readonly Attachment[]): Promise<void> {
    return this.#do(file.id, async () => {
      const { openViewer } = await import('./image-viewer.js');
      const images = files.filter((other) => other.state === 'ready' && isImage(other));
      const port = { host: this.#host, locale: this.#locale, link: this.#link, save, spoken };
      openViewer(port, images, images.indexOf(file));
    });
  }

  #openTab(file: Attachment): Promise<void> {
    if (this.#busy) return Promise.resolve();
    // Now, while it is a click's doing: later it would be a pop-up.
    const tab = open('', '_blank');
    if (!tab) return this.#save(file);
    tab.opener = null;
    return this.#follow(
      file.id,
      'view',
      (url) => tab.location.replace(url),
      () => tab.close(),
    );
  }

  #save(file: Attachment): Promise<void> {
    return this.#follow(file.id, 'download', save);
  }

  #follow(id: string, purpose: LinkPurpose, act: (url: string) => void, giveUp?: () => void): Promise<void> {
    return this.#do(id, async () => {
      try {
        act(await this.#link(id, purpose));
      } catch (error) {
        giveUp?.();
        throw error;
      }
    });
  }

  async #do(id: string, act: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = id;
    this.#failures.delete(id);
    this.#changed();
    try {
      await act();
    } catch (error) {
      this.#failures.set(id, spoken(error));
    }
    this.#busy = undefined;
    this.#changed();
  }

  readonly #seen = (entries: IntersectionObserverEntry[]): void => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      this.#observer?.unobserve(target);
      const id = (target as HTMLElement).dataset['file']!;
      if (!this.#thumbs.has(id)) this.#wanted.push(id);
    }
    this.#ask();
  };

  #ask(): void {
    while (this.#asking < lanes && this.#wanted.length) {
      const id = this.#wanted.shift()!;
      this.#asking++;
      void this.#thumb(id)
        // Without it the picture's name is shown, and the click tells why.
        .catch(() => null)
        .then((thumb) => {
          this.#asking--;
          this.#thumbs.set(id, thumb);
          this.#changed();
          this.#ask();
        });
    }
  }

  async #thumb(id: string): Promise<Picture> {
    const [{ show }, url] = await Promise.all([import('./picture.js'), this.#link(id, 'thumbnail')]);
    const image = new Image();
    image.alt = '';
    image.decoding = 'async';
    image.draggable = false;
    return show(image, url, this.#host);
  }
}
