/**
 * For sites that strip `type=module` from script tags: a classic script that loads the module beside it.
 * A dynamic import, because setting a script element's address needs a policy of its own under Trusted Types.
 */
void import(new URL('portico.js', (document.currentScript as HTMLScriptElement).src).href);
