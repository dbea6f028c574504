/** What is longer is cut: a mail of half a megabyte of markup is a machine's. The source is kept whole beside it. */
export const LONGEST_SOURCE = 500_000;

/** What a message becomes when it is stored: safe HTML to show, and its words for searching and snippets. */
export interface Rendered {
  /** Sanitised HTML without style, class, id or script. */
  html: string;
  /** The same content as plain text. */
  text: string;
}
