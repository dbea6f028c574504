import { css, html, type LitElement, nothing, render } from 'lit';
import type { Attachment } from '../api/schema.js';
import type { AttachedWords } from '../i18n/en/attached.js';
import type { Locale } from '../i18n/locale.js';
import { problemText, type SpokenFailure } from '../i18n/problems.js';
import { addStyles } from '../styles/added.js';
import { cross, magnify, next, previous } from './file-icons.js';
import type { GetLink } from './file-links.js';
import { icon } from './icon.js';
import { save as arrow } from './more-icons.js';
import type { Picture } from './picture.js';

const viewerStyles = css`
  .viewer {
    inline-size: 100dvw;
    block-size: 100dvh;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: #16181c;
    color: #f4f5f6;
    font-family: var(--portico-font, inherit);
  }
  .viewer[open] {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
  }
  .viewer::backdrop {
    background: #000c;
  }
  .viewer header {
    display: flex;
    align-items: center;
    gap: 0.25em;
    padding: 0.4em 0.6em;
  }
  .viewer header p {
    flex: 1;
    min-inline-size: 0;
    padding-inline: 0.4em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .viewer button {
    min-inline-size: 2.75em;
    min-block-size: 2.75em;
    padding: 0.4em;
    border-color: transparent;
    color: inherit;
  }
  .viewer button:hover,
  .viewer [aria-pressed='true'] {
    background: #fff2;
  }
  .viewer :focus-visible {
    outline: 2px solid #fff;
    outline-offset: -2px;
  }
  .viewer .stage {
    display: grid;
    place-items: center;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .viewer .stage > * {
    grid-area: 1 / 1;
  }
  .viewer img:not([src]) {
    display: none;
  }
  .viewer :is(img, canvas) {
    max-inline-size: 100%;
    max-block-size: 100%;
    /* A picture with holes in it is seen on what most pages are. */
    background: #fff;
  }
  .viewer .actual {
    place-items: start;
  }
  .viewer .actual :is(img, canvas) {
    max-inline-size: none;
    max-block-size: none;
    margin: auto;
  }
  .viewer :dir(rtl) > .turns {
    transform: scaleX(-1);
  }
  @media (forced-colors: active) {
    .viewer button {
      border-color: ButtonBorder;
    }
  }
`;

/** What the viewer works with. */
export interface ViewerPort {
  /** Whose shadow root it stands in. */
  readonly host: LitElement;
  readonly locale: Locale<AttachedWords>;
  readonly link: GetLink;
  /** Saves what is at an address. */
  readonly save: (url: string) => void;
  /** A failure as it is told. */
  readonly spoken: (error: unknown) => SpokenFailure;
}

/** Shows images over the whole window, one at a time. */
export function openViewer(port: ViewerPort, images: readonly Attachment[], index: number): void {
  new Viewer(port, images, index).open();
}

class Viewer {
  readonly #dialog = document.createElement('dialog');
  readonly #port: ViewerPort;
  readonly #images: readonly Attachment[];
  #index: number;
  /** The picture itself, which may still be on its way. */
  #picture?: Picture;
  #isActual = false;
  #isLoading = true;
  #failure?: SpokenFailure;

  constructor(port: ViewerPort, images: readonly Attachment[], index: number) {
    this.#port = port;
    this.#images = images;
    this.#index = index;
  }

  open(): void {
    const root = this.#port.host.renderRoot;
    addStyles(root, viewerStyles);
    const dialog = this.#dialog;
    dialog.className = 'viewer';
    dialog.part.add('viewer');
    dialog.lang = this.#port.locale.tag;
    dialog.addEventListener('close', () => dialog.remove());
    dialog.addEventListener('keydown', this.#key);
    this.#go(0);
    root.append(dialog);
    dialog.showModal();
  }

  get #image(): Attachment {
    return this.#images[this.#index]!;
  }

  #draw(): void {
    const { t } = this.#port.locale;
    const { name } = this.#image;
    const count = this.#images.length;
    const button = (label: string, path: string, act: () => void, more: unknown = nothing): unknown =>
      html`<button type="button" aria-label=${label} title=${label} aria-pressed=${more} @click=${act}>
        ${icon(path)}
      </button>`;
    const turn = (label: string, path: string, by: number): unknown =>
      count < 2
        ? nothing
        : html`<button type="button" aria-label=${label} title=${label} @click=${() => this.#go(by)}>
            <svg class="icon turns" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>
          </button>`;
    this.#dialog.setAttribute('aria-label', `${t.viewer}: ${name}`);
    render(
      html`<header>
          <p aria-live="polite">
            <bdi>${name}</bdi>
            ${count > 1 ? html`<span class="small">${t.place(this.#index + 1, count)}</span>` : nothing}
          </p>
          ${turn(t.previous, previous, -1)}${turn(t.next, next, 1)}
          ${button(t.actualSize, magnify, this.#zoom, this.#isActual)}
          ${button(t.downloadImage, arrow, () => void this.#save())}${button(t.close, cross, () => this.#dialog.close())}
        </header>
        <div class="stage ${this.#isActual ? 'actual' : ''}" tabindex="0" role="group" aria-label=${name}>
          ${this.#isLoading ? html`<p role="status">…</p>` : nothing}
          ${
            this.#failure
              ? html`<div role="alert">
                  <p>${problemText(this.#port.locale.t, this.#failure)}</p>
                  <button type="button" @click=${() => this.#go(0)}>${t.retry}</button>
                </div>`
              : this.#picture
          }
        </div>`,
      this.#dialog,
    );
  }

  #set({ loading, failure }: { loading: boolean; failure?: SpokenFailure }): void {
    this.#isLoading = loading;
    this.#failure = failure;
    this.#draw();
  }

  /** Goes to another image, or asks for this one again. */
  #go(by: number): void {
    const count = this.#images.length;
    this.#index = (this.#index + by + count) % count;
    this.#isActual = false;
    void this.#load(this.#image);
  }

  async #load({ id, name }: Attachment): Promise<void> {
    const image = (this.#picture = new Image());
    image.alt = name;
    this.#set({ loading: true });
    try {
      const [{ show }, url] = await Promise.all([import('./picture.js'), this.#port.link(id, 'view')]);
      if (this.#picture !== image) return;
      const picture = await show(image, url, this.#port.host);
      if (this.#picture !== image) return;
      this.#picture = picture;
      this.#set({ loading: false });
    } catch (error) {
      if (this.#picture === image) this.#set({ loading: false, failure: this.#port.spoken(error) });
    }
  }

  async #save(): Promise<void> {
    try {
      this.#port.save(await this.#port.link(this.#image.id, 'download'));
    } catch (error) {
      this.#set({ loading: false, failure: this.#port.spoken(error) });
    }
  }

  readonly #zoom = (): void => {
    this.#isActual = !this.#isActual;
    this.#draw();
  };

  readonly #key = (event: KeyboardEvent): void => {
    // What it does is the page's own business no more.
    event.stopPropagation();
    const forward = getComputedStyle(this.#dialog).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    // A large picture is moved by the arrows.
    if (!/^Arrow(Left|Right)$/.test(event.key) || this.#isActual || this.#images.length < 2) return;
    event.preventDefault();
    this.#go(event.key === forward ? 1 : -1);
  };
}
