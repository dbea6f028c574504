import type { FieldError } from '../../src/api/schema.ts';
import { LIMITS } from '../limits.ts';

/** What is wrong with the text of a message. Blank is fine when files say it. */
export function messageErrors(text: string, files: number): FieldError[] {
  const pointer = '/text';
  if (files === 0 && text.trim() === '') return [{ pointer, code: 'required' }];
  const limit = LIMITS.messageLength;
  return text.length > limit ? [{ pointer, code: 'too-long', limit }] : [];
}
