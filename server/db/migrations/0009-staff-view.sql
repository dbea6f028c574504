-- Staff who see a portal as one of its customers does: the links they come by, their sessions, and what they looked at.

create table staff_links (
  -- SHA-256 of the link's token: who reads this table has no link.
  token_hash bytea primary key,
  portal_id text not null references portals on delete cascade,
  contact_id text not null references contacts on delete cascade,
  -- Who asked for it.
  staff text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index staff_links_expiry on staff_links (expires_at);

-- A session of staff reads and changes nothing; the customer does not see it among their own.
alter table sessions
  add column kind text not null default 'customer' check (kind in ('customer', 'staff')),
  add column staff text,
  add constraint sessions_staff check ((kind = 'staff') = (staff is not null));

-- Who did what to whose account. Ids only: what was read is not written down again.
create table audit_log (
  id bigint generated always as identity primary key,
  portal_id text not null references portals on delete cascade,
  at timestamptz not null,
  actor text not null,
  action text not null,
  -- Null when the contact is gone: the log stays, without the person.
  contact_id text references contacts on delete set null,
  details jsonb not null default '{}'
);
create index audit_log_portal on audit_log (portal_id, at);
create index audit_log_contact on audit_log (contact_id);
