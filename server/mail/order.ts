/** A mail to be written and sent: who gets it and why. Its words, and what is secret in it, are made when it is sent. */
export type MailOrder = PasswordResetOrder | PasswordChangedOrder;

/** A link that sets a new password, if somebody has an account with the address. */
export interface PasswordResetOrder {
  readonly kind: 'password-reset';
  readonly portalId: string;
  /** Normalised. */
  readonly email: string;
  readonly language: string;
  /** The page the link leads to. */
  readonly address: string;
  /** RFC 3339; a link that comes hours later helps nobody. */
  readonly askedAt: string;
}

/** The news that the password is another one now. */
export interface PasswordChangedOrder {
  readonly kind: 'password-changed';
  readonly portalId: string;
  readonly contactId: string;
  readonly language: string;
  /** The portal's address. */
  readonly address: string;
}
