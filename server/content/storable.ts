/** A text as the database takes it: without NUL, for which it has no place, and without half characters. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
