import { type Configuration, configure } from '../session/session.js';

/** What a page with the script tag calls: `portico.configure({ getToken })`. */
export interface Portico {
  readonly configure: typeof configure;
}

/** The library, as `window.portico`. */
export const portico: Portico = { configure };

declare global {
  interface Window {
    /** The library, once it is loaded. Before that a page may put its configuration here. */
    portico?: Portico | (Configuration & { readonly configure?: undefined });
  }
}
