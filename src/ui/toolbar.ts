import { css, html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.js';

export const toolbarStyles = css`
  [role='toolbar'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.15em;
  }
  [role='toolbar'] button {
    min-block-size: 2.25em;
    min-inline-size: 2.25em;
    padding: 0.3em;
    border-color: transparent;
  }
  [role='toolbar'] [aria-pressed] {
    margin-inline-start: auto;
    padding-inline: 0.75em;
  }
  [role='toolbar'] [aria-pressed='true'] {
    background: var(--_tint);
  }
  @media (forced-colors: active) {
    [role='toolbar'] [aria-pressed='true'] {
      border-color: Highlight;
    }
  }
`;

/** A button of a toolbar: with an icon, or pressed or not with its words. */
export interface Tool {
  readonly label: string;
  readonly path?: string;
  readonly title?: string;
  readonly keys?: string;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  readonly act: () => void;
}

/** A toolbar by the pattern of ARIA: one stop of the tabulator, and arrows inside. */
export class Toolbar {
  #at = 0;

  constructor(readonly changed: () => void) {}

  render(label: string, controls: string, tools: readonly Tool[]): TemplateResult {
    this.#at = Math.min(this.#at, tools.length - 1);
    return html`<div role="toolbar" part="formats" aria-label=${label} aria-controls=${controls} @keydown=${this.#key}>
      ${tools.map(
        ({ label: name, path, title = name, keys, isPressed, isDisabled, act }, index) =>
          html`<button
            type="button"
            aria-label=${name}
            title=${title}
            aria-keyshortcuts=${keys ?? nothing}
            aria-pressed=${isPressed ?? nothing}
            tabindex=${index === this.#at ? 0 : -1}
            aria-disabled=${!!isDisabled}
            @focus=${() => this.#to(index)}
            @click=${() => isDisabled || act()}
          >
            ${path ? icon(path) : name}
          </button>`,
      )}
    </div>`;
  }

  #to(index: number): void {
    if (index === this.#at) return;
    this.#at = index;
    this.changed();
  }

  readonly #key = (event: KeyboardEvent): void => {
    const bar = event.currentTarget as HTMLElement;
    const buttons = [...bar.querySelectorAll('button')];
    const count = buttons.length;
    const onward = getComputedStyle(bar).direction === 'rtl' ? -1 : 1;
    const places: Record<string, number | undefined> = {
      Home: 0,
      End: count - 1,
      ArrowRight: this.#at + onward,
      ArrowLeft: this.#at - onward,
    };
    const next = places[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[(next + count) % count]!.focus();
  };
}
