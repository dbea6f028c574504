import { domainToASCII } from 'node:url';

/**
 * One person, one spelling: how an e-mail address is stored and looked up. Compatible letters are one letter (NFKC), capitals are
 * small, what cannot be seen is left out, and the domain is written as the DNS does. Letters of two alphabets that only look alike
 * stay two addresses, as they are to every mail server.
 */
export function normalizeEmail(email: string): string {
  const folded = fold(fold(email)).trim();
  const at = folded.lastIndexOf('@');
  const domain = folded.slice(at + 1);
  return at < 0 ? folded : folded.slice(0, at + 1) + (domainToASCII(domain) || domain);
}

// Small letters can be composed or compatible in their turn.
function fold(text: string): string {
  return text
    .replaceAll(/[\0\p{Default_Ignorable_Code_Point}]/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC');
}

const LOOKALIKES = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/**
 * Whether a new account may have this address (normalised): shaped like one, no character that cannot be seen, and in its name no
 * two of the scripts whose letters look alike.
 */
export function isEmailForAccount(email: string): boolean {
  if (email.length > 254 || !/^[^\s@"<>(),:;\\]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/u.test(email)) return false;
  if (/[\p{C}\p{Z}]/u.test(email)) return false;
  const name = email.slice(0, email.lastIndexOf('@'));
  return LOOKALIKES.filter((script) => script.test(name)).length < 2;
}
