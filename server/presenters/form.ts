import type { Form, FormField } from '../../src/api/schema.ts';
import type { Row, StoredField } from '../db/tables.ts';
import { LIMITS } from '../limits.ts';
import { inLanguage, inLanguageOrNull } from './words.ts';

/** What a new ticket asks for. */
export function presentForm(form: Row<'forms'>, languages: readonly string[]): Form {
  return {
    id: form.id,
    title: inLanguage(form.title, languages),
    description: inLanguageOrNull(form.description, languages),
    fields: form.fields.map((field) => presentField(field, languages)),
    submitLabel: inLanguage(form.submit_label, languages),
  };
}

function presentField(field: StoredField, languages: readonly string[]): FormField {
  const { pointer, type, required } = field;
  return {
    pointer,
    type,
    label: inLanguage(field.label, languages),
    required,
    help: inLanguageOrNull(field.help, languages),
    placeholder: inLanguageOrNull(field.placeholder, languages),
    maxLength: smallest(field.maxLength, ownLimit(pointer)),
    options: (field.options ?? []).map(({ value, label }) => ({ value, label: inLanguage(label, languages) })),
  };
}

function ownLimit(pointer: string): number | null {
  return pointer === '/subject' ? LIMITS.subjectLength : pointer === '/text' ? LIMITS.messageLength : null;
}

function smallest(a: number | null | undefined, b: number | null): number | null {
  return a == null ? b : b === null ? a : Math.min(a, b);
}
