import { createTicket } from '../api/operations/new-ticket.js';
import { getForm } from '../api/operations/support-form.js';
import type { PortalClient } from '../api/client.js';
import type { FieldError, Form, FormField, NewTicket, Ticket } from '../api/schema.js';
import type { Async } from './async.js';
import type { OutboxEntry, Sent } from './outbox.js';
import { type Address, Submission } from './submission.js';

/** What a field holds: text (of a number and a date too), or a tick. */
export type FormValue = string | boolean;

/** The values by the fields' pointers. */
export type FormValues = Readonly<Record<string, FormValue>>;

/** A support form: its fields, what was filled in, what is wrong with it, and the ticket that comes of it. */
export class SupportFormController extends Submission<FormValues, Ticket, NewTicket> {
  readonly #form = this.loads<Form>();
  #formId?: string;
  #followUpOf?: string;
  #values: FormValues = {};
  #errors: ReadonlyMap<string, FieldError> = new Map();
  /** The key of what was put into the outbox. */
  #key?: string;

  /** Which form; none is the portal's first. */
  get formId(): string | undefined {
    return this.#formId;
  }

  set formId(formId: string | undefined) {
    if (formId === this.#formId) return;
    this.#formId = formId;
    this.#form.set();
    this.attachments.leave();
    this.move();
    this.refresh();
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
  }

  /** The form. A portal without forms has it `ready` never, and `idle` once its settings are known. */
  get form(): Async<Form> {
    return this.#form.now;
  }

  /** What was filled in, by pointer. */
  get values(): FormValues {
    return this.#values;
  }

  /** What is wrong, by pointer; a pointer that is no field's concerns the whole. */
  get errors(): ReadonlyMap<string, FieldError> {
    return this.#errors;
  }

  /** What was sent and waits for the line. */
  get waiting(): OutboxEntry | undefined {
    return this.outbox?.entries.find(({ key }) => key === this.#key);
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
    this.#values = waiting.content;
    this.attachments.add(waiting.files.map(({ name, file }) => new File([file], name, { type: file.type })));
    this.written();
    await this.outbox!.remove(waiting.id);
  }

  /** Takes what was filled in; what was wrong with that field is forgotten. */
  setValue(pointer: string, value: FormValue): void {
    this.#values = { ...this.#values, [pointer]: value };
    this.#errors = new Map([...this.#errors].filter(([key]) => key !== pointer));
    this.written();
  }

  /** Checks and sends; answers the ticket, or undefined: then see `errors`, and `sending` for what failed otherwise. */
  override async submit(): Promise<Ticket | undefined> {
    const fields = this.form.value?.fields;
    if (!fields || this.sending.state === 'pending') return;
    const { attachments } = this;
    this.#tell(fields.flatMap((field) => this.#check(field) ?? []));
    if (this.#errors.size || !(attachments.complete || attachments.canWait)) return;
    const ticket = await super.submit();
    const { error } = this.sending;
    if (error && 'errors' in error) this.#tell(error.errors);
    return ticket;
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

  protected override get place(): string | undefined {
    const id = this.#id;
    return id && `form ${id}${this.#followUpOf ? ` after ${this.#followUpOf}` : ''}`;
  }

  protected override get content(): FormValues | undefined {
    return Object.values(this.#values).some(Boolean) ? this.#values : undefined;
  }

  protected override restore(values: FormValues): void {
    this.#values = values;
  }

  protected override empty(): void {
    this.#values = {};
    this.#errors = new Map();
  }

  protected override get address(): Address {
    return { subject: String(this.#values['/subject'] ?? '') };
  }

  protected override get body(): NewTicket {
    const { uploadIds } = this.attachments;
    const form = this.form.value!;
    const ticket: NewTicket & Record<string, unknown> = { formId: form.id, subject: '', text: '' };
    const properties: NewTicket['properties'] = {};
    for (const { pointer, type } of form.fields) {
      const value = this.#values[pointer];
      const [, name, property] = pointer.split('/') as [string, string, string?];
      if (type === 'files' || value === undefined || value === '') continue;
      if (property) properties[property] = type === 'number' ? Number(value) : value;
      else ticket[name] = value;
    }
    if (Object.keys(properties).length) ticket.properties = properties;
    if (uploadIds.length) ticket.uploadIds = uploadIds;
    if (this.#followUpOf) ticket.followUpOf = this.#followUpOf;
    return ticket;
  }

  protected override create(client: PortalClient, body: NewTicket, key: string, signal: AbortSignal): Promise<Ticket> {
    return createTicket(client, body, key, signal);
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
    const id = this.#id;
    if (id) void this.#form.start((signal) => getForm(this.client!, id, signal));
  }

  protected override signedIn(): void {
    // The portal's first form is known only when its settings are.
    if (this.#form.now.state === 'idle' && this.#id) this.refresh();
    super.signedIn();
  }

  get #id() {
    return this.session?.readOnly ? undefined : this.#formId || this.session?.forms[0]?.id;
  }

  #tell(errors: FieldError[]) {
    // An error inside a list, `/uploadIds/0`, is shown at the list's field.
    const at = (pointer: string) =>
      this.form.value?.fields.find((field) => `${pointer}/`.startsWith(field.pointer + '/'));
    this.#errors = new Map(errors.map((error) => [at(error.pointer)?.pointer ?? error.pointer, error]));
    this.changed();
  }

  #check({ pointer, type, required, maxLength }: FormField): FieldError | undefined {
    const value = this.#values[pointer] ?? '';
    const text = typeof value === 'string' ? value.trim() : value ? 'x' : '';
    const limits = this.session?.portal.value?.limits;
    const limit =
      maxLength ??
      (pointer === '/subject' ? limits?.subjectLength : pointer === '/text' ? limits?.messageLength : undefined);
    if (type === 'files' ? required && !this.attachments.items.length : required && !text)
      return { pointer, code: 'required' };
    if (limit && typeof value === 'string' && value.length > limit) return { pointer, code: 'too-long', limit };
    if (text && ((type === 'email' && !/^\S+@\S+$/.test(text)) || (type === 'number' && !Number.isFinite(+text))))
      return { pointer, code: 'invalid' };
    return;
  }
}
