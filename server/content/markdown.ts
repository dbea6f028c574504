import { Marked } from 'marked';
import { cleanAttributes } from './attributes.ts';
import { escapeHtml } from './escape.ts';
import { renderPlainText } from './plain-text.ts';
import type { Rendered } from './rendered.ts';
import { sanitize } from './sanitize.ts';
import { textOf } from './text.ts';
import { tidy } from './tidy.ts';

/** What only an attacker writes, and a Markdown parser is slow at, is shown as it was typed. */
const DEEP_LINE = /^(?:[^\S\n]*>){40}|^[^\S\n]*(?:(?:[-*+]|\d{1,9}[.)])[^\S\n]+){40}/m;
const LONG_RUN = /[[\]*_`~!<]{200}/;
const MOST_MARKS_PER_PARAGRAPH = 4000;

const marked = new Marked({
  gfm: true,
  breaks: true,
  async: false,
  renderer: {
    html: (token) => {
      const text = escapeHtml(token.text);
      return token.block ? `<p>${text.trim().replace(/\n/g, '<br />')}</p>\n` : text;
    },
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

/** A message written in the portal. HTML in it is text like any other. */
export function renderMarkdown(source: string): Rendered {
  if (isHostile(source)) return renderPlainText(source);
  const html = tidy(sanitize(marked.parse(source, { async: false }), cleanAttributes));
  return { html, text: textOf(html) };
}

function isHostile(source: string): boolean {
  if (DEEP_LINE.test(source) || LONG_RUN.test(source)) return true;
  return source.split(/\n[^\S\n]*\n/).some((paragraph) => paragraph.split(/[_*]/).length > MOST_MARKS_PER_PARAGRAPH);
}
