import type { PreviewMessageData, PreviewMessageResponses } from '../../src/api/schema.ts';
import { renderMarkdown, storable } from '../content/index.ts';
import { messageErrors } from '../policies/written.ts';
import { Problem, validationFailed } from '../problem.ts';
import { countUse } from '../stores/rate-limits.ts';
import type { Operation } from './operation.ts';

/** Previews in a minute: rendering is the most that anybody can make the server do with one small request. */
const PREVIEWS = { points: 60, seconds: 60 };

/** Shows what a text would look like as a message; nothing is kept. */
export const previewMessage: Operation<PreviewMessageData, PreviewMessageResponses> = async (call) => {
  const { input, ports, person, now } = call;
  const retryAfter = await countUse(ports.db, `previews:${person.contactId}`, PREVIEWS, now);
  if (retryAfter !== null) throw new Problem('rate-limited', { retryAfter });
  const text = storable(input.body.text);
  const errors = messageErrors(text, 0);
  if (errors.length > 0) throw validationFailed(errors);
  return { status: 200, body: { html: renderMarkdown(text).html } };
};
