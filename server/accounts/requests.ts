import type { Database } from '../db/database.ts';
import type { RequestContent, Row } from '../db/tables.ts';
import type { Desk } from '../desks/desk.ts';
import { newId } from '../ids.ts';
import type { JobQueue } from '../jobs/jobs.ts';
import { Problem } from '../problem.ts';
import { addOwnProperties } from '../stores/contacts.ts';
import { insertFormConsents } from '../stores/form-consents.ts';
import { hashOf } from '../stores/idempotency.ts';
import {
  contactOfRequest,
  findRequestByKey,
  insertRequest,
  insertRequestLink,
  lockRequest,
  markConfirmed,
  useWork,
} from '../stores/requests.ts';
import { renderMarkdown } from '../content/index.ts';
import { newToken } from './one-use-tokens.ts';
import { sha256 } from './proofs.ts';
import type { GoodWork } from './work.ts';

const REQUEST_MS = 24 * 60 * 60 * 1000;

/** How a request is known again. */
export interface RequestKey {
  readonly portalId: string;
  /** The Idempotency-Key. */
  readonly key: string;
  /** All that is asked for, without the work that is done for it. */
  readonly asked: unknown;
}

/** A request that is checked. */
export interface NewRequest extends RequestKey {
  readonly email: string;
  readonly subject: string;
  readonly content: RequestContent;
  readonly form: Pick<Row<'forms'>, 'inbox_id' | 'stage_id'>;
  readonly thanks: string | null;
  readonly work: GoodWork;
  readonly now: Date;
}

/** Whether the same was asked for before. */
export async function isRepeated(db: Database, { portalId, key, asked }: RequestKey): Promise<boolean> {
  const before = await findRequestByKey(db, portalId, key);
  if (!before) return false;
  if (!hashOf(asked).equals(before.request_hash)) throw new Problem('idempotency-key-reused');
  return true;
}

/** Writes down what somebody asks for and orders the mail, once: the same work whether the e-mail address is known or not. */
export async function orderRequest(
  { db, jobs }: { db: Database; jobs: JobQueue },
  request: NewRequest,
  mail: { language: string; address: string },
): Promise<void> {
  const { portalId, key, asked, email, subject, content, form, thanks, work, now } = request;
  const id = newId();
  await db.transaction().execute(async (transaction) => {
    const isNew = await insertRequest(transaction, {
      id,
      portal_id: portalId,
      idempotency_key: key,
      request_hash: hashOf(asked),
      email,
      inbox_id: form.inbox_id,
      stage_id: form.stage_id,
      content: JSON.stringify(content),
      subject,
      thanks,
      created_at: now,
      expires_at: new Date(now.getTime() + REQUEST_MS),
    });
    // Another try of it was quicker.
    if (!isNew && (await isRepeated(transaction, request))) return;
    if (!(await useWork(transaction, work))) throw new Problem('work-refused');
    await jobs.enqueue(transaction, 'send-mail', { kind: 'request', portalId, requestId: id, ...mail });
  });
}

/** A new link's token. */
export async function issueRequestLink(db: Database, requestId: string): Promise<string> {
  const { token, tokenHash } = newToken();
  await insertRequestLink(db, { token_hash: tokenHash, request_id: requestId });
  return token;
}

/** Makes the ticket of a request, once; whoever has the e-mail address is whose it is, and nobody is signed in by it. */
export async function confirmRequest(
  { db, desk }: { db: Database; desk: Desk },
  { portalId, token, now }: { portalId: string; token: string; now: Date },
): Promise<Pick<Row<'requests'>, 'subject' | 'thanks'> & { number: number }> {
  return db.transaction().execute(async (transaction) => {
    const request = await lockRequest(transaction, { portalId, tokenHash: sha256(token), now });
    if (!request) throw new Problem('link-expired');
    const { id, email, subject, thanks, content, number } = request;
    if (number !== null || content === null) return { number: number ?? 0, subject, thanks };
    const name = content.name ?? email.replace(/@.*/, '');
    const contact = await contactOfRequest(transaction, { portalId, email, name, newId: newId() });
    const requester = {
      portalId,
      contactId: contact.id,
      companyId: contact.company_id,
      sharedCompanyId: null,
      seesAllThreads: true,
      readOnly: false,
    };
    const { text, properties, context, consents } = content;
    const message = { id: newId(), authorName: contact.name, source: text, ...renderMarkdown(text), at: now };
    const target = { inboxId: request.inbox_id, stageId: request.stage_id };
    const ticketId = newId();
    const ticket = { id: ticketId, subject, ...target, properties, context, followUpOf: null, message };
    await desk.openTicket(requester, ticket, transaction);
    await addOwnProperties(requester, transaction, content.contact);
    await insertFormConsents(transaction, { contactId: contact.id, ticketId, at: now }, consents);
    return { number: await markConfirmed(transaction, id, ticketId), subject, thanks };
  });
}
