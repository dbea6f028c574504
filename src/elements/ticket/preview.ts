import { css, html, type LitElement } from 'lit';
import { added } from '../../controllers/added.js';
import { PreviewController } from '../../controllers/preview.js';
import type { GetSession } from '../../controllers/session-controller.js';
import { loadLocale } from '../../i18n/locale.js';
import type { SpokenFailure } from '../../i18n/problems.js';
import { previewWords } from '../../i18n/words/preview.js';

export const previewStyles = css`
  .preview {
    display: flow-root;
    min-block-size: 7em;
    max-block-size: 60vh;
    padding: 0.5em 0.75em;
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
    overflow: auto;
  }
`;

/** What the preview needs of the place it stands in. */
export interface PreviewHost {
  readonly element: LitElement;
  readonly session: GetSession;
  readonly language: string;
  /** Untrusted HTML as a node that does nothing. */
  readonly safe: (html: string) => Node;
  readonly failed: (failure: SpokenFailure, retry: (event: Event) => void, lead: string) => unknown;
}

/** A preview, as the place it stands in uses it. */
export interface Preview {
  /** Shows another text. */
  readonly show: (text: string) => void;
  readonly render: () => unknown;
}

/** Makes the preview that speaks a language, with its words. */
export async function loadPreview({ element, session, language, safe, failed }: PreviewHost): Promise<Preview> {
  const { t } = await loadLocale(language, [previewWords]);
  const controller = added(element, (later) => new PreviewController(later, session));
  let text = '';
  let shown: { readonly html: string; readonly node: HTMLElement } | undefined;

  const nodeOf = (source: string): HTMLElement => {
    if (shown?.html !== source) {
      const node = document.createElement('div');
      node.append(safe(source));
      shown = { html: source, node };
    }
    return shown.node;
  };

  const show = (what: string): void => {
    text = what;
    shown = undefined;
    controller.preview.set();
    controller.show(what);
  };

  const content = (): unknown => {
    const { value, error } = controller.preview.now;
    if (!text.trim()) return html`<p class="muted">${t.nothingToPreview}</p>`;
    if (error) return failed(error, () => controller.show(text), `${t.previewFailed} `);
    return value ? nodeOf(value.html) : html`<span class="bone"></span><span class="bone"></span>`;
  };

  const render = (): unknown =>
    html`<div
      class="preview body"
      role="region"
      part="body"
      dir="auto"
      tabindex="0"
      aria-label=${t.previewOf}
      aria-busy=${controller.preview.pending}
    >
      ${content()}
    </div>`;

  return { show, render };
}
