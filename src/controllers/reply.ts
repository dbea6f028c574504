import { createMessage } from '../api/operations/reply.js';
import type { PortalClient } from '../api/client.js';
import type { Message } from '../api/schema.js';
import { Submission } from './submission.js';

/** A reply to a ticket: text and files. */
export class ReplyController extends Submission<string, Message> {
  #ticketId?: string;
  #text = '';

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

  /** Whether `send` would send: there is something, nothing too long, and every file is there. */
  get canSend(): boolean {
    const { attachments, session, sending } = this;
    return (
      !!(this.#text.trim() || attachments.items.length) &&
      attachments.complete &&
      sending.state !== 'pending' &&
      this.#text.length <= (session?.portal.value?.limits.messageLength ?? Infinity)
    );
  }

  /** Takes what was typed. */
  setText(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.written();
  }

  /** Sends; answers the message, or undefined when it could not be sent (`sending` says why; nothing typed is lost). */
  send(): Promise<Message | undefined> {
    return this.canSend ? this.submit() : Promise.resolve(undefined);
  }

  protected override get place(): string | undefined {
    return this.#ticketId && 'ticket ' + this.#ticketId;
  }

  protected override get content(): string | undefined {
    return this.#text || undefined;
  }

  protected override restore(text: string): void {
    this.#text = text;
  }

  protected override create(client: PortalClient, key: string, signal: AbortSignal): Promise<Message> {
    const { uploadIds } = this.attachments;
    return createMessage(
      client,
      this.#ticketId!,
      { text: this.#text, ...(uploadIds.length && { uploadIds }) },
      key,
      signal,
    );
  }

  protected override empty(): void {
    this.#text = '';
  }
}
