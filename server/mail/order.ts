import type { EmailSide } from '../db/tables.ts';

/** A mail to be written and sent: who gets it and why. Its words, and what is secret in it, are made when it is sent. */
export type MailOrder =
  | PasswordResetOrder
  | PasswordChangedOrder
  | SignInLinkOrder
  | EmailChangeOrder
  | EmailChangedOrder
  | NewSignInOrder
  | RegistrationOrder
  | InvitationOrder
  | AccessRequestOrder
  | RequestOrder;

interface Order {
  readonly portalId: string;
  /** What the browser speaks; the contact's own language goes before it. */
  readonly language: string;
  /** The page the mail's link leads to. */
  readonly address: string;
}

/** A link that sets a new password, if somebody has an account with the address. */
export interface PasswordResetOrder extends Order {
  readonly kind: 'password-reset';
  /** Normalised. */
  readonly email: string;
  /** RFC 3339; a link that comes hours later helps nobody. */
  readonly askedAt: string;
}

/** The news that the password is another one now. */
export interface PasswordChangedOrder extends Order {
  readonly kind: 'password-changed';
  readonly contactId: string;
}

/** A link that signs in, if somebody has an account with the address. */
export interface SignInLinkOrder extends Order {
  readonly kind: 'sign-in-link';
  /** Normalised. */
  readonly email: string;
  readonly linkId: string;
}

/** A link that confirms a change of the e-mail address, for the present address or the one that is to be. */
export interface EmailChangeOrder extends Order {
  readonly kind: 'email-change';
  readonly contactId: string;
  readonly changeId: string;
  readonly side: EmailSide;
}

/** The news, to the former address, that another one is in its place. */
export interface EmailChangedOrder extends Order {
  readonly kind: 'email-changed';
  readonly contactId: string;
  readonly to: string;
}

/** The news that a device signed in which was not known. */
export interface NewSignInOrder extends Order {
  readonly kind: 'new-sign-in';
  readonly contactId: string;
  readonly browser: string | null;
  readonly system: string | null;
  readonly timeZone: string | null;
  /** RFC 3339. */
  readonly at: string;
}

/** A link that confirms the e-mail address of a registration; or the news that there is an account with it already. */
export interface RegistrationOrder extends Order {
  readonly kind: 'registration';
  readonly registrationId: string;
}

/** An invitation; for somebody who has a password, the news that they may come in. */
export interface InvitationOrder extends Order {
  readonly kind: 'invitation';
  readonly contactId: string;
}

/** For an administrator: somebody asks to be let in. */
export interface AccessRequestOrder extends Omit<Order, 'address'> {
  readonly kind: 'access-request';
  readonly requestId: string;
  /** The administrator's address. */
  readonly to: string;
}

/** A link that confirms a request of somebody without an account. */
export interface RequestOrder extends Order {
  readonly kind: 'request';
  readonly requestId: string;
}
