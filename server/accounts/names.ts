/**
 * A name as it is stored: no control characters (which could begin a header of a mail), nothing that turns the direction of the
 * text after it, one space between words.
 */
export function cleanName(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
