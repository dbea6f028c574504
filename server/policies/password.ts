import type { FieldError } from '../../src/api/schema.ts';
import { COMMON_PASSWORDS } from './common-passwords.ts';

/** Characters a new password has at least, as people count them. */
export const PASSWORD_LENGTH = 10;

/** What is wrong with a new password. Length and common ones only: rules about digits and signs make passwords worse. */
export function passwordErrors(
  pointer: string,
  password: string,
  person: { email: string; name: string },
): FieldError[] {
  if ([...password].length < PASSWORD_LENGTH) return [{ pointer, code: 'too-short', limit: PASSWORD_LENGTH }];
  return isCommon(password, person) ? [{ pointer, code: 'too-common' }] : [];
}

function isCommon(password: string, { email, name }: { email: string; name: string }): boolean {
  const plain = simplified(password);
  // A few signs over and over: aaaaaaaaaa, 1212121212.
  if (new Set(plain).size <= 2) return true;
  if ([email, email.split('@', 1)[0] ?? '', name].some((own) => own !== '' && simplified(own) === plain)) return true;
  // A common one with a year, some digits or an exclamation mark after it is as common.
  return COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(plain.replace(/[\d!?.*#]+$/, ''));
}

/** In small letters and without spaces, as guesses are made. */
function simplified(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, '');
}
