import type { ContentOptions } from '../../content/message.js';
import type { Content } from '../../ui/content.js';
import { loadPieces, type Pieces } from '../../ui/pieces.js';
import type { Body, Conversation } from './conversation.js';

/** More than a page carries of a message. */
const huge = 20_000;

/** The next task, as between messages. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Begins to draw a message of hundreds of thousands of characters; the rest of it is drawn a piece at a time when it is in the page.
 * Answers false where it is not as long, or may not be read in pieces.
 */
function drawInPieces(
  { putInPieces }: typeof Pieces,
  conversation: Conversation,
  body: Body,
  content: typeof Content,
  options: ContentOptions,
  former?: Body,
): boolean {
  const { node, message } = body;
  if (message.html.length < huge) return false;
  const pieces = putInPieces(node, message.html, content, options);
  const next = (): boolean => {
    const step = pieces.next();
    if (!step.done) conversation.take(body, step.value);
    return !step.done;
  };
  try {
    next();
  } catch {
    return false;
  }
  // Nothing below moves up meanwhile.
  const height = `${former?.node.getBoundingClientRect().height ?? 0}px`;
  // An animation that stands still leaves no style attribute.
  const held = node.animate({ minBlockSize: [height, height] }, { fill: 'both' });
  body.grow = async () => {
    body.grow = undefined;
    const chunk = node.closest('ol');
    let more = true;
    const put = (): void => {
      more = next();
      // Laid out now, and not with others in the next frame.
      node.getBoundingClientRect();
    };
    while (more && chunk?.isConnected) {
      await turn();
      // What is read may be below it.
      if (node.getBoundingClientRect().bottom < 0) conversation.keep(chunk, put);
      else put();
    }
    held.cancel();
    conversation.refresh(message.id);
  };
  return true;
}

/** What `Conversation.inPieces` may be once it is there. */
export async function loadDrawing(): Promise<Conversation['inPieces']> {
  const pieces = await loadPieces();
  return (...given) => drawInPieces(pieces, ...given);
}
