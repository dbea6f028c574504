import type { GetToken } from './host.js';

/** What a support form begins with: `{ subject: '…', properties: { product: '…' } }`. */
export type Prefill = Readonly<Record<string, unknown>>;

/** What holds for the whole page. */
export interface Configuration {
  /** The page's own login, for all elements that are not given another one. */
  getToken?: GetToken | undefined;
  /** A BCP 47 tag: the language and the formats, whatever the page's own `lang` says. */
  locale?: string | undefined;
  /** Stands in for the browser's own fetch in every request to the portal. */
  fetch?: typeof fetch | undefined;
  /** What support forms begin with. */
  prefill?: Prefill | undefined;
}

/** What the page has configured so far. */
export const configuration: Configuration = {};
