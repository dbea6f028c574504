import type { FieldError } from '../../src/api/schema.ts';
import { isEmailForAccount, normalizeEmail } from '../accounts/email.ts';
import type { AgreedConsent, Properties, PropertyValue, Row, StoredField, StoredSection } from '../db/tables.ts';
import { LIMITS } from '../limits.ts';
import { inLanguage, languageOf } from '../presenters/words.ts';
import { matchesWhole } from './patterns.ts';
import { numberOf, shownFields } from './shown.ts';

type Given = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A form as it was sent; texts are ready to be stored. */
export interface Filled {
  readonly subject: string;
  readonly text: string;
  readonly properties: Given;
  readonly contact: Given;
  /** The versions that were agreed to, by the names of consents. */
  readonly consents: Readonly<Record<string, string>>;
  readonly files: number;
}

/** Who fills a form in, and when. */
export interface Filling {
  readonly now: Date;
  /** Whether the name and the e-mail address are known already, and whatever is sent as one does not count. */
  readonly isKnown: boolean;
  readonly languages: readonly string[];
}

/** What a form that was sent comes to. */
export interface Answers {
  readonly errors: readonly FieldError[];
  /** Whether something was agreed to that reads otherwise by now. */
  readonly isOfAnotherForm: boolean;
  readonly subject: string;
  readonly text: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
  /** All that is kept with the person, but for name and e-mail address. */
  readonly contact: Properties;
  readonly consents: readonly AgreedConsent[];
}

