/** What our tags begin with on this page, without the hyphen; `defineAll` adds to it. */
export const prefixes = new Set(['portico']);

/** A selector of an element under each prefix. */
export const tagsOf = (name: string): string => [...prefixes].map((prefix) => `${prefix}-${name}`).join();
