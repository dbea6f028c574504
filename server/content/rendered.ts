/** What a message becomes when it is stored: safe HTML to show, and its words for searching and snippets. */
export interface Rendered {
  /** Sanitised HTML without style, class, id or script. */
  html: string;
  /** The same content as plain text. */
  text: string;
}
