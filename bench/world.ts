import { sql } from 'kysely';
import { hashPassword } from '../server/accounts/passwords.ts';
import type { Database } from '../server/db/database.ts';

/** What everybody in the bench signs in with. */
export const PASSWORD = 'a password of some length';

/** Whose list is measured: few tickets, thousands, and an organisation that has every tenth ticket of the portal. */
export const PEOPLE = { few: 'few@bench.example', thousands: 'thousands@bench.example' } as const;

const option = (value: string) => ({ value, label: { en: value } });
const PROPERTIES = [
  { name: 'product', type: 'select', options: ['recorder', 'microphone', 'case', 'cable', 'antique'].map(option) },
  { name: 'size', type: 'number', options: [] },
  { name: 'bought', type: 'date', options: [] },
  { name: 'serial', type: 'text', options: [] },
  { name: 'features', type: 'multiselect', options: ['wireless', 'stereo', 'waterproof'].map(option) },
  { name: 'urgent', type: 'checkbox', options: [] },
];

/**
 * Fills a portal with tickets, by SQL alone. Every tenth is of the large organisation, whose fifty people share them but for one who has
 * a twentieth; the others are of people with two hundred each. An antique, the word zebra and the month of purchase 2019-03 are rare.
 */
export async function fill(db: Database, count: number): Promise<void> {
  const contacts = Math.max(2, Math.round(count / 200));
  const companies = Math.max(1, Math.round(contacts / 5));
  const hash = await hashPassword(PASSWORD);
  const run = (query: ReturnType<typeof sql>): Promise<unknown> => query.execute(db);
  await run(sql`insert into portals (id, slug, name, is_on, ticket_access, show_stages, columns) values ('p', 'bench', 'Bench', true, 'company', true,
    '{number,subject,requester,created,last-activity,status,property:product,property:size,property:bought,property:serial,property:features,property:urgent}')`);
  await run(sql`insert into inboxes (id, portal_id, name) values ('i', 'p', 'Inbox')`);
  await run(sql`insert into pipelines (id, portal_id, name, position) values ('l', 'p', 'Support', 1)`);
  await run(sql`insert into stages (id, pipeline_id, name, customer_label, status, position) values
    ('s0', 'l', 'New', '{"en":"New"}', 'open', 1), ('s1', 'l', 'Looked into', '{"en":"Looked into"}', 'open', 2),
    ('s2', 'l', 'Done', '{"en":"Done"}', 'closed', 3), ('s3', 'l', 'Refused', '{"en":"Refused"}', 'closed', 4)`);
  await run(sql`insert into companies (id, portal_id, name)
    select 'company-of-the-bench-' || n, 'p', 'Company ' || n from generate_series(0, ${companies}::int) n`);
  await run(sql`insert into contacts (id, portal_id, company_id, name, email, password_hash)
    select 'colleague-number-' || n, 'p', 'company-of-the-bench-0', chr(65 + n % 26) || ' Colleague ' || n,
      case n when 0 then ${PEOPLE.thousands} else 'colleague-' || n || '@bench.example' end, case n when 0 then ${hash} end
    from generate_series(0, 49) n`);
  await run(sql`insert into contacts (id, portal_id, company_id, name, email, password_hash)
    select 'contact-of-the-bench-' || n, 'p', 'company-of-the-bench-' || (n % ${companies}::int + 1), chr(65 + n % 26) || ' Customer ' || n,
      case n when 2 then ${PEOPLE.few} else 'c' || n || '@bench.example' end, case n when 2 then ${hash} end
    from generate_series(1, ${contacts}::int) n`);
  // Nobody else is there: what the triggers would do a row at a time is done at once below.
  await run(sql`alter table tickets disable trigger user`);
  const text = sql`'The recorder number ' || n || ' stops to record after ' || n % 97 || ' minutes; ' ||
    case when n % 5000 in (0, 1) then 'zebra ' else 'please look into the card ' end ||
    translate(left(md5((n % 20011)::text), 7), '0123456789', 'ghijklmnop') || ' ' ||
    translate(left(md5((n % 5003)::text), 7), '0123456789', 'ghijklmnop') || ' ' ||
    translate(left(md5((n % 307)::text), 7), '0123456789', 'ghijklmnop')`;
  await run(sql`
    insert into tickets (id, portal_id, number, subject, contact_id, company_id, inbox_id, stage_id, status, properties, created_at,
      last_activity_at, search)
    select 'ticket-of-the-bench-' || n, 'p', n, subject, contact_id,
      case when n % 10 = 0 then 'company-of-the-bench-0' else 'company-of-the-bench-' || (customer % ${companies}::int + 1) end,
      'i', 's' || stage, case when stage < 2 then 'open' else 'closed' end,
      jsonb_strip_nulls(jsonb_build_object(
        'product', case when n % 3000 = 0 then 'antique' else (array['recorder','microphone','case','cable'])[1 + h % 4] end,
        'size', case when h % 3 = 0 then h % 1000 end,
        'bought', case when h % 3 = 1 then to_char(case when n % 2500 = 0 then date '2019-03-15' else date '2020-01-01' + h % 2000 end, 'YYYY-MM-DD') end,
        'serial', case when h % 5 < 2 then 'SN-' || n || ' Studio ' || h % 40 end,
        'features', case when h % 5 = 2 then jsonb_build_array((array['wireless','stereo'])[1 + h % 2], 'waterproof') end,
        'urgent', case when h % 10 = 3 then true end)),
      now() - (${count}::int - n) * interval '5 minutes' - (h % 1000) * interval '1 hour', now() - (${count}::int - n) * interval '5 minutes',
      portico_words(n || ' ' || subject || ' ' || ${text})
    from (
      select n, abs(hashint4(n)) as h, customer, case when abs(hashint4(n)) % 7 = 0 then abs(hashint4(n)) % 2 else 2 + abs(hashint4(n)) % 2 end as stage,
        (array['Recording stops','Card is not read','Battery drains','Where is my order','Hum on channel'])[1 + n % 5] || ' ' || n % 1000 as subject,
        case when n % 10 = 0 then 'colleague-number-' || case when n % 200 = 0 then 0 else 1 + n / 10 % 49 end
          else 'contact-of-the-bench-' || customer end as contact_id
      from (select n, n % ${contacts}::int + 1 as customer from generate_series(1, ${count}::int) n) as counted) as made`);
  await run(sql`alter table tickets enable trigger user`);
  for (const [position, { name, type, options }] of PROPERTIES.entries())
    await run(sql`insert into property_definitions (portal_id, name, label, type, options, is_shown, position)
      values ('p', ${name}, ${JSON.stringify({ en: name })}::jsonb, ${type}, ${JSON.stringify(options)}::jsonb, true, ${position})`);
  await run(sql`insert into threads (id, ticket_id, inbox_id, channel)
    select 'thread-of-the-bench-' || n, 'ticket-of-the-bench-' || n, 'i', 'portal' from generate_series(1, ${count}::int) n`);
  await run(sql`insert into messages (id, ticket_id, thread_id, author_kind, author_name, channel, source, source_type, html, text)
    select 'message-of-the-bench-' || n, 'ticket-of-the-bench-' || n, 'thread-of-the-bench-' || n, 'team', 'Anna of the team', 'portal', '', 'text/plain', '<p>…</p>', ${text}
    from generate_series(1, ${count}::int) n`);
  await run(sql`insert into read_marks (contact_id, ticket_id, seq, status, stage_id)
    select tickets.contact_id, tickets.id, messages.seq, tickets.status, tickets.stage_id
    from tickets join messages on messages.ticket_id = tickets.id where tickets.number % 9 <> 0`);
}
