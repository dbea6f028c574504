import type { Mail } from '../transport.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { fi } from './fi.ts';
import { asHtml, asText, type Block } from './layout.ts';
import { sv } from './sv.ts';
import type { MailWords } from './words.ts';

/** The languages mails speak. */
export const MAIL_LANGUAGES: Readonly<Record<string, MailWords>> = { en, fi, sv, ar };

/** What a mail is written from. Every value is text that somebody else chose. */
export interface Subject {
  readonly portal: string;
  readonly name: string;
  readonly address: string;
  readonly language: string;
  /** Where the mail's one link leads. */
  readonly href: string;
}

/** Writes a mail: subject, HTML and text, in the language asked for or else in English. */
export function writeMail(kind: 'password-reset' | 'password-changed', subject: Subject): Omit<Mail, 'id'> {
  const base = subject.language.split('-', 1)[0]?.toLowerCase() ?? '';
  const language = Object.hasOwn(MAIL_LANGUAGES, base) ? base : 'en';
  const words = MAIL_LANGUAGES[language] ?? en;
  const portal = oneLine(subject.portal);
  const name = oneLine(subject.name);
  const greeting = { text: words.greeting(name) };
  const { title, blocks } =
    kind === 'password-reset' ? resetting(words, portal, subject.href) : changed(words, portal, subject.href);
  const letter = {
    language,
    direction: words.direction,
    portal,
    subject: title,
    blocks: [greeting, ...blocks],
    footer: words.reason(portal),
  };
  return {
    fromName: portal,
    to: { name, address: oneLine(subject.address) },
    subject: title,
    html: asHtml(letter),
    text: asText(letter),
  };
}

interface Content {
  readonly title: string;
  readonly blocks: readonly Block[];
}

function resetting({ passwordReset: words }: MailWords, portal: string, href: string): Content {
  const { subject, lead, button, limits, otherwise } = words;
  return {
    title: subject(portal),
    blocks: [{ text: lead(portal) }, { label: button, href }, { text: limits }, { text: otherwise }],
  };
}

function changed({ passwordChanged: words }: MailWords, portal: string, href: string): Content {
  const { subject, lead, otherwise, button } = words;
  return {
    title: subject(portal),
    blocks: [{ text: lead(portal) }, { text: otherwise }, { label: button, href }],
  };
}

/** Text for a header and a greeting: no line breaks or other control characters, and not a novel. */
function oneLine(text: string): string {
  const line = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
