/** How far a mailbox was read. */
export interface ReadTo {
  /** Another one means that the numbers begin anew. */
  readonly uidValidity: string;
  readonly uid: number;
}

/** What was found. */
export interface ReadMails {
  readonly readTo: ReadTo;
  /** As they came, headers first; of long ones the beginning. */
  readonly mails: readonly Uint8Array[];
}

/** Where mails that cannot be delivered come back to. */
export interface Mailbox {
  /** Tells it from others; no secret. */
  readonly name: string;
  /** The mails after a place, the oldest first; a day's where there is none. */
  readAfter(last: ReadTo | null, now: Date): Promise<ReadMails>;
}
