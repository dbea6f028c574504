import { createTicket } from '../api/operations/new-ticket.js';
import { getForm, getRequestForm } from '../api/operations/support-form.js';
import type { PortalClient } from '../api/client.js';
import { type Failure, toFailure } from '../api/problem.js';
import type { FieldError, Form, FormField, FormReference, NewTicket, Ticket } from '../api/schema.js';
import type { Async } from './async.js';
import type { FormConditions } from './form-conditions.js';
import type * as Checks from './form-checks.js';
import type { Lost } from './form-checks.js';
import { fieldsOf, type FormValue, type FormValues, isEmpty, type Prefill } from './form-values.js';
import type { OutboxEntry, Sent } from './outbox.js';
import type { RequestSender } from './request.js';
import { type Address, Submission } from './submission.js';

export type { Lost } from './form-checks.js';
export { dayOf, isEmpty, longest } from './form-values.js';
export type { FormValue, FormValues, Prefill } from './form-values.js';

/** A request of somebody who is not signed in: a link is on its way to that address. */
export interface Requested {
  readonly email: string;
}

/** What the page around says; asked for when it is needed. */
export interface Surroundings {
  /** The BCP 47 tag that numbers are written for. */
  readonly tag: () => string | undefined;
  /** Where the form is filled in, as the person is shown it. */
  readonly context: () => Readonly<Record<string, string>>;
  /** The page that a link in a mail is to lead to. */
  readonly returnTo: () => string | undefined;
  /** What somebody wrote into the field that nobody sees. */
  readonly trap: () => string;
}

const nowhere: Surroundings = { tag: () => undefined, context: () => ({}), returnTo: () => undefined, trap: () => '' };

/** A support form: its fields, what was filled in, what is wrong with it, and the ticket that comes of it. */
export class SupportFormController extends Submission<FormValues, Ticket | Requested, NewTicket> {
  /** What the page around says. */
  surroundings = nowhere;
  readonly #form = this.loads<Form>();
  #formId?: string;
  #chosen?: string;
  #followUpOf?: string;
  #prefill: Prefill = {};
  #locked: readonly string[] = [];
  /** What a person filled in. */
  #typed: FormValues = {};
  /** What the page and the form fill in before. */
  #first: FormValues = {};
  /** Both together, and of what. */
  #values: FormValues = {};
  #merged: readonly unknown[] = [];
  #errors: ReadonlyMap<string, FieldError> = new Map();
  #conditions?: FormConditions;
  #shown?: ReadonlySet<string>;
  #looking?: Promise<void>;
  #appeared = 0;
  #lost?: readonly Lost[];
  /** The key of what was put into the outbox. */
  #key?: string;
  /** The form that somebody who is not signed in has before them. */
  #openForm?: string;
  #sender?: Promise<RequestSender>;
  #checks?: typeof Checks;
  /** That it could not be sent, because a part of the library has not arrived. */
  #broken?: Async<never>;

  /** Which form; none leaves the choice to the person. */
  get formId(): string | undefined {
    return this.#formId;
  }

