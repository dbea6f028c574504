/** What mails say, by language. A language that lacks a word does not compile. */
export interface MailWords {
  readonly direction: 'ltr' | 'rtl';
  readonly greeting: (name: string) => string;
  /** To an address whose owner is not known yet. */
  readonly greetingAnyone: string;
  /** Under every mail: why it came. */
  readonly reason: (portal: string) => string;
  readonly reasonAnyone: (portal: string) => string;
  readonly device: (browser: string, system: string) => string;
  readonly deviceUnknown: string;
  /** In place of the portal's logo, where pictures are not shown. */
  readonly logo: (portal: string) => string;
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
  readonly signInLink: {
    readonly subject: (portal: string) => string;
    readonly lead: (portal: string, device: string) => string;
    readonly button: string;
    readonly limits: string;
    readonly otherwise: string;
  };
  readonly emailChange: {
    readonly subject: (portal: string) => string;
    readonly leadOld: (portal: string, email: string) => string;
    readonly leadNew: (portal: string, email: string) => string;
    readonly button: string;
    readonly limits: string;
    readonly otherwiseOld: string;
    readonly otherwiseNew: string;
  };
  readonly emailChanged: {
    readonly subject: (portal: string) => string;
    readonly lead: (portal: string, email: string) => string;
    readonly otherwise: string;
    readonly button: string;
  };
  readonly newSignIn: {
    readonly subject: (portal: string) => string;
    readonly lead: (portal: string, device: string, time: string) => string;
    readonly place: (place: string) => string;
    readonly otherwise: string;
    readonly button: string;
  };
  /** Confirms the e-mail address of a new account. */
  readonly registration: {
    readonly subject: (portal: string) => string;
    readonly lead: (portal: string) => string;
    readonly button: string;
    readonly limits: string;
    readonly otherwise: string;
  };
  /** Confirms the e-mail address of a request without an account. */
  readonly request: {
    readonly subject: (portal: string) => string;
    readonly lead: (portal: string) => string;
    readonly button: string;
    readonly limits: string;
    readonly otherwise: string;
  };
  /** For somebody who registers and has an account already. */
  readonly accountExists: {
    readonly subject: (portal: string) => string;
    readonly lead: (portal: string) => string;
    readonly button: string;
    readonly forgotten: string;
    readonly choose: string;
    readonly otherwise: string;
  };
  readonly invitation: {
    readonly subject: (portal: string) => string;
    readonly lead: (portal: string) => string;
    readonly button: string;
    readonly limits: string;
    readonly otherwise: string;
    readonly reason: (portal: string) => string;
  };
  /** For somebody with an account who may come in from now on. */
  readonly admitted: {
    readonly subject: (portal: string) => string;
    readonly lead: (portal: string) => string;
    readonly button: string;
  };
  /** For an administrator. */
  readonly accessRequest: {
    readonly subject: (name: string, portal: string) => string;
    readonly lead: (name: string, email: string, portal: string) => string;
    readonly wrote: string;
    readonly hint: string;
    readonly reason: (portal: string) => string;
  };
}
