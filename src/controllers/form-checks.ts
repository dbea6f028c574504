import type { FieldError, FieldValues, Form, FormField, Limits } from '../api/schema.js';
import { readNumber } from './form-numbers.js';
import {
  dayOf,
  fieldsOf,
  type FormValue,
  type FormValues,
  isEmpty,
  longest,
  type Prefill,
  today,
  type ValueField,
} from './form-values.js';

/** A number as somebody would write it. */
export const writeNumber = (value: number, tag?: string): string =>
  new Intl.NumberFormat(tag, { useGrouping: false, maximumFractionDigits: 15 }).format(value);

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

/** Whether a field could hold what was typed into one of its name before the form was changed. */
export function fits({ type, options, consent }: FormField, value: FormValue): boolean {
  if (type === 'checkbox') return typeof value === 'boolean';
  if (type === 'consent') return value === consent?.version;
  const knows = (one: FormValue) => options.some((option) => option.value === one);
  if (type === 'multiselect') return typeof value === 'object' && value.every(knows);
  return typeof value === 'string' && (type !== 'select' || knows(value));
}

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
  if (type === 'tel' && !/^[+\d][\d\s().\-/]{2,39}$/.test(text)) return wrong('invalid');
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

/** A value as the person chose it. */
function spoken(value: FormValue, field?: FormField): string {
  const label = (one: string) => field?.options.find((option) => option.value === one)?.label ?? one;
  return typeof value === 'object' ? value.map(label).join(', ') : typeof value === 'string' ? label(value) : '';
}

/** Something typed that has no place in the form any more. */
export interface Lost {
  readonly label: string;
  readonly text: string;
}

/** What of that which was typed has a place in a form that is another by now, and what has none. */
export function sort(typed: FormValues, before: readonly FormField[], now: readonly FormField[]): [FormValues, Lost[]] {
  const lost: Lost[] = [];
  const kept: Record<string, FormValue> = {};
  for (const [pointer, value] of Object.entries(typed)) {
    const at = (fields: readonly FormField[]) => fields.find((field) => field.pointer === pointer);
    const field = at(now);
    if (isEmpty(value) || (field && fits(field, value))) kept[pointer] = value;
    else lost.push({ label: at(before)?.label ?? pointer, text: spoken(value, at(before)) });
  }
  return [kept, lost];
}
