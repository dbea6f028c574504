import type { ReactiveControllerHost } from 'lit';
import { createMessage } from '../api/operations/reply.js';
import type { PortalClient } from '../api/client.js';
import type { Message, NewMessage } from '../api/schema.js';
import type { OutboxEntry, Sent } from './outbox.js';
import type { GetSession } from './session-controller.js';
import { type Address, Submission } from './submission.js';

/** A reply to a ticket: text and files. */
export class ReplyController extends Submission<string, Message, NewMessage> {
  /** What the ticket is called, for those who see what waits elsewhere. */
  subject = '';
  readonly #hear: (message: Message) => void;
  #ticketId?: string;
  #text = '';
  #news?: 'sent' | 'queued';

  /** Tells of each reply that has become a message, also of those that had to wait. */
  constructor(host: ReactiveControllerHost, getSession: GetSession, hear: (message: Message) => void = () => {}) {
    super(host, getSession);
    this.#hear = hear;
  }

  /** Which ticket; another id leaves the text behind as that ticket's draft. */
  get ticketId(): string | undefined {
    return this.#ticketId;
  }

  set ticketId(ticketId: string | undefined) {
    if (ticketId === this.#ticketId) return;
    this.#ticketId = ticketId;
    this.attachments.leave();
    this.move();
  }

  /** What was typed so far. */
  get text(): string {
    return this.#text;
  }

  /** What became of the last reply. */
  get news(): 'sent' | 'queued' | undefined {
    return this.#news;
  }

  /** The replies to this ticket that wait to be sent. */
  get waiting(): readonly OutboxEntry[] {
    return this.outbox?.entries.filter(({ ticketId }) => ticketId === this.#ticketId) ?? [];
  }

  /** Whether `send` would send: there is something, nothing too long, and every file is there, or lacks nothing but a line. */
  get canSend(): boolean {
    const { attachments, session, sending } = this;
    return (
      !!(this.#text.trim() || attachments.items.length) &&
      (attachments.complete || attachments.canWait) &&
      sending.state !== 'pending' &&
      this.#text.length <= (session?.portal.value?.limits.messageLength ?? Infinity)
    );
  }

  /** Takes what was typed. */
  setText(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#news = undefined;
    this.written();
  }

  /**
   * Sends; answers the message, or undefined when it waits in the outbox, or could not be sent (`sending` says why; nothing typed is
   * lost).
   */
  send(): Promise<Message | undefined> {
    return this.canSend ? this.submit() : Promise.resolve(undefined);
  }

  /** Sends a reply that waits now. */
  retry(id: string): Promise<void> | undefined {
    return this.outbox?.retry(id);
  }

  /** Gives up a reply that waits. */
  discard(id: string): Promise<void> | undefined {
    return this.outbox?.remove(id);
  }

  /** Takes a reply that waits back to write on; it comes behind what stands here. */
  async takeBack({ id, content, files }: OutboxEntry): Promise<void> {
    if (typeof content === 'string') this.setText([this.#text, content].filter(Boolean).join('\n\n'));
    this.attachments.add(files.map(({ name, file }) => new File([file], name, { type: file.type })));
    await this.discard(id);
  }

  protected override get place(): string | undefined {
    return this.#ticketId && 'ticket ' + this.#ticketId;
  }

  protected override get content(): string | undefined {
    return this.#text || undefined;
  }

  protected override get address(): Address {
    return { ticketId: this.#ticketId, subject: this.subject };
  }

  protected override get body(): NewMessage {
    const { uploadIds } = this.attachments;
    return { text: this.#text, ...(uploadIds.length && { uploadIds }) };
  }

  protected override restore(text: string): void {
    this.#text = text;
  }

  protected override create(
    client: PortalClient,
    body: NewMessage,
    key: string,
    signal: AbortSignal,
  ): Promise<Message> {
    return createMessage(client, this.#ticketId!, body, key, signal);
  }

  protected override empty(): void {
    this.#text = '';
  }

  protected override succeeded(message: Message): void {
    this.#tell(message);
  }

  protected override queued(): void {
    this.#news = 'queued';
  }

  protected override arrived({ ticketId, result }: Sent): void {
    if (ticketId === this.#ticketId && 'html' in result) this.#tell(result);
  }

  #tell(message: Message) {
    this.#news = 'sent';
    this.#hear(message);
    this.changed();
  }
}
