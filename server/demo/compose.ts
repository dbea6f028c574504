import { renderMail, renderMarkdown, renderPlainText, type Rendered } from '../content/index.ts';
import { dress, type Quoted, type Sender } from './mail.ts';
import { milliseconds, type AgentKey, type AuthorKey, type CustomerKey, type Story, type Turn } from './story.ts';
import { AGENTS, COMPANIES, CUSTOMERS, INBOXES } from './world.ts';

/** A turn as a message is stored. */
export interface Composed extends Rendered {
  readonly source: string;
  readonly sourceType: 'text/markdown' | 'text/html' | 'text/plain';
}

/** How many mails an answer carries along. */
const QUOTES_KEPT = 2;

/** Writes one turn of a story as that person's program would have, quoting what it answers. */
export function compose(story: Story, index: number, newest: Date): Composed {
  const turn = story.turns[index]!;
  if (turn.as === 'markdown') return { source: turn.text, sourceType: 'text/markdown', ...renderMarkdown(turn.text) };
  if (turn.as === 'plain') return { source: turn.text, sourceType: 'text/plain', ...renderPlainText(turn.text) };
  const answered = story.turns[index - 1];
  const source = dress(turn.as, {
    sender: senderOf(story, turn.by),
    recipient: senderOf(story, answered?.by ?? 'ines'),
    subject: `${index > 0 ? 'RE: ' : ''}${story.subject}`,
    text: turn.text,
    quoted: quotedBy(story, index, newest, QUOTES_KEPT),
  });
  return { source, sourceType: 'text/html', ...renderMail(source) };
}

/** Whether somebody of the team wrote it. */
export function isAgent(key: AuthorKey): key is AgentKey {
  return key in AGENTS;
}

/** When a turn was written. */
export function momentOf(turn: Pick<Turn, 'ago'>, newest: Date): Date {
  return new Date(newest.getTime() - milliseconds(turn.ago));
}

function quotedBy(story: Story, index: number, newest: Date, left: number): Quoted | null {
  const turn = story.turns[index]!;
  const answered = story.turns[index - 1];
  if (!answered || left === 0 || isAgent(answered.by) === isAgent(turn.by)) return null;
  const earlier = quotedBy(story, index - 1, newest, left - 1);
  const nested = earlier ? `<blockquote type="cite">${earlier.fragment}</blockquote>` : '';
  const body = answered.as === 'plain' ? renderPlainText(answered.text) : renderMarkdown(answered.text);
  const isHtml = answered.as !== 'plain' && answered.as !== 'markdown';
  return {
    sender: senderOf(story, answered.by),
    at: momentOf(answered, newest),
    fragment: (isHtml ? paragraphs(answered.text) : body.html) + nested,
  };
}

function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((part) => (part.startsWith('<') ? part : `<p class="MsoNormal">${part.replace(/\n/g, '<br>')}</p>`))
    .join('\n');
}

function senderOf(story: Story, key: AuthorKey): Sender {
  if (isAgent(key)) {
    const inbox = INBOXES[story.stage.startsWith('orders.') ? 'orders' : 'support'];
    return { name: AGENTS[key].name, email: inbox.email, company: 'Wrenfield Audio', role: inbox.name };
  }
  const customer = CUSTOMERS[key satisfies CustomerKey];
  return { ...customer, company: COMPANIES[customer.company] };
}
