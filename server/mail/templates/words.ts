/** What mails say, by language. A language that lacks a word does not compile. */
export interface MailWords {
  readonly direction: 'ltr' | 'rtl';
  readonly greeting: (name: string) => string;
  /** Under every mail: why it came. */
  readonly reason: (portal: string) => string;
  readonly passwordReset: {
    readonly subject: (portal: string) => string;
    readonly lead: (portal: string) => string;
    readonly button: string;
    readonly limits: string;
    readonly otherwise: string;
  };
  readonly passwordChanged: {
    readonly subject: (portal: string) => string;
    readonly lead: (portal: string) => string;
    readonly otherwise: string;
    readonly button: string;
  };
}
