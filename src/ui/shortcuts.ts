/** What the toolbar and the keyboard do to a text, in the order of the toolbar. */
export const formats = ['bold', 'italic', 'link', 'list', 'quote', 'code'] as const;

export type Format = (typeof formats)[number];

/** What is pressed together with the key: on Apple's keyboards Control moves the caret. */
export const isApple = /Mac|iP/.test(navigator.platform);

/** The key of each, as it lies on the keyboard. */
export const names: Record<Format, string> = {
  bold: 'B',
  italic: 'I',
  link: 'K',
  code: 'E',
  list: 'Shift+8',
  quote: 'Shift+9',
};

/** The keys of a format, as `aria-keyshortcuts` writes them. */
export const shortcutOf = (format: Format): string => `${isApple ? 'Meta' : 'Control'}+${names[format]}`;

/** The keys of a format, as people write them. */
export const shortcutText = (format: Format): string =>
  isApple ? `⌘${names[format].replace('Shift+', '⇧')}` : `Ctrl+${names[format]}`;
