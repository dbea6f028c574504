import type { Row } from '../db/tables.ts';

/** What an identity provider claims of somebody's e-mail address. */
export interface EmailClaim {
  /** Normalised. */
  readonly email: string;
  /** Whether the provider says that it has verified it. */
  readonly isVerified: boolean;
}

/**
 * Whether the word of a provider is enough for an e-mail address to be somebody's here. A provider with domains speaks for those
 * alone; one that says nothing of verifying, as SAML never does, has to be trusted by the operator.
 */
export function provesEmail(
  provider: Pick<Row<'identity_providers'>, 'trusts_email' | 'email_domains'>,
  { email, isVerified }: EmailClaim,
): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  const isOurs = provider.email_domains.includes(domain);
  if (provider.email_domains.length > 0 && !isOurs) return false;
  return isVerified || (provider.trusts_email && isOurs);
}
