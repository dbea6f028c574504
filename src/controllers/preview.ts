import { previewMessage } from '../api/operations/preview.js';
import type { MessagePreview } from '../api/schema.js';
import type { Run } from './async.js';
import { SessionController } from './session-controller.js';

/** What a text would look like as a message, rendered by the portal itself. */
export class PreviewController extends SessionController {
  /** How it stands with the preview. */
  readonly preview: Run<MessagePreview> = this.loads<MessagePreview>();
  #text = '';

  /** Asks for the preview of a text; blank text has none. */
  show(text: string): void {
    this.#text = text;
    this.refresh();
  }

  protected override load(): void {
    const { client } = this;
    if (client && this.#text.trim()) void this.preview.start((signal) => previewMessage(client, this.#text, signal));
  }

  protected override drop(): void {
    this.#text = '';
    this.preview.set();
  }
}
