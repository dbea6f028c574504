import type { FieldError } from '../../src/api/schema.ts';
import type { StoredField } from '../db/tables.ts';
import { LIMITS } from '../limits.ts';

type Value = string | number | boolean;

/** What is wrong with the text of a message. Blank is fine when files say it. */
export function messageErrors(text: string, files: number): FieldError[] {
  return textErrors('/text', text, { required: files === 0, limit: LIMITS.messageLength });
}

/** What is wrong with a new ticket, by the fields of its form. */
export function ticketErrors(
  ticket: { subject: string; text: string; properties: Readonly<Record<string, Value>>; files: number },
  fields: readonly StoredField[],
): FieldError[] {
  const byPointer = new Map(fields.map((field) => [field.pointer, field]));
  const subject = { required: true, limit: smaller(LIMITS.subjectLength, byPointer.get('/subject')) };
  const text = { required: ticket.files === 0, limit: smaller(LIMITS.messageLength, byPointer.get('/text')) };
  return [
    ...textErrors('/subject', ticket.subject, subject),
    ...textErrors('/text', ticket.text, text),
    ...Object.keys(ticket.properties)
      .map(pointerOf)
      .filter((pointer) => !byPointer.has(pointer))
      .map((pointer): FieldError => ({ pointer, code: 'unknown-value' })),
    ...fields
      .filter(({ pointer }) => pointer.startsWith('/properties/'))
      .flatMap((field) => propertyErrors(field, ticket.properties[field.pointer.slice('/properties/'.length)])),
    ...fileErrors(byPointer.get('/uploadIds'), ticket.files),
  ];
}

function pointerOf(name: string): string {
  return `/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function textErrors(
  pointer: string,
  text: string,
  { required, limit }: { required: boolean; limit: number },
): FieldError[] {
  if (required && text.trim() === '') return [{ pointer, code: 'required' }];
  return text.length > limit ? [{ pointer, code: 'too-long', limit }] : [];
}

function fileErrors(field: StoredField | undefined, files: number): FieldError[] {
  const pointer = '/uploadIds';
  if (!field) return files > 0 ? [{ pointer, code: 'too-many', limit: 0 }] : [];
  return field.required && files === 0 ? [{ pointer, code: 'required' }] : [];
}

function propertyErrors(field: StoredField, value: Value | undefined): FieldError[] {
  const { pointer } = field;
  const isMissing = value === undefined || value === false || (typeof value === 'string' && value.trim() === '');
  if (isMissing) return field.required ? [{ pointer, code: 'required' }] : [];
  const limit = field.maxLength ?? LIMITS.messageLength;
  if (typeof value === 'string' && value.length > limit) return [{ pointer, code: 'too-long', limit }];
  if (field.type === 'select') {
    return field.options?.some((option) => option.value === value) ? [] : [{ pointer, code: 'unknown-value' }];
  }
  return isOfType(field.type, value) ? [] : [{ pointer, code: 'invalid' }];
}

function isOfType(type: StoredField['type'], value: Value): boolean {
  switch (type) {
    case 'checkbox':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' || (typeof value === 'string' && Number.isFinite(Number(value)));
    case 'email':
      return typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value.trim());
    case 'tel':
      return typeof value === 'string' && /^[+\d][\d\s().\-/]{2,39}$/.test(value.trim());
    case 'date':
      return typeof value === 'string' && isDate(value);
    default:
      return typeof value === 'string';
  }
}

function isDate(value: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function smaller(limit: number, field: StoredField | undefined): number {
  return Math.min(limit, field?.maxLength ?? limit);
}
