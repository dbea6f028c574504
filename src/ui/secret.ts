import { html, type TemplateResult } from 'lit';

/** A field for a password with the button that shows it. */
export const secret = (
  t: { hide: string; show: string; hidePassword: string; showPassword: string },
  control: unknown,
  shown: boolean,
  show: () => void,
): TemplateResult =>
  html`<div class="secret">
    ${control}<button
      type="button"
      class="plain small"
      part="secondary"
      aria-label=${shown ? t.hidePassword : t.showPassword}
      @click=${show}
    >
      ${shown ? t.hide : t.show}
    </button>
  </div>`;
