import { z } from 'zod';
import type { Row, StoredOption, Words } from '../db/tables.ts';
import { LIMITS } from '../limits.ts';
import { formFaults } from './form-faults.ts';

const SECTIONS = 100;
const OPTIONS = 200;
const TEXT = 2000;
const CONSENT = 100_000;
const POINTER = /^\/(subject|text|uploadIds|(properties|contact|consents)\/[A-Za-z0-9_-]{1,64})$/;
const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

const TYPES = [
  'text',
  'textarea',
  'email',
  'tel',
  'number',
  'date',
  'select',
  'multiselect',
  'checkbox',
  'consent',
  'files',
] as const;

/** What a form that is saved has to fit. */
export interface FormPlace {
  /** The portal's. */
  readonly slug: string;
  /** The portal's; the first is that of words without a language. */
  readonly languages: readonly string[];
  readonly properties: readonly Pick<Row<'property_definitions'>, 'name' | 'type' | 'options'>[];
}

/** A form as an administrator writes it. */
export interface WrittenForm extends Pick<Row<'forms'>, 'title' | 'description' | 'thanks' | 'sections'> {
  readonly id: string;
  readonly submitLabel: Words;
  readonly isOpen: boolean;
  readonly isDefault: boolean;
  /** The names of where its tickets go; else the portal's own. */
  readonly inbox?: string | undefined;
  readonly pipeline?: string | undefined;
  readonly stage?: string | undefined;
}

/** A form, or what is wrong with it, each fault with its place. */
export type ReadForm = { readonly form: WrittenForm } | { readonly faults: readonly string[] };

/** Reads a form as JSON has it. */
export function readForm(written: unknown, place: FormPlace): ReadForm {
  const parsed = schemaFor(place.languages[0] ?? 'en').safeParse(written);
  if (!parsed.success) return { faults: parsed.error.issues.map(issueText) };
  const form: WrittenForm = parsed.data;
  const faults = formFaults(form, place);
  return faults.length > 0 ? { faults } : { form };
}

function issueText({ path, message, code, ...issue }: z.core.$ZodIssue): string {
  const place = placeOf(path);
  const said = code === 'unrecognized_keys' && 'keys' in issue ? `${issue.keys.join(', ')} is unknown` : message;
  return `${place === '' ? 'The form' : place}: ${said}`;
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (before, part) =>
      typeof part === 'number' ? `${before}[${part}]` : before === '' ? String(part) : `${before}.${String(part)}`,
    '',
  );
}

/** The shape of it; words without a language are in the portal's first. */
function schemaFor(language: string) {
  const wordsUpTo = (length: number) => {
    const text = z.string().trim().min(1).max(length);
    const byLanguage = z
      .record(z.string().regex(LANGUAGE, 'is not a language tag'), text)
      .refine((words) => Object.keys(words).length > 0, 'has no language');
    return z.union([text.transform((words): Words => ({ [language]: words })), byLanguage], {
      error: `has to be a text, or texts by language, of ${length} characters at most`,
    });
  };
  const words = wordsUpTo(TEXT);
  const count = z.int().min(0).max(LIMITS.messageLength);
  const condition = z.record(z.string(), z.unknown(), 'has to be a JSON Schema').nullish();
  const option = z.union([
    z
      .string()
      .min(1)
      .max(200)
      .transform((value): StoredOption => ({ value, label: { [language]: value } })),
    z.strictObject({ value: z.string().min(1).max(200), label: words }),
  ]);
  const field = z.strictObject({
    pointer: z
      .string()
      .regex(POINTER, 'is none of /subject, /text, /uploadIds, /properties/…, /contact/… and /consents/…'),
    type: z.enum(TYPES),
    label: words,
    required: z.boolean().default(false),
    help: words.nullish(),
    placeholder: words.nullish(),
    default: z
      .union([z.string().max(LIMITS.messageLength), z.boolean(), z.number(), z.array(z.string().max(200)).max(OPTIONS)])
      .nullish(),
    isHidden: z.boolean().default(false),
    minLength: count.nullish(),
    maxLength: count.min(1).nullish(),
    minimum: z.union([z.number(), z.string()]).nullish(),
    maximum: z.union([z.number(), z.string()]).nullish(),
    pattern: z.string().nullish(),
    condition,
    options: z.array(option).max(OPTIONS).default([]),
    consent: z.strictObject({ version: z.string().trim().min(1).max(100), html: wordsUpTo(CONSENT) }).nullish(),
  });
  return z.strictObject({
    id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'has to be letters, digits, hyphens and underscores, 64 at most'),
    title: wordsUpTo(200),
    description: words.nullish().transform((value) => value ?? null),
    submitLabel: wordsUpTo(100).default({ en: 'Send', fi: 'Lähetä', sv: 'Skicka', ar: 'إرسال' }),
    thanks: words.nullish().transform((value) => value ?? null),
    isOpen: z.boolean().default(false),
    isDefault: z.boolean().default(false),
    inbox: z.string().optional(),
    pipeline: z.string().optional(),
    stage: z.string().optional(),
    sections: z
      .array(
        z.strictObject({
          title: words.nullish(),
          description: words.nullish(),
          condition,
          fields: z.array(field).min(1),
        }),
      )
      .min(1)
      .max(SECTIONS),
  });
}
