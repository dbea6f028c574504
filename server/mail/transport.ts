/** A mail as it leaves. Names and subject have no line breaks. */
export interface Mail {
  /** The same for every try, so that whoever gets it twice can tell. */
  readonly id: string;
  readonly fromName: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Where mails leave. */
export interface MailTransport {
  /** Hands a mail over. Throws {@link MailRefused} when it will never be taken, anything else when it may be later. */
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}

/** The recipient's server said no for good. */
export class MailRefused extends Error {}
