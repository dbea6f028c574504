-- Who may come in, how people come to an account, and what they agree to.

alter table portals
  -- Contacts only; or whoever registers; or contacts on a list that lets in.
  add column access text not null default 'contacts' check (access in ('contacts', 'open', 'lists')),
  -- Who is told that somebody asks to be let in.
  add column admin_emails text[] not null default '{}';

-- Whether the list counts where the portal's access is 'lists'.
alter table access_lists add column lets_in boolean not null default true;
alter table access_list_members add column created_at timestamptz not null default now();

create table consents (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  version integer not null check (version > 0),
  is_required boolean not null,
  -- By language: {"en": {"html": "…", "label": "…"}}. The html is sanitised.
  texts jsonb not null,
  created_at timestamptz not null default now(),
  unique (portal_id, version)
);

create table consent_receipts (
  id text primary key,
  consent_id text not null references consents on delete cascade,
  contact_id text not null references contacts on delete cascade,
  language text not null,
  -- SHA-256 of label and html as they were shown.
  text_hash bytea not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index consent_receipts_valid on consent_receipts (contact_id, consent_id) where withdrawn_at is null;
create index consent_receipts_consent on consent_receipts (consent_id);

-- Who asks for an account. It becomes a contact when the e-mail address is confirmed.
create table registrations (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  email text not null,
  name text not null,
  password_hash text not null,
  consent_id text references consents on delete cascade,
  consent_language text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index registrations_email on registrations (portal_id, email);
create index registrations_expiry on registrations (expires_at);

-- The links of its mail: one for each time the mail was tried.
create table registration_links (
  -- SHA-256 of the link's token: who reads this table has no link.
  token_hash bytea primary key,
  registration_id text not null references registrations on delete cascade
);
create index registration_links_registration on registration_links (registration_id);

create table invitations (
  token_hash bytea primary key,
  portal_id text not null references portals on delete cascade,
  contact_id text not null references contacts on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index invitations_contact on invitations (contact_id);
create index invitations_expiry on invitations (expires_at);

create table access_requests (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  email text not null,
  name text not null,
  message text not null,
  created_at timestamptz not null default now()
);
create index access_requests_portal on access_requests (portal_id, created_at desc);
create index access_requests_created on access_requests (created_at);

-- Who has shown who they are and has yet to agree to something: the browser's key, or the hash of a cookie, that may go on.
create table pending_entries (
  portal_id text not null references portals on delete cascade,
  entry_key text not null,
  contact_id text not null references contacts on delete cascade,
  expires_at timestamptz not null,
  primary key (portal_id, entry_key)
);
create index pending_entries_expiry on pending_entries (expires_at);
