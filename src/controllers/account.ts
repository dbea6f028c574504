import { cancelEmailChange, createEmailChange, getEmailChange } from '../api/operations/email-change.js';
import { changePassword, endOtherSessions, endSession, listSessions, updatePerson } from '../api/operations/account.js';
import { PortalProblem, unauthorized } from '../api/problem.js';
import type { EmailChange, NewEmailChange, OpenSession, Person } from '../api/schema.js';
import { type Async, Run } from './async.js';
import { SessionController } from './session-controller.js';
import { update } from '../session/update.js';

/** A person's own account: name, password, and where the person is signed in. */
export class AccountController extends SessionController {
  readonly #sessions = this.loads<OpenSession[]>();
  readonly #emailChange = this.loads<EmailChange | null>();
  readonly #moving = new Run<true>(this.changed);
  readonly #speaking = new Run<Person>(this.changed);
  readonly #renaming = new Run<Person>(this.changed);
  readonly #changing = new Run<true>(this.changed);
  readonly #ending = new Run<true>(this.changed);

  /** Where the person is signed in. */
  get sessions(): Async<OpenSession[]> {
    return this.#sessions.now;
  }

  /** The change of the e-mail address that is under way. */
  get emailChange(): Async<EmailChange | null> {
    return this.#emailChange.now;
  }

  /** How the wish for another e-mail address, or the end of it, stands. */
  get moving(): Async<true> {
    return this.#moving.now;
  }

  /** How the change of the language stands. */
  get speaking(): Async<Person> {
    return this.#speaking.now;
  }

  /** How the change of the name stands. */
  get renaming(): Async<Person> {
    return this.#renaming.now;
  }

  /** How the change of the password stands. */
  get changing(): Async<true> {
    return this.#changing.now;
  }

  /** How the end of other sessions stands. */
  get ending(): Async<true> {
    return this.#ending.now;
  }

  /** Loads the sessions again. */
  reload(): void {
    this.refresh();
  }

  /** Changes the name; true when it is done. */
  async rename(name: string): Promise<boolean> {
    const { session } = this;
    const person = await this.#renaming.start((signal) => updatePerson(session!.client, { name }, signal));
    if (person) update(session!, person);
    return !!person;
  }

  /** Chooses the language of mails; null for what the browser speaks. */
  async speak(language: string | null): Promise<boolean> {
    const { session } = this;
    const person = await this.#speaking.start((signal) => updatePerson(session!.client, { language }, signal));
    if (person) update(session!, person);
    return !!person;
  }

  /** Begins to change the e-mail address; true when the mails are on their way. */
  async changeEmail(wish: NewEmailChange, language: string): Promise<boolean> {
    const { client } = this.session!;
    return !!(await this.#moving.start(async (signal) => {
      this.#emailChange.set(await createEmailChange(client, wish, language, signal));
      return true;
    }));
  }

  /** Keeps the e-mail address after all; true when it is done. */
  async keepEmail(): Promise<boolean> {
    const { client } = this.session!;
    return !!(await this.#moving.start(async (signal) => {
      await cancelEmailChange(client, signal);
      this.#emailChange.set(null);
      return true;
    }));
  }

  /** Changes the password; true when it is done. */
  async changePassword(currentPassword: string, newPassword: string): Promise<boolean> {
    const { client } = this.session!;
    const done = await this.#changing.start(async (signal) => {
      await changePassword(client, { currentPassword, newPassword }, signal);
      return true;
    });
    if (done) this.#keepCurrent();
    return !!done;
  }

  /** Signs out one device; true when it is done. */
  async endSession(id: string): Promise<boolean> {
    const { client } = this.session!;
    const done = await this.#ending.start(async (signal) => {
      await endSession(client, id, signal).catch((error: unknown) => {
        // It has ended meanwhile, which is what was wished.
        if (!(error instanceof PortalProblem && error.code === 'not-found')) throw error;
      });
      return true;
    });
    if (done) this.#sessions.set(this.sessions.value?.filter((session) => session.id !== id));
    return !!done;
  }

  /** Signs out everywhere else; true when it is done. */
  async endOtherSessions(): Promise<boolean> {
    const { client } = this.session!;
    const done = await this.#ending.start(async (signal) => {
      await endOtherSessions(client, signal);
      return true;
    });
    if (done) this.#keepCurrent();
    return !!done;
  }

  protected override signedIn(): void {
    for (const run of this.#actions) if (unauthorized(run.now.error)) run.set();
    super.signedIn();
  }

  protected override load(): void {
    const { client } = this;
    void this.#sessions.start(async (signal) => (await listSessions(client!, signal)).items);
    // Where no mail leaves nobody changes an address.
    if (this.session!.portal.value?.passwordReset)
      void this.#emailChange.start(async (signal) => (await getEmailChange(client!, signal)).change);
  }

  protected override drop(): void {
    for (const run of [this.#sessions, this.#emailChange, ...this.#actions]) run.set();
  }

  get #actions() {
    return [this.#renaming, this.#changing, this.#ending, this.#moving, this.#speaking];
  }

  #keepCurrent() {
    this.#sessions.set(this.sessions.value?.filter(({ isCurrent }) => isCurrent));
  }
}
