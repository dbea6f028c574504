import type { Database } from '../db/database.ts';
import type { Row } from '../db/tables.ts';
import { newId } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { StartError } from '../start-error.ts';
import { menuOf } from './menu.ts';
import { normalizeEmail } from './email.ts';
import { cleanName } from './names.ts';
import { hashPassword, PASSWORD_CHARACTERS, passwordFault } from './passwords.ts';

const LOGO_LENGTH = 2000;

/** Addresses of the server itself, which no portal can have. */
const RESERVED = ['api', 'articles', 'assets', 'elements', 'healthz', 'hosts', 'images', 'metrics', 'readyz'];

/** What a portal begins with. */
export interface NewPortal {
  readonly slug: string;
  readonly name: string;
  readonly language: string;
  readonly origins: readonly string[];
  /** Whether a cookie may hold a session, for pages of the portal's own site. */
  readonly cookieSessions?: boolean | undefined;
  /** The address of the logo in mails; null: none. */
  readonly logo?: string | null | undefined;
}

/** Makes a portal that is on, with an inbox, a pipeline and a support form, so that customers can begin. */
export async function createPortal(db: Database, portal: NewPortal): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(portal.slug) || RESERVED.includes(portal.slug)) {
    throw new StartError(
      `--slug ${portal.slug} cannot be used: small letters, digits and hyphens, and not ${RESERVED.join(', ')}.`,
    );
  }
  const origins = portal.origins.map(originOf);
  const words = (text: string) => JSON.stringify({ [portal.language]: text });
  const ids = { portal: newId(), inbox: newId(), pipeline: newId(), first: newId(), form: newId() };
  await db.transaction().execute(async (transaction) => {
    const taken = await transaction
      .selectFrom('portals')
      .where('slug', '=', portal.slug)
      .select('id')
      .executeTakeFirst();
    if (taken) throw new StartError(`There is a portal at ${portal.slug} already.`);
    await transaction
      .insertInto('portals')
      .values({
        id: ids.portal,
        slug: portal.slug,
        name: portal.name,
        is_on: true,
        languages: [portal.language],
        allowed_origins: origins,
        cookie_sessions: portal.cookieSessions ?? false,
        logo_url: logoOf(portal.logo ?? null),
      })
      .execute();
    await transaction.insertInto('inboxes').values({ id: ids.inbox, portal_id: ids.portal, name: 'Support' }).execute();
    await transaction
      .updateTable('portals')
      .set({ default_inbox_id: ids.inbox })
      .where('id', '=', ids.portal)
      .execute();
    await transaction
      .insertInto('pipelines')
      .values({ id: ids.pipeline, portal_id: ids.portal, name: 'Support', position: 0 })
      .execute();
    await transaction
      .insertInto('stages')
      .values([
        {
          id: ids.first,
          pipeline_id: ids.pipeline,
          name: 'New',
          customer_label: words('New'),
          status: 'open',
          position: 0,
        },
        {
          id: newId(),
          pipeline_id: ids.pipeline,
          name: 'Closed',
          customer_label: words('Closed'),
          status: 'closed',
          position: 1,
        },
      ])
      .execute();
    await transaction
      .insertInto('forms')
      .values({
        id: ids.form,
        portal_id: ids.portal,
        inbox_id: ids.inbox,
        stage_id: ids.first,
        title: words('File a support ticket'),
        submit_label: words('Send'),
        name: 'support',
        sections: JSON.stringify([
          {
            fields: [
              field('/subject', 'text', portal.language, 'Subject', true, LIMITS.subjectLength),
              field('/text', 'textarea', portal.language, 'How can we help?', true, LIMITS.messageLength),
              field('/uploadIds', 'files', portal.language, 'Files', false, null),
            ],
          },
        ]),
        position: 0,
      })
      .execute();
  });
}

/** Settings of a portal that are to be others. */
export type PortalChanges = {
  readonly [Name in 'origins' | 'cookieSessions' | 'logo']?: NewPortal[Name] | undefined;
} & TicketSettings & {
    /** The text of a JSON file; null for no menu. */
    readonly menu?: string | null | undefined;
  };

