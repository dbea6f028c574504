import type { FieldError, FieldValues, Form, FormField, FormSection, Limits } from '../api/schema.js';
import { readNumber, writeNumber } from './form-numbers.js';

/** What a field holds: text (of a number and a date too), a tick, several choices, or the version of a consent that was given. */
export type FormValue = string | boolean | readonly string[];

/** The values by the fields' pointers. */
export type FormValues = Readonly<Record<string, FormValue>>;

/** What the page fills in for the person. */
export interface Prefill {
  readonly subject?: string;
  readonly text?: string;
  readonly properties?: FieldValues;
  readonly contact?: FieldValues;
}

/** As much of a field as its value depends on. */
export type ValueField = Pick<FormField, 'pointer' | 'type'> & Partial<Pick<FormField, 'consent'>>;

/** All fields, in their order. */
export const fieldsOf = (form: { readonly sections: readonly Pick<FormSection, 'fields'>[] }): FormField[] =>
  form.sections.flatMap(({ fields }) => fields);

/** Whether there is nothing in it: no text but white space, no tick, no choice. */
export const isEmpty = (value: FormValue | undefined): boolean =>
  typeof value === 'object' ? !value.length : typeof value === 'string' ? !value.trim() : !value;

/** The day, where the person is. */
export function today(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A bound of a date as a day. */
export const dayOf = (bound: number | string | null): string | undefined =>
  bound === 'today' ? today() : bound === null ? undefined : String(bound);

/** Puts a field's value where it belongs; what is empty is not there. */
export function put(
  content: Record<string, unknown>,
  { pointer, type, consent }: ValueField,
  value?: FormValue,
  tag?: string,
): void {
  const [, place, name] = pointer.split('/') as [string, string, string?];
  if (value === undefined || isEmpty(value) || type === 'files') return;
  const said = type === 'number' && typeof value === 'string' ? readNumber(value, tag) : value;
  if (!name) content[place] = said;
  else Object.assign((content[place] ??= {}), { [name]: consent ? consent.version : said });
}

/** What a field can hold of a value that the page or the form gives; undefined when it is not of its kind. */
function taken(field: FormField, given: unknown, tag?: string): FormValue | undefined {
  const { type, options } = field;
  const knows = (value: unknown) => options.some((option) => option.value === value);
  if (given === null || given === undefined || type === 'consent' || type === 'files') return;
  if (type === 'checkbox') return given === true || given === 'true' ? true : given === false ? false : undefined;
  if (type === 'multiselect') return [given].flat().filter((value): value is string => knows(value));
  if (typeof given === 'number') return type === 'number' ? writeNumber(given, tag) : String(given);
  if (typeof given !== 'string') return;
  if (type === 'date') return given === 'today' ? today() : given;
  return type === 'select' && !knows(given) ? undefined : given;
}

/** What the fields hold before anybody types: what the page gives, else their defaults. */
export function firstValues(form: Form, prefill: Prefill, tag?: string): FormValues {
  const values: Record<string, FormValue> = {};
  for (const field of fieldsOf(form)) {
    const [, place, name] = field.pointer.split('/') as [string, keyof Prefill, string?];
    const given: unknown = name ? (prefill[place] as Partial<FieldValues> | undefined)?.[name] : prefill[place];
    const value = taken(field, given, tag) ?? taken(field, field.default, tag);
    if (value !== undefined) values[field.pointer] = value;
  }
  return values;
}

/** Whether a field could hold what was typed into one of its name before the form was changed. */
export function fits({ type, options, consent }: FormField, value: FormValue): boolean {
  if (type === 'checkbox') return typeof value === 'boolean';
  if (type === 'consent') return value === consent?.version;
  const knows = (one: FormValue) => options.some((option) => option.value === one);
  if (type === 'multiselect') return typeof value === 'object' && value.every(knows);
  return typeof value === 'string' && (type !== 'select' || knows(value));
}

/** How long a text may be. */
export const longest = ({ pointer, maxLength }: FormField, limits?: Limits): number | undefined =>
  maxLength ??
  (pointer === '/subject' ? limits?.subjectLength : pointer === '/text' ? limits?.messageLength : undefined);

const patterns = new Map<string, RegExp | undefined>();

function patternOf(source: string): RegExp | undefined {
  if (!patterns.has(source)) {
    let pattern: RegExp | undefined;
    try {
      pattern = new RegExp(`^(?:${source})$`, 'v');
    } catch {
      // The portal has the last word.
    }
    patterns.set(source, pattern);
  }
  return patterns.get(source);
}

/** What is wrong with a value. */
export function fault(field: FormField, value?: FormValue, limits?: Limits, tag?: string): FieldError | undefined {
  const { pointer, type, required, minLength, minimum, maximum, pattern, options, consent } = field;
  const wrong = (code: string, limit?: number): FieldError => ({
    pointer,
    code,
    ...(limit !== undefined && { limit }),
  });
  if (value === undefined || isEmpty(value) || (consent && value !== consent.version))
    return required ? wrong('required') : undefined;
  if (type === 'multiselect' || type === 'select') {
    const isKnown = [value].flat().every((one) => options.some((option) => option.value === one));
    return isKnown ? undefined : wrong('unknown-value');
  }
  if (typeof value !== 'string' || type === 'consent') return;
  const text = value.trim();
  const limit = longest(field, limits);
  if (limit && value.length > limit) return wrong('too-long', limit);
  if (minLength && text.length < minLength) return wrong('too-short', minLength);
  if (type === 'email' && !/^\S+@\S+$/.test(text)) return wrong('invalid');
  if (type === 'number') {
    const number = readNumber(text, tag);
    if (Number.isNaN(number)) return wrong('invalid');
    if (minimum !== null && number < Number(minimum)) return wrong('too-low', Number(minimum));
    if (maximum !== null && number > Number(maximum)) return wrong('too-high', Number(maximum));
  }
  if (type === 'date') {
    if (!/^\d{4}-\d\d-\d\d$/.test(text)) return wrong('invalid');
    if (text < (dayOf(minimum) ?? text)) return wrong('too-low');
    if (text > (dayOf(maximum) ?? text)) return wrong('too-high');
  }
  return pattern && type !== 'textarea' && patternOf(pattern)?.test(text) === false ? wrong('invalid') : undefined;
}