const KNOWN = ['/contact/name', '/contact/email'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Sections without what is known of who asks; a section that holds nothing else goes with it. */
export function withoutKnown(sections: readonly StoredSection[]): StoredSection[] {
  return sections
    .map((section) => ({ ...section, fields: section.fields.filter(({ pointer }) => !KNOWN.includes(pointer)) }))
    .filter(({ fields }, place) => fields.length > 0 || sections[place]?.fields.length === 0);
}

/** Reads a form that was sent by the fields that it shows. Nothing unknown is let through. */
export function readAnswers(
  form: Pick<Row<'forms'>, 'name' | 'sections'>,
  filled: Filled,
  { now, isKnown, languages }: Filling,
): Answers {
  const sections = isKnown ? withoutKnown(form.sections) : form.sections;
  const values = valuesOf(filled, isKnown);
  const fields = sections.flatMap((section) => section.fields);
  // What nobody saw is no mistake of theirs.
  const unseen = new Set(fields.flatMap(({ pointer, isHidden }) => (isHidden === true ? [pointer] : [])));
  const given = [...values.keys()].filter((pointer) => !ALWAYS.includes(pointer) && !unseen.has(pointer));
  for (const field of fields) {
    const value = values.get(field.pointer);
    if (typeof value === 'string' && field.type !== 'textarea') values.set(field.pointer, value.trim());
    // What nobody sees, nobody can leave out.
    if (field.isHidden === true && isEmpty(values.get(field.pointer)) && field.default != null)
      values.set(field.pointer, startOf(field, now));
  }
  const shown = shownFields(sections, values);
  const byPointer = new Map(shown.map((field) => [field.pointer, field]));
  const unknown = given.filter((pointer) => !byPointer.has(pointer));
  const errors = [
    ...contentErrors(byPointer, values, filled.files),
    ...unknown.map((pointer): FieldError => ({ pointer, code: 'unknown-value' })),
    ...shown.flatMap((field) => fieldErrors(field, values.get(field.pointer), now)),
    ...fileErrors(byPointer.get('/uploadIds'), filled.files),
  ];
  const agreed = shown.filter(({ type, pointer }) => type === 'consent' && values.has(pointer));
  return {
    errors,
    isOfAnotherForm: agreed.some(({ pointer, consent }) => values.get(pointer) !== consent?.version),
    subject: textOf(values, '/subject').trim(),
    text: textOf(values, '/text'),
    properties: Object.fromEntries(kept('/properties/', shown, values)),
    contact: Object.fromEntries(
      kept('/contact/', shown, values)
        .filter(([name]) => name !== 'name' && name !== 'email')
        .map(([name, value]) => [name, typeof value === 'object' ? value.join(', ') : String(value)]),
    ),
    consents: agreed.map((field) => consentOf(form.name, field, languages)),
  };
}

/** Pointers that have a rule of their own, whatever the form says. */
const ALWAYS = ['/subject', '/text'];

function valuesOf({ subject, text, properties, contact, consents }: Filled, isKnown: boolean): Map<string, unknown> {
  const under = (group: string, given: Given) =>
    Object.entries(given).map(([name, value]): [string, unknown] => [pointerOf(group, name), value]);
  const all: [string, unknown][] = [
    ['/subject', subject],
    ['/text', text],
    ...under('properties', properties),
    ...under('contact', contact),
    ...under('consents', consents),
  ];
  return new Map(all.filter(([pointer]) => !isKnown || !KNOWN.includes(pointer)));
}

function textOf(values: ReadonlyMap<string, unknown>, pointer: string): string {
  const value = values.get(pointer);
  return typeof value === 'string' ? value : '';
}

function pointerOf(group: string, name: string): string {
  return `/${group}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '') || isNone(value);
}

function isNone(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** What a field holds at first. */
function startOf({ type, default: start }: StoredField, now: Date): unknown {
  return type === 'date' && start === 'today' ? dayOf(now) : start;
}

function hoursFrom(now: Date, hours: number): Date {
  return new Date(now.getTime() + hours * 3_600_000);
}

/** The day in UTC. */
function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** A ticket has a subject and a text whatever its form says; files may say what a text would. */
function contentErrors(
  fields: ReadonlyMap<string, StoredField>,
  values: ReadonlyMap<string, unknown>,
  files: number,
): FieldError[] {
  return ALWAYS.filter((pointer) => pointer === '/subject' || files === 0)
    .filter((pointer) => isEmpty(values.get(pointer)))
    .map((pointer): FieldError => ({ pointer, code: 'required' }))
    .concat(
      ALWAYS.filter((pointer) => !fields.has(pointer)).flatMap((pointer) =>
        tooLong(pointer, textOf(values, pointer), ownLimit(pointer)),
      ),
    );
}

function tooLong(pointer: string, text: string, limit: number): FieldError[] {
  return text.length > limit ? [{ pointer, code: 'too-long', limit }] : [];
}

/** The longest text a field takes where the form sets no limit of its own. */
export function ownLimit(pointer: string): number {
  if (pointer === '/subject') return LIMITS.subjectLength;
  return LIMITS.messageLength;
}

function fileErrors(field: StoredField | undefined, files: number): FieldError[] {
  const pointer = '/uploadIds';
  if (!field) return files > 0 ? [{ pointer, code: 'too-many', limit: 0 }] : [];
  return field.required && files === 0 ? [{ pointer, code: 'required' }] : [];
}

function fieldErrors(field: StoredField, value: unknown, now: Date): FieldError[] {
  const { pointer, type } = field;
  if (type === 'files') return [];
  if (isEmpty(value) || value === false) {
    if (ALWAYS.includes(pointer)) return [];
    if (value === false && type !== 'checkbox') return [{ pointer, code: 'invalid' }];
    return field.required ? [{ pointer, code: 'required' }] : [];
  }
  switch (type) {
    case 'checkbox':
      return value === true ? [] : [{ pointer, code: 'invalid' }];
    case 'consent':
      return typeof value === 'string' ? [] : [{ pointer, code: 'invalid' }];
    case 'number':
      return numberErrors(field, numberOf(value));
    case 'date':
      return dateErrors(field, value, now);
    case 'select':
      return isOption(field, value) ? [] : [{ pointer, code: 'unknown-value' }];
    case 'multiselect':
      return choiceErrors(field, value);
    default:
      return typeof value === 'string' ? textErrors(field, value) : [{ pointer, code: 'invalid' }];
  }
}

function textErrors({ pointer, type, minLength, maxLength, pattern }: StoredField, text: string): FieldError[] {
  const most = Math.min(ownLimit(pointer), maxLength ?? Infinity);
  if (text.length > most) return [{ pointer, code: 'too-long', limit: most }];
  if (minLength != null && text.trim().length < minLength) return [{ pointer, code: 'too-short', limit: minLength }];
  const isFit = isOfType(pointer, type, text) && (pattern == null || matchesWhole(pattern, text));
  return isFit ? [] : [{ pointer, code: 'invalid' }];
}

function isOfType(pointer: string, type: StoredField['type'], text: string): boolean {
  if (pointer === '/contact/email') return isEmailForAccount(normalizeEmail(text));
  if (type === 'email') return /^[^\s@]+@[^\s@]+$/.test(text.trim());
  return type !== 'tel' || /^[+\d][\d\s().\-/]{2,39}$/.test(text.trim());
}

function numberErrors({ pointer, minimum, maximum }: StoredField, number: number | undefined): FieldError[] {
  if (number === undefined) return [{ pointer, code: 'invalid' }];
  if (typeof minimum === 'number' && number < minimum) return [{ pointer, code: 'too-low', limit: minimum }];
  if (typeof maximum === 'number' && number > maximum) return [{ pointer, code: 'too-high', limit: maximum }];
  return [];
}

function dateErrors({ pointer, minimum, maximum }: StoredField, value: unknown, now: Date): FieldError[] {
  if (typeof value !== 'string' || !isDate(value)) return [{ pointer, code: 'invalid' }];
  // Where the person is, nobody knows: it is today as long as it is so anywhere on earth.
  const first = minimum === 'today' ? dayOf(hoursFrom(now, -12)) : minimum;
  const last = maximum === 'today' ? dayOf(hoursFrom(now, 14)) : maximum;
  if (typeof first === 'string' && value < first) return [{ pointer, code: 'too-low' }];
  if (typeof last === 'string' && value > last) return [{ pointer, code: 'too-high' }];
  return [];
}

/** A day that there is, of four-digit years. */
export function isDate(value: string): boolean {
  const date = DAY.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function isOption({ options = [] }: StoredField, value: unknown): boolean {
  return options.some((option) => option.value === value);
}

function choiceErrors(field: StoredField, value: unknown): FieldError[] {
  const { pointer } = field;
  if (!Array.isArray(value)) return [{ pointer, code: 'invalid' }];
  const isGood = value.every((choice) => isOption(field, choice)) && new Set(value).size === value.length;
  return isGood ? [] : [{ pointer, code: 'unknown-value' }];
}

/** The values of a group's fields, as they are kept; where nothing was filled in, nothing is. */
function kept(
  prefix: string,
  shown: readonly StoredField[],
  values: ReadonlyMap<string, unknown>,
): [name: string, value: PropertyValue][] {
  return shown.flatMap(({ pointer, type }): [string, PropertyValue][] => {
    const value = values.get(pointer);
    if (!pointer.startsWith(prefix) || isEmpty(value)) return [];
    const name = pointer.slice(prefix.length);
    if (type === 'number') return [[name, numberOf(value) ?? 0]];
    if (Array.isArray(value)) return [[name, value.map(String)]];
    return typeof value === 'boolean' ? [[name, value]] : [[name, String(value)]];
  });
}

function consentOf(
  form: string,
  { pointer, label, consent }: StoredField,
  languages: readonly string[],
): AgreedConsent {
  const html = consent?.html ?? {};
  return {
    form,
    name: pointer.slice('/consents/'.length),
    version: consent?.version ?? '',
    language: languageOf(html, languages),
    label: inLanguage(label, languages),
    html: inLanguage(html, languages),
  };
}
