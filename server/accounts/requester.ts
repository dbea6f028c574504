/** Who is asking, as the stores need it: the first parameter of every query for a customer's rows. */
export interface Requester {
  readonly portalId: string;
  readonly contactId: string;
  /** The company the person belongs to. */
  readonly companyId: string | null;
  /** The company whose tickets the person may see: null where the portal shows people their own only. */
  readonly sharedCompanyId: string | null;
  /** Whether the portal shows the whole conversation, or the newest thread only. */
  readonly seesAllThreads: boolean;
  /** Whether it is staff seeing the portal as the person: they read and change nothing. */
  readonly readOnly: boolean;
}

/** A person with a good session. */
export interface SignedIn extends Requester {
  readonly sessionId: string;
  /** Who sees the portal as the person; null when it is the person. */
  readonly staff: string | null;
  readonly name: string;
  readonly email: string;
  readonly organization: string | null;
  /** What mails to the person speak; null for what the browser speaks. */
  readonly language: string | null;
  /** When the session ends for want of use or for good, whichever is first. */
  readonly expiresAt: Date;
  /** When the session ends for good. */
  readonly endsAt: Date;
  /** What time it was when the session was looked at. */
  readonly seenAt: Date;
  readonly hasPassword: boolean;
}
