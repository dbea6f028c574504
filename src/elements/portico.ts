import type { PorticoDocumentEvents, PorticoEventMap } from '../events/map.js';
import type { Configuration, Prefill } from '../session/configuration.js';
import type { GetToken } from '../session/host.js';
import { configure } from '../session/session.js';
import type { Route } from './route.js';

/** What may go with a view that is opened. */
export interface OpenOptions {
  /** The id of a ticket. */
  readonly ticket?: string | undefined;
  /** What the support form begins with. */
  readonly prefill?: Prefill | undefined;
}

/** What a page calls: `window.portico` with the script tag, single functions with a bundler. */
export interface Portico {
  /** Sets what holds for the whole page; what is not named stays. */
  readonly configure: typeof configure;
  /** Has the page's own login say now who is signed in, by another function where one is given; whether anybody is. */
  readonly identify: (getToken?: GetToken) => Promise<boolean>;
  /** Signs out, unless `portico-sign-out` is cancelled; whether nobody is signed in any more. */
  readonly signOut: () => Promise<boolean>;
  /** Opens a view in the launcher's dialog, or in the page's portal where there is no launcher; whether it is shown. */
  readonly open: (view?: Route['view'], options?: OpenOptions) => Promise<boolean>;
  /** Gives support forms something to begin with. */
  readonly prefill: (values: Prefill) => Promise<void>;
  /** Listens to an event from wherever it comes; answers how to stop. */
  readonly on: <Type extends keyof PorticoEventMap>(
    type: Type,
    listener: (event: PorticoDocumentEvents[`portico-${Type}`]) => void,
    options?: { readonly signal?: AbortSignal },
  ) => () => void;
  /** Takes calls as lists, as the queue does before the library is loaded. */
  readonly push: (...calls: PorticoCall[]) => void;
}

type Call<Name extends keyof Portico> = [name: Name, ...given: Parameters<Portico[Name]>];

/** A call that waits for the library: `['open', 'new']`. */
export type PorticoCall =
  | Call<'configure'>
  | Call<'identify'>
  | Call<'signOut'>
  | Call<'open'>
  | Call<'prefill'>
  | {
      [Type in keyof PorticoEventMap]: [
        name: 'on',
        type: Type,
        listener: (event: PorticoEventMap[Type]) => void,
        options?: { readonly signal?: AbortSignal },
      ];
    }[keyof PorticoEventMap];

const later = () => import('./page.js');

/** The library, as `window.portico`. */
export const portico: Portico = {
  configure,
  identify: async (getToken) => (await later()).identify(getToken),
  signOut: async () => (await later()).signOut(),
  open: async (view, options) => (await later()).open(view, options),
  prefill: async (values) => (await later()).prefill(values),
  on(type, listener, options) {
    const name = `portico-${type}` as const;
    document.addEventListener(name, listener, options);
    return () => document.removeEventListener(name, listener);
  },
  push(...calls) {
    for (const [name, ...given] of calls)
      try {
        Reflect.apply(portico[name], portico, given);
      } catch (error) {
        // The other calls are none the worse for it.
        reportError(error);
      }
  },
};

export const { identify, signOut, open, prefill, on } = portico;

declare global {
  interface Window {
    /** The library, once it is loaded. Before that a page may put its configuration here, or a list of calls. */
    portico?:
      | Portico
      | (PorticoCall[] & { readonly configure?: typeof configure })
      | (Configuration & { readonly configure?: undefined });
  }
}
