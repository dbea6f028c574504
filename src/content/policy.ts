import type { Config } from 'dompurify';

/** The library's policy for Trusted Types. What it makes stands where a string would. */
type Policy = { createScriptURL(address: string): string } & NonNullable<Config['TRUSTED_TYPES_POLICY']>;

interface Policies {
  createPolicy(name: string, rules: Record<string, (text: string) => string>): Policy;
}

/** The address of the worker that does the work of a request: the one script that the library starts. */
export let worker = '';

/** There can be one of its name in a page, so whatever needs it shares it. */
export let policy: Policy | undefined;
try {
  // Throws where a bundler made a classic script of the library: messages are shown there too.
  worker = new URL('../controllers/worker.js', import.meta.url).href;
} catch {
  // Then there is none.
}
try {
  policy = (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy('portico', {
    // Asked by the sanitiser, which reads it, and in the bundle by Lit for the templates, which are ours.
    createHTML: (html) => html,
    createScriptURL: (address) => (address === worker ? address : ''),
  });
} catch {
  // Another copy of the library took the name: DOMPurify makes its own, and no worker is started.
}
