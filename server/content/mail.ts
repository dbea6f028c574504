import { withMark } from '../message-html.ts';
import { cleanAttributes } from './attributes.ts';
import { renderPlainText } from './plain-text.ts';
import { LONGEST_SOURCE, type Rendered } from './rendered.ts';
import { sanitize, TooDeep } from './sanitize.ts';
import { textOf } from './text.ts';
import { FOLD, tidy } from './tidy.ts';

/** Outlook on the desktop marks the quoted mail's header by nothing but this border. */
const OUTLOOK_HEADER = /border:\s*none;\s*border-top:\s*solid\s+#(?:e1e1e1|b5c4df)\s+1\.0pt/i;
const OUTLOOK_IDS = /^(?:x_)*divrplyfwdmsg$/i;
const QUOTE_CLASSES = /(?:^|\s)(?:yahoo_quoted|ms-outlook-mobile-reference-message)(?:\s|$)/i;
/** What mail programs put around, or right before, what somebody signs with. */
const SIGNATURE_CLASSES =
  /(?:^|\s)(?:gmail_signature|moz-signature|protonmail_signature_block|yahoo-signature|ms-outlook-mobile-signature)(?:\s|$)/i;
const SIGNATURE_IDS = /^(?:x_)*(?:signature|ms-outlook-mobile-signature|applemailsignature)$/i;
const SIGNATURE_BEGINS = /^linebreakatbeginningofsignature$/i;
/** Gmail's two dashes before it. */
const SIGNATURE_PREFIX = /(?:^|\s)gmail_signature_prefix(?:\s|$)/i;
const HIDDEN = /display\s*:\s*none/i;

/** The HTML of a real mail, without its style, its scripts and what mail programs hide; quoted mails end up in `<blockquote>`. */
export function renderMail(source: string): Rendered {
  const cut = source.length > LONGEST_SOURCE;
  const given = cut ? source.slice(0, LONGEST_SOURCE) : source;
  try {
    const html = tidy(sanitize(given, rewrite));
    return { html: cut ? withMark(html) : html, text: textOf(html) };
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    const { html, text } = renderPlainText(given.replace(/<[^<>]*>/g, ' '));
    return { html: cut ? withMark(html) : html, text };
  }
}

function rewrite(tag: string, given: Record<string, string>): Record<string, string> {
  const mark = markOf(tag, given);
  return { ...cleanAttributes(tag, given), ...(mark ? { 'data-fold': mark } : {}) };
}

function markOf(tag: string, given: Record<string, string>): string | null {
  // A tracking pixel stays: the reader is told of remote images, and asked.
  if (tag !== 'img' && HIDDEN.test(given.style ?? '')) return FOLD.hidden;
  if (SIGNATURE_PREFIX.test(given.class ?? '')) return FOLD.hidden;
  if (tag === 'br' && SIGNATURE_BEGINS.test(given.id ?? '')) return FOLD.signed;
  if (SIGNATURE_CLASSES.test(given.class ?? '') || SIGNATURE_IDS.test(given.id ?? '')) return FOLD.signature;
  if (tag !== 'div') return null;
  if (OUTLOOK_IDS.test(given.id ?? '') || OUTLOOK_HEADER.test(given.style ?? '')) return FOLD.rest;
  return QUOTE_CLASSES.test(given.class ?? '') ? FOLD.self : null;
}
