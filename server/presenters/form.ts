import type { Form, FormField, FormSection } from '../../src/api/schema.ts';
import type { Row, StoredField, StoredSection } from '../db/tables.ts';
import { LIMITS } from '../limits.ts';
import { inLanguage, inLanguageOrNull } from './words.ts';

/** What a new ticket asks for. */
export function presentForm(
  form: Omit<Row<'forms'>, 'sections'> & { readonly sections: readonly StoredSection[] },
  languages: readonly string[],
): Form {
  return {
    id: form.name,
    version: String(form.version),
    title: inLanguage(form.title, languages),
    description: inLanguageOrNull(form.description, languages),
    sections: form.sections.map((section) => presentSection(section, languages)),
    submitLabel: inLanguage(form.submit_label, languages),
    thanks: inLanguageOrNull(form.thanks, languages),
  };
}

function presentSection(section: StoredSection, languages: readonly string[]): FormSection {
  return {
    title: inLanguageOrNull(section.title, languages),
    description: inLanguageOrNull(section.description, languages),
    condition: section.condition ?? null,
    fields: section.fields.map((field) => presentField(field, languages)),
  };
}

function presentField(field: StoredField, languages: readonly string[]): FormField {
  const { pointer, type, required, default: start, consent } = field;
  return {
    pointer,
    type,
    label: inLanguage(field.label, languages),
    // A ticket has them whatever its form says.
    required: required || pointer === '/subject' || pointer === '/text',
    help: inLanguageOrNull(field.help, languages),
    placeholder: inLanguageOrNull(field.placeholder, languages),
    default: typeof start === 'object' && start !== null ? [...start] : (start ?? null),
    isHidden: field.isHidden ?? false,
    minLength: field.minLength ?? null,
    maxLength: smallest(field.maxLength, ownLimit(pointer)),
    minimum: field.minimum ?? null,
    maximum: field.maximum ?? null,
    pattern: field.pattern ?? null,
    condition: field.condition ?? null,
    options: (field.options ?? []).map(({ value, label }) => ({ value, label: inLanguage(label, languages) })),
    consent: consent ? { version: consent.version, html: inLanguage(consent.html, languages) } : null,
  };
}

function ownLimit(pointer: string): number | null {
  return pointer === '/subject' ? LIMITS.subjectLength : pointer === '/text' ? LIMITS.messageLength : null;
}

function smallest(a: number | null | undefined, b: number | null): number | null {
  return a == null ? b : b === null ? a : Math.min(a, b);
}