/** What customers may do to their tickets, and what they see of the conversation. */
export interface TicketSettings {
  readonly conversation?: Row<'portals'>['conversation'] | undefined;
  readonly customersClose?: boolean | undefined;
  /** What a reply to a closed ticket does. */
  readonly closedTicket?: Row<'portals'>['closed_ticket_reply'] | undefined;
  /** For how many days it opens it again; null for ever. */
  readonly reopenDays?: number | null | undefined;
  readonly rating?: Row<'portals'>['rating'] | undefined;
  readonly ratingComment?: boolean | undefined;
}

/** Changes settings of a portal; what is not named stays. */
export async function setPortal(db: Database, slug: string, changes: PortalChanges): Promise<void> {
  const { origins, cookieSessions, logo, menu } = changes;
  if (Object.values(changes).every((value) => value === undefined))
    throw new StartError('Nothing to change. See --help.');
  const portal = await db.selectFrom('portals').where('slug', '=', slug).select('languages').executeTakeFirst();
  if (!portal) throw new StartError(`There is no portal at ${slug}.`);
  await db
    .updateTable('portals')
    .set({
      ...(origins && { allowed_origins: origins.map(originOf) }),
      ...(cookieSessions !== undefined && { cookie_sessions: cookieSessions }),
      ...(logo !== undefined && { logo_url: logoOf(logo) }),
      ...(menu !== undefined && { menu: JSON.stringify(menuOf(menu ?? '[]', portal.languages[0] ?? 'en')) }),
      ...ticketColumns(changes),
    })
    .where('slug', '=', slug)
    .execute();
}

function ticketColumns(changes: TicketSettings) {
  const { conversation, customersClose, closedTicket, reopenDays, rating, ratingComment } = changes;
  return {
    ...(conversation !== undefined && { conversation }),
    ...(customersClose !== undefined && { customers_close: customersClose }),
    ...(closedTicket !== undefined && { closed_ticket_reply: closedTicket }),
    ...(reopenDays !== undefined && { reopen_days: reopenDays }),
    ...(rating !== undefined && { rating }),
    ...(ratingComment !== undefined && { rating_comment: ratingComment }),
  };
}

/** What a contact begins with. */
export interface NewContact {
  readonly portal: string;
  readonly email: string;
  readonly name: string;
  readonly company: string | null;
  readonly password: string;
}

/** Makes a person who can sign in; their company too, when it is new. */
export async function createContact(db: Database, contact: NewContact): Promise<void> {
  const email = normalizeEmail(contact.email);
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new StartError(`--email ${contact.email} is not an e-mail address.`);
  const fault = passwordFault(contact.password);
  if (fault?.code === 'too-short')
    throw new StartError(`The password must have ${PASSWORD_CHARACTERS} characters or more.`);
  if (fault) throw new StartError('That password is one that everybody tries first.');
  const hash = await hashPassword(contact.password);
  await db.transaction().execute(async (transaction) => {
    const portal = await transaction
      .selectFrom('portals')
      .where('slug', '=', contact.portal)
      .select('id')
      .executeTakeFirst();
    if (!portal) throw new StartError(`There is no portal at ${contact.portal}.`);
    let company = null;
    if (contact.company !== null) {
      const known = transaction
        .selectFrom('companies')
        .where('portal_id', '=', portal.id)
        .where('name', '=', contact.company);
      company = (await known.select('id').executeTakeFirst())?.id ?? newId();
      const row = { id: company, portal_id: portal.id, name: contact.company };
      await transaction
        .insertInto('companies')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    const row = { company_id: company, name: cleanName(contact.name), password_hash: hash, is_guest: false };
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('contacts')
      .values({ id: newId(), portal_id: portal.id, email, ...row })
      .onConflict((conflict) =>
        // Somebody who wrote without an account before.
        conflict.columns(['portal_id', 'email']).doUpdateSet(row).where('contacts.is_guest', '=', true),
      )
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n)
      throw new StartError(`${contact.portal} has a contact with that e-mail address already.`);
  });
}

function field(
  pointer: string,
  type: string,
  language: string,
  label: string,
  required: boolean,
  maxLength: number | null,
) {
  return { pointer, type, label: { [language]: label }, required, maxLength };
}

function originOf(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    throw new StartError(`--origin ${text} must be like https://docs.example.com, without a path.`);
  }
  return url.origin;
}

/** Mail programs load it from anywhere in the world, so it has to come untouched. */
function logoOf(text: string | null): string | null {
  if (text === null) return null;
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.href.length > LOGO_LENGTH)
    throw new StartError(`--logo ${text} must be like https://www.example.com/logo.png, or none.`);
  return url.href;
}
