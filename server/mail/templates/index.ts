import type { Device } from '../../accounts/devices.ts';
import { placeIn, type Place } from '../../accounts/places.ts';
import type { EmailSide } from '../../db/tables.ts';
import type { Mail } from '../transport.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { fi } from './fi.ts';
import { asHtml, asText, type Block } from './layout.ts';
import { sv } from './sv.ts';
import type { MailWords } from './words.ts';

/** The languages mails speak. */
export const MAIL_LANGUAGES: Readonly<Record<string, MailWords>> = { en, fi, sv, ar };

/** What a mail says. */
export type Content =
  | { readonly kind: 'password-reset' | 'password-changed' }
  | { readonly kind: 'registration' | 'account-exists' | 'invitation' | 'admitted' | 'request' }
  | { readonly kind: 'access-request'; readonly name: string; readonly email: string; readonly message: string }
  | { readonly kind: 'sign-in-link'; readonly device: Device }
  | { readonly kind: 'email-change'; readonly side: EmailSide; readonly email: string }
  | { readonly kind: 'email-changed'; readonly email: string }
  | { readonly kind: 'new-sign-in'; readonly device: Device; readonly place: Place | null; readonly at: Date };

/** What a mail is written from. Every value is text that somebody else chose. */
export interface Subject {
  readonly portal: string;
  /** The portal's colour, `#rrggbb`. */
  readonly accent: string;
  /** The address of the portal's logo; null: none. */
  readonly logo: string | null;
  readonly name: string;
  readonly address: string;
  readonly language: string;
  /** Where the mail's one link leads. */
  readonly href: string;
}

/** Writes a mail: subject, HTML and text, in the language asked for or else in English. */
export function writeMail(content: Content, subject: Subject): Omit<Mail, 'id'> {
  const base = subject.language.split('-', 1)[0]?.toLowerCase() ?? '';
  const language = Object.hasOwn(MAIL_LANGUAGES, base) ? base : 'en';
  const words = MAIL_LANGUAGES[language] ?? en;
  const portal = oneLine(subject.portal);
  // Nobody knows yet whose address it is; a name is what somebody typed who wants to write to it.
  const isAnyone = STRANGERS.includes(content.kind) || (content.kind === 'email-change' && content.side === 'new');
  const name = isAnyone ? '' : oneLine(subject.name);
  const greeting = { text: isAnyone ? words.greetingAnyone : words.greeting(name) };
  const { title, blocks, footer } = contentOf(content, { words, language, portal, href: subject.href });
  const letter = {
    language,
    direction: words.direction,
    portal,
    accent: subject.accent,
    logo: subject.logo === null ? null : { href: subject.logo, label: words.logo(portal) },
    subject: title,
    blocks: [greeting, ...blocks],
    footer: footer ?? (isAnyone ? words.reasonAnyone : words.reason)(portal),
  };
  return {
    fromName: portal,
    to: { name, address: oneLine(subject.address) },
    subject: title,
    html: asHtml(letter),
    text: asText(letter),
  };
}

/** Mails to those who have no account, as far as anybody knows. */
const STRANGERS: readonly Content['kind'][] = ['registration', 'access-request', 'request'];

interface Written {
  readonly title: string;
  readonly blocks: Block[];
  /** Why the mail came, where it is not because of an account. */
  readonly footer?: string;
}

interface Setting {
  readonly words: MailWords;
  readonly language: string;
  readonly portal: string;
  readonly href: string;
}

function contentOf(content: Content, { words, language, portal, href }: Setting): Written {
  const say = (title: string, ...blocks: (string | Block)[]): Written => ({
    title,
    blocks: blocks.map((block) => (typeof block === 'string' ? { text: block } : block)),
  });
  switch (content.kind) {
    case 'password-reset': {
      const { subject, lead, button, limits, otherwise } = words.passwordReset;
      return say(subject(portal), lead(portal), { label: button, href }, limits, otherwise);
    }
    case 'password-changed': {
      const { subject, lead, otherwise, button } = words.passwordChanged;
      return say(subject(portal), lead(portal), otherwise, { label: button, href });
    }
    case 'registration':
    case 'request': {
      const { subject, lead, button, limits, otherwise } = words[content.kind];
      return say(subject(portal), lead(portal), { label: button, href }, limits, otherwise);
    }
    case 'account-exists': {
      const { subject, lead, button, forgotten, choose, otherwise } = words.accountExists;
      const choosing = { label: choose, href: `${href}#/forgotten` };
      return say(subject(portal), lead(portal), { label: button, href }, forgotten, choosing, otherwise);
    }
    case 'invitation': {
      const { subject, lead, button, limits, otherwise, reason } = words.invitation;
      const said = say(subject(portal), lead(portal), { label: button, href }, limits, otherwise);
      return { ...said, footer: reason(portal) };
    }
    case 'admitted': {
      const { subject, lead, button } = words.admitted;
      return say(subject(portal), lead(portal), { label: button, href });
    }
    case 'access-request': {
      const { subject, lead, wrote, hint, reason } = words.accessRequest;
      const [asking, address] = [oneLine(content.name), oneLine(content.email)];
      const paragraphs = content.message.split(/\s*\n\s*/).filter((line) => line !== '');
      const quoted = paragraphs.map((text) => `“${withoutMarks(text)}”`);
      const said = say(
        subject(asking, portal),
        lead(asking, address, portal),
        ...(quoted.length > 0 ? [wrote, ...quoted] : []),
        hint,
      );
      return { ...said, footer: reason(portal) };
    }
    case 'sign-in-link': {
      const { subject, lead, button, limits, otherwise } = words.signInLink;
      const device = nameOf(content.device, words);
      return say(subject(portal), lead(portal, device), { label: button, href }, limits, otherwise);
    }
    case 'email-change': {
      const { subject, leadOld, leadNew, button, limits, otherwiseOld, otherwiseNew } = words.emailChange;
      const [lead, otherwise] = content.side === 'old' ? [leadOld, otherwiseOld] : [leadNew, otherwiseNew];
      return say(subject(portal), lead(portal, oneLine(content.email)), { label: button, href }, limits, otherwise);
    }
    case 'email-changed': {
      const { subject, lead, otherwise, button } = words.emailChanged;
      return say(subject(portal), lead(portal, oneLine(content.email)), otherwise, { label: button, href });
    }
    case 'new-sign-in': {
      const { subject, lead, place, otherwise, button } = words.newSignIn;
      const said = lead(portal, nameOf(content.device, words), timeIn(language, content.at));
      const places = content.place ? [place(placeIn(language, content.place))] : [];
      return say(subject(portal), said, ...places, otherwise, { label: button, href });
    }
  }
}

function nameOf({ browser, system }: Device, words: MailWords): string {
  return browser !== null && system !== null
    ? words.device(browser, system)
    : (browser ?? system ?? words.deviceUnknown);
}

/** Where the reader is, nobody knows; so the time says where it is of. */
function timeIn(language: string, at: Date): string {
  const parts = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(language, parts).format(at)} UTC`;
}

/** Without control characters and marks that turn the direction of what follows. */
function withoutMarks(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
}

/** Text for a header and a greeting: no line breaks or other control characters, and not a novel. */
function oneLine(text: string): string {
  const line = withoutMarks(text);
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
