import { withMark } from '../message-html.ts';
import { escapeHtml } from './escape.ts';
import { LONGEST_SOURCE, type Rendered } from './rendered.ts';
import { safeLink } from './urls.ts';

/** Quotes of quotes deeper than this stay in the innermost one. */
const DEEPEST_QUOTE = 12;
/** A longer word is no address a person typed. */
const LONGEST_WORD = 2048;
const REL = 'rel="noopener noreferrer nofollow" target="_blank"';

/** Plain text as it came: paragraphs, line breaks, `>` quotes as quotes, addresses as links; nothing in it is markup. */
export function renderPlainText(source: string): Rendered {
  const text = source
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .trim();
  const cut = text.length > LONGEST_SOURCE;
  const html = signed((cut ? text.slice(0, LONGEST_SOURCE) : text).split('\n'));
  return { html: cut ? withMark(html) : html, text };
}

/** More lines than this after two dashes are not what somebody signs with. */
const LONGEST_SIGNATURE = 12;

/** What follows a line of two dashes, up to a quote, is a signature (RFC 3676, 4.3). */
function signed(lines: string[]): string {
  const start = lines.findIndex((line) => /^-- ?$/.test(line));
  const quote = lines.findIndex((line, index) => index > start && line.startsWith('>'));
  const end = quote < 0 ? lines.length : quote;
  if (start <= 0 || end - start > LONGEST_SIGNATURE) return blocks(lines, 0);
  const footer = blocks(lines.slice(start + 1, end), 0);
  const parts = [blocks(lines.slice(0, start), 0), footer && `<footer>${footer}</footer>`, blocks(lines.slice(end), 0)];
  return parts.filter(Boolean).join('\n');
}

function blocks(lines: string[], depth: number): string {
  const out: string[] = [];
  let group: string[] = [];
  let quoted = false;
  const flush = (): void => {
    if (group.length) out.push(quoted ? `<blockquote>${blocks(group, depth + 1)}</blockquote>` : paragraphs(group));
    group = [];
  };
  for (const line of lines) {
    const isQuote = depth < DEEPEST_QUOTE && line.startsWith('>');
    if (isQuote !== quoted) flush();
    quoted = isQuote;
    group.push(isQuote ? line.replace(/^> ?/, '') : line);
  }
  flush();
  return out.join('\n');
}

function paragraphs(lines: string[]): string {
  return lines
    .join('\n')
    .split(/\n[^\S\n]*\n\s*/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${paragraph.trim().split('\n').map(linkify).join('<br />')}</p>`)
    .join('\n');
}

function linkify(line: string): string {
  return line
    .split(/(\s+)/)
    .map((word) => (word.length > LONGEST_WORD ? escapeHtml(word) : linkWord(word)))
    .join('');
}

function linkWord(word: string): string {
  const found = /^([(<["']*)((?:https?:\/\/|mailto:)[^\s<>"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/i.exec(word);
  if (!found) return escapeHtml(word);
  const before = found[1]!;
  const address = withoutTail(found[2]!);
  const href = safeLink(/^[a-z]+:/i.test(address) ? address : `mailto:${address}`);
  if (!href) return escapeHtml(word);
  const after = word.slice(before.length + address.length);
  return `${escapeHtml(before)}<a href="${escapeHtml(href)}" ${REL}>${escapeHtml(address)}</a>${escapeHtml(after)}`;
}

/** A full stop after an address ends the sentence; a bracket belongs to the address only when it was opened in it. */
function withoutTail(address: string): string {
  let end = address.length;
  while (end > 0) {
    const last = address[end - 1]!;
    const isOpenBracket = last === ')' && address.slice(0, end).includes('(');
    if (!'.,;:!?)\'"*_'.includes(last) || isOpenBracket) break;
    end--;
  }
  return address.slice(0, end);
}