  set formId(formId: string | undefined) {
    if (formId === this.#formId) return;
    this.#formId = formId;
    this.#turn();
  }

  /** The closed ticket that the new one goes on with. */
  get followUpOf(): string | undefined {
    return this.#followUpOf;
  }

  set followUpOf(ticketId: string | undefined) {
    if (ticketId === this.#followUpOf) return;
    this.#followUpOf = ticketId;
    this.attachments.clear();
    this.move();
    // With it the first form is meant.
    if (this.#form.now.state === 'idle') this.refresh();
  }

  /** The forms that whoever is here may send. */
  get choices(): readonly FormReference[] {
    const { forms = [], state } = this.session ?? {};
    return state === 'anonymous' ? forms.filter(({ isOpen }) => isOpen) : forms;
  }

  /** Whether one of several was chosen, so that there is a way back. */
  get isChosen(): boolean {
    return !!this.#chosen && !this.#formId && this.choices.length > 1;
  }

  /** Whether it is for the person to choose one of several. */
  get isOpenToChoice(): boolean {
    return !this.#id && this.choices.length > 0;
  }

  /** Whether somebody fills it in who is not signed in. */
  get isOpen(): boolean {
    const id = this.#id;
    return this.session?.state === 'anonymous' && this.choices.some((form) => form.id === id);
  }

  /** The form. It is `idle` as long as none is chosen, and `ready` never where there is none. */
  get form(): Async<Form> {
    return this.#form.now;
  }

  /** What the fields hold, by pointer: what was typed, else what the page or the form filled in. */
  get values(): FormValues {
    const sources = [this.#first, this.#typed, this.#locked];
    // Every field asks for it.
    if (sources.every((source, index) => source === this.#merged[index])) return this.#values;
    this.#merged = sources;
    const values: Record<string, FormValue> = { ...this.#first, ...this.#typed };
    for (const pointer of this.#locked) {
      const first = this.#first[pointer];
      if (first !== undefined) values[pointer] = first;
    }
    return (this.#values = values);
  }

  /** What is wrong, by pointer; a pointer that is no field's concerns the whole. */
  get errors(): ReadonlyMap<string, FieldError> {
    return this.#errors;
  }

  /** How many questions were added by the last answer. */
  get appeared(): number {
    return this.#appeared;
  }

  /** What has no place any more in the form as it is now; undefined when the form has not changed. */
  get lost(): readonly Lost[] | undefined {
    return this.#lost;
  }

  /** How the sending stands. */
  override get sending(): Async<Ticket | Requested> {
    return this.#broken ?? super.sending;
  }

  /** What was sent and waits for the line. */
  get waiting(): OutboxEntry | undefined {
    return this.outbox?.entries.find(({ key }) => key === this.#key);
  }

  /** Turns to a form, or back to the choice. What was typed stays, as a draft. */
  choose(formId?: string): void {
    this.#chosen = formId;
    this.#turn();
  }

  /** Takes what the page fills in, and what of it nobody may change, as pointers or names. */
  fill(prefill: Prefill, locked: readonly string[]): void {
    this.#prefill = prefill;
    this.#locked = locked.flatMap((name) =>
      name.startsWith('/') ? [name] : [`/${name}`, `/properties/${name}`, `/contact/${name}`],
    );
    void this.#fillIn();
  }

  /** Whether the page has filled a field in for good. */
  isLocked(pointer: string): boolean {
    const value = this.#first[pointer];
    return this.#locked.includes(pointer) && value !== undefined && !isEmpty(value);
  }

  /** Whether a section or a field is to be seen. */
  isShown({ pointer, isHidden }: FormField): boolean {
    return !isHidden && this.#isThere(pointer);
  }

  /** Sends what waits now. */
  retry(): void {
    if (this.waiting) void this.outbox!.retry(this.waiting.id);
  }

  /** Gives up what waits. */
  async discard(): Promise<void> {
    if (this.waiting) await this.outbox!.remove(this.waiting.id);
  }

  /** Takes what waits back to change it. */
  async takeBack(): Promise<void> {
    const { waiting } = this;
    if (!waiting || typeof waiting.content === 'string') return;
    const isChanged = waiting.refusal?.code === 'form-changed' && (await this.#check());
    this.#typed = waiting.content;
    this.attachments.add(waiting.files.map(({ name, file }) => new File([file], name, { type: file.type })));
    this.written();
    await this.outbox!.remove(waiting.id);
    if (isChanged) await this.#renew();
  }

  /** Takes what was filled in; what was wrong with that field is forgotten. */
  setValue(pointer: string, value: FormValue): void {
    this.#typed = { ...this.#typed, [pointer]: value };
    if (this.#errors.has(pointer)) this.#errors = new Map([...this.#errors].filter(([key]) => key !== pointer));
    this.written();
    if (!this.#checks) this.#fetch().catch(() => {});
    if (this.isOpen) void this.#begin().catch(() => {});
  }

  /** Checks and sends; answers what came of it, or undefined: then see `errors`, and `sending` for what failed otherwise. */
  override async submit(): Promise<Ticket | Requested | undefined> {
    if (!this.form.value || this.sending.state === 'pending') return;
    const checks = await this.#check();
    if (!checks) return;
    await this.#looking;
    const { attachments, values } = this;
    const limits = this.session?.portal.value?.limits;
    const tag = this.surroundings.tag();
    this.#tell(
      fieldsOf(this.form.value)
        .filter((field) => this.isShown(field))
        .flatMap((field) => {
          const isMissing = field.type === 'files' && field.required && !attachments.items.length;
          if (isMissing) return { pointer: field.pointer, code: 'required' };
          return field.type === 'files' ? [] : (checks.fault(field, values[field.pointer], limits, tag) ?? []);
        }),
    );
    if (this.#errors.size || !(attachments.complete || attachments.canWait)) return;
    const result = await super.submit();
    const { error } = this.sending;
    if (error && 'errors' in error) this.#tell(error.errors);
    if (codeOf(error) === 'form-changed') await this.#renew();
    return result;
  }

  /** Begins anew, after a ticket was created or by the person's wish. */
  reset(): void {
    this.#key = undefined;
    this.empty();
    this.attachments.clear();
    this.written();
    this.settle();
  }

  /** Asks for the form again. */
  reload(): void {
    this.refresh();
  }

  override hostUpdate(): void {
    super.hostUpdate();
    const id = this.isOpen ? this.#id : undefined;
    if (!id || id === this.#openForm) return;
    this.#openForm = id;
    this.refresh();
    this.open();
  }

  override hostDisconnected(): void {
    super.hostDisconnected();
    this.#openForm = undefined;
    void this.#sender?.then((sender) => sender.stop());
  }

  protected override get client(): PortalClient | undefined {
    return this.isOpen ? this.session!.client : super.client;
  }

  protected override get place(): string | undefined {
    const id = this.#id;
    return id && `form ${id}${this.#followUpOf ? ` after ${this.#followUpOf}` : ''}`;
  }

  protected override get content(): FormValues | undefined {
    return Object.values(this.#typed).some((value) => !isEmpty(value)) ? this.#typed : undefined;
  }

  protected override restore(values: FormValues): void {
    this.#typed = values;
    this.#look();
  }

  protected override empty(): void {
    this.#typed = {};
    this.#errors = new Map();
    this.#lost = undefined;
    this.#look();
  }

  protected override written(): void {
    super.written();
    this.#look();
  }

  protected override drop(): void {
    super.drop();
    this.#form.set();
    this.#chosen = this.#key = undefined;
  }

  protected override get address(): Address {
    return { subject: String(this.values['/subject'] ?? '') };
  }

  protected override get body(): NewTicket {
    const { uploadIds } = this.attachments;
    const { id, version } = this.form.value!;
    const { values, surroundings } = this;
    const context = surroundings.context();
    const body: NewTicket & Record<string, unknown> = { formId: id, formVersion: version, subject: '', text: '' };
    for (const field of fieldsOf(this.form.value!))
      if (this.#isThere(field.pointer)) this.#checks!.put(body, field, values[field.pointer], surroundings.tag());
    if (Object.keys(context).length) body.context = context;
    if (uploadIds.length) body.uploadIds = uploadIds;
    if (this.#followUpOf) body.followUpOf = this.#followUpOf;
    return body;
  }

  protected override async create(
    client: PortalClient,
    body: NewTicket,
    key: string,
    signal: AbortSignal,
  ): Promise<Ticket | Requested> {
    if (!this.isOpen) return createTicket(client, body, key, signal);
    const { returnTo, trap, tag } = this.surroundings;
    const sender = await this.#begin();
    const more = { returnTo: returnTo(), website: trap() };
    await sender.send(client, { ...body, ...more }, key, tag() ?? navigator.language, signal);
    return { email: String(body.contact?.email ?? '') };
  }

  protected override queued(key: string): void {
    this.#key = key;
  }

  protected override arrived({ key, result }: Sent): void {
    if (key !== this.#key || !('number' in result)) return;
    this.#key = undefined;
    this.settle(result);
  }

  protected override load(): void {
    if (this.#id) void this.#load(this.#id);
  }

  protected override signedIn(): void {
    // What was begun before signing in is hers now, also where there is more to choose from now.
    const isHers = !!this.#openForm && this.content !== undefined;
    if (isHers) {
      this.unkeep();
      this.#chosen ??= this.#openForm;
    }
    // The portal's forms are known only when its settings are.
    if (this.#form.now.state === 'idle' && this.#id) this.refresh();
    this.#openForm = undefined;
    super.signedIn();
    if (isHers) this.written();
  }

  get #id() {
    const { session, choices } = this;
    if (!session || session.readOnly) return;
    const only = choices.length === 1 || this.#followUpOf ? choices[0]?.id : undefined;
    return this.#formId || (choices.find(({ id }) => id === this.#chosen)?.id ?? only);
  }

  /** Whether the form has this field now, be it hidden. */
  #isThere(pointer: string) {
    return !this.#shown || this.#shown.has(pointer);
  }

  /** Begins with another form. */
  #turn() {
    this.#form.set();
    this.#shown = this.#conditions = undefined;
    this.attachments.leave();
    this.#openForm = this.isOpen ? this.#id : undefined;
    this.move();
    this.refresh();
  }

  async #load(id: string) {
    const { client, isOpen } = this;
    await this.#form.start(async (signal) => {
      const form = await (isOpen ? getRequestForm : getForm)(client!, id, signal);
      const isConditional = form.sections.some(
        ({ condition, fields }) => condition ?? fields.some((field) => field.condition),
      );
      const conditions = isConditional ? new (await import('./form-conditions.js')).FormConditions(form) : undefined;
      const first = await this.#firstValues(form);
      signal.throwIfAborted();
      this.#first = first;
      this.#conditions = conditions;
      this.#shown = undefined;
      this.#look();
      await this.#looking;
      signal.throwIfAborted();
      return form;
    });
    this.#appeared = 0;
  }

  /** What the fields hold before anybody types. */
  async #firstValues(form: Form): Promise<FormValues> {
    const isGiven = Object.keys(this.#prefill).length > 0 || fieldsOf(form).some((field) => field.default !== null);
    return isGiven ? (await this.#fetch()).firstValues(form, this.#prefill, this.surroundings.tag()) : {};
  }

  async #fillIn() {
    const form = this.form.value;
    const prefill = this.#prefill;
    if (!form) return;
    const first = await this.#firstValues(form).catch(() => this.#first);
    if (form !== this.form.value || prefill !== this.#prefill) return;
    this.#first = first;
    this.#look();
    this.changed();
  }

  /** Finds out what is to be seen now. */
  #look() {
    this.#looking = this.#conditions?.shown(this.values, this.surroundings.tag()).then((shown) => {
      if (!shown) return this.#looking;
      const former = this.#shown;
      this.#shown = shown;
      if (former?.size === shown.size && [...shown].every((pointer) => former.has(pointer))) return;
      const fields = this.form.value ? fieldsOf(this.form.value) : [];
      this.#appeared = fields.filter((field) => this.isShown(field) && former && !former.has(field.pointer)).length;
      this.#errors = new Map([...this.#errors].filter(([pointer]) => this.#isThere(pointer) || !former?.has(pointer)));
      this.changed();
      return;
    });
  }

  /** Takes the form as it is by now, and of what was typed what has a place in it. */
  async #renew() {
    const before = this.form.value;
    if (!before || !this.#id) return;
    await this.#load(this.#id);
    const form = this.form.value;
    if (this.form.state !== 'ready' || !form) return;
    [this.#typed, this.#lost] = this.#checks!.sort(this.#typed, fieldsOf(before), fieldsOf(form));
    this.written();
  }

  /** Gets the part that checks and gathers what was filled in: begun when somebody types, needed when it is sent. */
  async #fetch(): Promise<typeof Checks> {
    return (this.#checks ??= await import('./form-checks.js'));
  }

  /** As `fetch`; that it could not be had is told as a failure of the sending. */
  async #check(): Promise<typeof Checks | undefined> {
    this.#broken = undefined;
    return this.#fetch().catch((error: unknown) => {
      this.#broken = { state: 'failed', error: toFailure(error) };
      this.changed();
      return undefined;
    });
  }

  /** Gets the part that sends what somebody writes who is not signed in, and lets it work meanwhile. */
  async #begin(): Promise<RequestSender> {
    this.#sender ??= import('./request.js').then(({ RequestSender }) => new RequestSender());
    // What did not arrive may arrive the next time.
    this.#sender.catch(() => (this.#sender = undefined));
    const sender = await this.#sender;
    if (this.client) sender.begin(this.client);
    return sender;
  }

  #tell(errors: FieldError[]) {
    // An error inside a list, `/uploadIds/0`, is shown at the list's field.
    const fields = this.form.value ? fieldsOf(this.form.value) : [];
    const at = (pointer: string) => fields.find((field) => `${pointer}/`.startsWith(field.pointer + '/'));
    this.#errors = new Map(errors.map((error) => [at(error.pointer)?.pointer ?? error.pointer, error]));
    this.changed();
  }
}

const codeOf = (failure?: Failure): string | undefined => (failure && 'code' in failure ? failure.code : undefined);
