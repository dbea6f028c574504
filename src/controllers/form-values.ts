import type { FieldValues, FormField, FormSection, Limits } from '../api/schema.js';

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

/** How long a text may be. */
export const longest = ({ pointer, maxLength }: FormField, limits?: Limits): number | undefined =>
  maxLength ??
  (pointer === '/subject' ? limits?.subjectLength : pointer === '/text' ? limits?.messageLength : undefined);
