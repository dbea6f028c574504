import type { Prefill } from '../../controllers/support-form.js';

/** What the page tells of where the form is filled in, by name; null leaves out what would be told otherwise. */
export type Context = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What an element says of it. */
interface Around {
  readonly context?: Context | string;
  readonly product?: string;
  readonly productVersion?: string;
}

const most = 20;
const longest = 2000;

/** The page's address without what may be a secret in it. */
const pageUrl = (): string => (/^https?:/.test(location.protocol) ? location.origin + location.pathname : '');

/** What is sent along: the page's address and title unless it does not want that, and what the page says itself. */
export function contextOf({ context, product, productVersion }: Around): Record<string, string> {
  const own = typeof context === 'object' ? context : {};
  const page = context === 'none' ? {} : { pageUrl: pageUrl(), pageTitle: document.title };
  const all: Context = { ...page, product, productVersion, ...own };
  return Object.fromEntries(
    Object.entries(all)
      .map(
        ([name, value]) =>
          [
            name,
            String(value ?? '')
              .trim()
              .slice(0, longest),
          ] as const,
      )
      .filter(([, value]) => value)
      .slice(0, most),
  );
}

/** What the page fills in; what cannot be read as such is reported to the page and fills in nothing. */
export function readPrefill(prefill: Prefill | string | null | undefined): Prefill {
  let read: unknown = prefill ?? {};
  if (typeof read === 'string') {
    try {
      read = JSON.parse(read || '{}');
    } catch {
      read = undefined;
    }
  }
  if (typeof read === 'object' && read && !Array.isArray(read)) return read;
  reportError(new TypeError('<portico-support-form>: prefill has to be an object, as an attribute in JSON.'));
  return {};
}
