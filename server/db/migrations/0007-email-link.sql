-- Signing in by a link of a mail, another e-mail address, the language of mails, devices that are known, and mails that came back.

alter table portals
  -- Whether a link of a mail lets its reader in.
  add column email_link boolean not null default false,
  -- The colour of what mails want to be clicked.
  add column accent text not null default '#1c2330' check (accent ~ '^#[0-9a-f]{6}$');

-- What mails to this contact speak; null: what the browser spoke when they were ordered.
alter table contacts add column language text;

create table sign_in_links (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  -- The key of the browser that asked: it alone gets the session.
  key_thumbprint text not null,
  -- Of portal and address, so that asking again is known as such. Nobody who only typed an address is listed here.
  email_hash bytea not null,
  -- Null until the mail is written, and for ever where nobody has the address.
  contact_id text references contacts on delete cascade,
  browser text,
  system text,
  wrong_codes integer not null default 0,
  asked_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_in_links_key on sign_in_links (key_thumbprint);
create index sign_in_links_contact on sign_in_links (contact_id);
create index sign_in_links_expiry on sign_in_links (expires_at);

-- Every try to send the mail makes one: whichever arrives must lead somewhere.
create table sign_in_link_tokens (
  token_hash bytea primary key,
  link_id text not null references sign_in_links on delete cascade,
  -- Of the code that was shown in another browser; null until it was opened there.
  code_hash bytea,
  expires_at timestamptz not null
);
create index sign_in_link_tokens_link on sign_in_link_tokens (link_id);

create table email_changes (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  -- One at a time.
  contact_id text not null unique references contacts on delete cascade,
  -- The session that asked is the one that stays. No reference: it may have ended.
  session_id text not null,
  old_email text not null,
  new_email text not null,
  old_confirmed_at timestamptz,
  new_confirmed_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index email_changes_portal on email_changes (portal_id);
create index email_changes_expiry on email_changes (expires_at);

create table email_change_tokens (
  token_hash bytea primary key,
  change_id text not null references email_changes on delete cascade,
  side text not null check (side in ('old', 'new'))
);
create index email_change_tokens_change on email_change_tokens (change_id);

-- What a contact has signed in with; what could not be told is empty.
create table known_devices (
  contact_id text not null references contacts on delete cascade,
  browser text not null,
  system text not null,
  last_seen_at timestamptz not null,
  primary key (contact_id, browser, system)
);

-- Which mail went to whom, so that one that comes back is known.
create table sent_mails (
  -- The first part of its Message-ID.
  id text primary key,
  contact_id text not null references contacts on delete cascade,
  address text not null,
  sent_at timestamptz not null
);
create index sent_mails_contact on sent_mails (contact_id);
create index sent_mails_time on sent_mails (sent_at);

-- How far a mailbox was read, and when to try again after a failure.
create table mailboxes (
  -- SHA-256 of user, host and folder.
  id bytea primary key,
  uid_validity text not null,
  last_uid bigint not null,
  failures integer not null default 0,
  next_try_at timestamptz
);
