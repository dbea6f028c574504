/** A style sheet as it is written: of Lit's tag of this name nothing else is needed, and a launcher comes without Lit. */
const css = ([cssText]: TemplateStringsArray): { readonly cssText: string } => ({ cssText: cssText! });

/** What a page may be made with. */
export type Preset =
  'bootstrap' | 'tailwind' | 'material' | 'pico' | 'vitepress' | 'docusaurus' | 'starlight' | 'wordpress' | 'hubspot';

interface Look {
  /** Properties of which pages of this kind have one, and others do not. */
  readonly signs: readonly string[];
  /** Our tokens by theirs; the build makes a style sheet of it too. */
  readonly styles: { readonly cssText: string };
}

/**
 * How each maps its own properties to ours; the first of whose signs a page has one is the one it was made with. A colour is mixed with another where
 * the page's own would not have the contrast of WCAG AA.
 */
export const presets: Readonly<Record<Preset, Look>> = {
  vitepress: {
    signs: ['--vp-c-brand-1'],
    styles: css`
      :host {
        --portico-accent: color-mix(in oklab, var(--vp-button-brand-bg, var(--vp-c-brand-3)) 97%, #000);
        --portico-on-accent: var(--vp-button-brand-text);
        --portico-text: var(--vp-c-text-1);
        --portico-link: var(--vp-c-brand-1);
        --portico-muted: var(--vp-c-text-2);
        --portico-line: var(--vp-c-divider);
        --portico-edge: var(--vp-c-text-3);
        --portico-tint: var(--vp-c-default-soft);
        --portico-surface: var(--vp-c-bg-elv, var(--vp-c-bg));
        --portico-field: var(--vp-c-bg);
        --portico-focus: var(--vp-c-brand-1);
        --portico-danger: var(--vp-c-danger-1);
        --portico-success: var(--vp-c-success-1);
        --portico-shadow: var(--vp-shadow-3);
        --portico-radius: 8px;
        --portico-font: var(--vp-font-family-base);
        --portico-heading-weight: 600;
      }
    `,
  },
  docusaurus: {
    signs: ['--ifm-color-primary'],
    styles: css`
      :host {
        --portico-accent: color-mix(in oklab, var(--ifm-color-primary) 94%, #000);
        --portico-text: var(--ifm-font-color-base);
        --portico-link: color-mix(in oklab, var(--ifm-link-color) 88%, var(--ifm-font-color-base));
        --portico-line: var(--ifm-color-emphasis-300);
        --portico-tint: var(--ifm-hover-overlay);
        --portico-surface: var(--ifm-background-surface-color);
        --portico-danger: color-mix(in oklab, var(--ifm-color-danger) 74%, var(--ifm-font-color-base));
        --portico-success: color-mix(in oklab, var(--ifm-color-success) 74%, var(--ifm-font-color-base));
        --portico-shadow: var(--ifm-global-shadow-md);
        --portico-radius: var(--ifm-global-radius);
        --portico-font: var(--ifm-font-family-base);
        --portico-heading-font: var(--ifm-heading-font-family);
        --portico-heading-weight: var(--ifm-heading-font-weight);
      }
    `,
  },
  starlight: {
    signs: ['--sl-color-text-accent'],
    styles: css`
      :host {
        --portico-accent: var(--sl-color-text-accent);
        --portico-on-accent: var(--sl-color-text-invert);
        --portico-text: var(--sl-color-text);
        --portico-link: var(--sl-color-text-accent);
        --portico-muted: color-mix(in oklab, var(--sl-color-gray-3) 85%, var(--sl-color-gray-2));
        --portico-edge: color-mix(in oklab, var(--sl-color-gray-3) 80%, transparent);
        --portico-line: var(--sl-color-gray-5);
        --portico-tint: var(--sl-color-bg-inline-code);
        --portico-surface: var(--sl-color-bg-nav, var(--sl-color-bg));
        --portico-danger: color-mix(in oklab, var(--sl-color-red), var(--sl-color-red-high));
        --portico-success: color-mix(in oklab, var(--sl-color-green) 35%, var(--sl-color-green-high));
        --portico-shadow: var(--sl-shadow-md);
        --portico-font: var(--__sl-font, var(--sl-font));
        --portico-heading-weight: 600;
      }
    `,
  },
  bootstrap: {
    signs: ['--bs-primary'],
    styles: css`
      :host {
        --portico-accent: var(--bs-primary);
        --portico-text: var(--bs-body-color);
        --portico-link: var(--bs-link-color);
        --portico-muted: var(--bs-secondary-color);
        --portico-line: var(--bs-border-color);
        --portico-tint: var(--bs-tertiary-bg);
        --portico-surface: var(--bs-body-bg);
        --portico-field: var(--bs-body-bg);
        --portico-danger: var(--bs-danger-text-emphasis, var(--bs-danger));
        --portico-shadow: var(--bs-box-shadow);
        --portico-success: var(--bs-success);
        --portico-radius: var(--bs-border-radius);
        --portico-font: var(--bs-body-font-family);
      }
    `,
  },
  material: {
    signs: ['--md-sys-color-primary', '--mat-sys-primary'],
    styles: css`
      :host {
        --portico-accent: var(--md-sys-color-primary, var(--mat-sys-primary));
        --portico-on-accent: var(--md-sys-color-on-primary, var(--mat-sys-on-primary));
        --portico-text: var(--md-sys-color-on-surface, var(--mat-sys-on-surface));
        --portico-muted: var(--md-sys-color-on-surface-variant, var(--mat-sys-on-surface-variant));
        --portico-line: var(--md-sys-color-outline-variant, var(--mat-sys-outline-variant));
        --portico-edge: var(--md-sys-color-outline, var(--mat-sys-outline));
        --portico-tint: var(--md-sys-color-surface-container, var(--mat-sys-surface-container));
        --portico-surface: var(--md-sys-color-surface-container-high, var(--mat-sys-surface-container-high));
        --portico-danger: var(--md-sys-color-error, var(--mat-sys-error));
        --portico-radius: var(--md-sys-shape-corner-medium, var(--mat-sys-corner-medium, 12px));
        --portico-font: var(--md-ref-typeface-plain, inherit);
      }
    `,
  },
  pico: {
    signs: ['--pico-primary-background'],
    styles: css`
      :host {
        --portico-accent: var(--pico-primary-background);
        --portico-on-accent: var(--pico-primary-inverse);
        --portico-text: var(--pico-color);
        --portico-link: var(--pico-primary);
        --portico-muted: var(--pico-muted-color);
        --portico-line: var(--pico-muted-border-color);
        --portico-tint: var(--pico-code-background-color);
        --portico-surface: var(--pico-card-background-color);
        --portico-field: var(--pico-form-element-background-color);
        --portico-focus: var(--pico-primary);
        --portico-danger: var(--pico-del-color);
        --portico-success: var(--pico-ins-color);
        --portico-radius: var(--pico-border-radius);
        --portico-font: var(--pico-font-family);
      }
    `,
  },
  hubspot: {
    signs: ['--hsElevate--body__font'],
    styles: css`
      :host {
        --portico-accent: var(--hsElevate--button--primary__backgroundColor);
        --portico-on-accent: var(--hsElevate--button--primary__textColor);
        --portico-radius: var(--hsElevate--button--primary__borderRadius);
        --portico-font: var(--hsElevate--body__font);
      }
    `,
  },
  wordpress: {
    signs: ['--wp--preset--color--contrast'],
    styles: css`
      :host {
        --portico-accent: var(--wp--preset--color--primary, var(--wp--preset--color--contrast));
        --portico-text: var(--wp--preset--color--contrast);
        --portico-focus: var(--wp--preset--color--contrast);
        --portico-new: var(--wp--preset--color--contrast);
        --portico-surface: var(--wp--preset--color--base);
        --portico-font: var(--wp--preset--font-family--body, inherit);
        --portico-heading-font: var(--wp--preset--font-family--heading, inherit);
        --portico-heading-weight: 400;
        --portico-radius: 4px;
      }
    `,
  },
  tailwind: {
    signs: ['--default-font-family'],
    styles: css`
      :host {
        --portico-accent: var(--color-primary, var(--primary, var(--color-blue-600, currentColor)));
        --portico-on-accent: var(--color-primary-foreground, var(--primary-foreground));
        --portico-muted: color-mix(in oklab, var(--color-muted-foreground, var(--muted-foreground)) 94%, currentColor);
        --portico-line: var(--color-border, var(--border));
        --portico-surface: var(--color-popover, var(--popover, Canvas));
        --portico-danger: var(--color-destructive, var(--destructive));
        --portico-radius: var(--radius, var(--radius-lg, 0.5rem));
        --portico-font: var(--font-sans, inherit);
      }
    `,
  },
};
