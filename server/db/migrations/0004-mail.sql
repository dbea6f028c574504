-- Mails, and the links that set a new password.

-- Since when mail to this contact comes back for good; null while it arrives, or nothing was sent.
alter table contacts add column mail_failed_at timestamptz;

create table password_resets (
  -- SHA-256 of the link's token: who reads this table has no link.
  token_hash bytea primary key,
  portal_id text not null references portals on delete cascade,
  contact_id text not null references contacts on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index password_resets_contact on password_resets (contact_id);
create index password_resets_expiry on password_resets (expires_at);
