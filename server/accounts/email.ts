/** One person, one spelling: how an e-mail address is stored and looked up. */
export function normalizeEmail(email: string): string {
  return email.replaceAll('\0', '').trim().normalize('NFKC').toLowerCase();
}
