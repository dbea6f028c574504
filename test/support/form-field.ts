import type { FormField } from '../../src/api/schema.ts';

/** A field of a form that asks for nothing but what is said. */
export const formField = (more: Pick<FormField, 'pointer' | 'type'> & Partial<FormField>): FormField => ({
  label: more.pointer,
  required: false,
  help: null,
  placeholder: null,
  default: null,
  isHidden: false,
  minLength: null,
  maxLength: null,
  minimum: null,
  maximum: null,
  pattern: null,
  condition: null,
  options: [],
  consent: null,
  ...more,
});
