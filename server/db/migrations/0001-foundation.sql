-- The foundation: portals, the people and tickets of a help desk, and what signing in needs.
-- Every id is opaque text made by the server; every row that belongs to a portal says so, so that no query can forget it.
-- Words that customers read are jsonb by language: {"en": "Open", "fi": "Avoin"}.

create table portals (
  id text primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  is_on boolean not null default false,
  is_demo boolean not null default false,
  languages text[] not null default '{en}' check (cardinality(languages) > 0),
  show_stages boolean not null default false,
  ticket_access text not null default 'own' check (ticket_access in ('own', 'company')),
  conversation text not null default 'newest-thread' check (conversation in ('newest-thread', 'all-threads')),
  closed_ticket_reply text not null default 'reopen' check (closed_ticket_reply in ('reopen', 'refuse')),
  columns text[] not null default '{number,subject,created,last-activity,status}',
  idle_seconds integer not null default 3600 check (idle_seconds between 60 and 86400),
  absolute_seconds integer not null default 2592000,
  allowed_origins text[] not null default '{}',
  next_ticket_number integer not null default 1001,
  default_inbox_id text,
  created_at timestamptz not null default now()
);

create table inboxes (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  name text not null,
  email text,
  -- Mail of an inbox that is not connected never appears to customers.
  is_connected boolean not null default true
);
create index inboxes_portal on inboxes (portal_id);
alter table portals add foreign key (default_inbox_id) references inboxes on delete set null;

create table agents (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  name text not null,
  email text not null,
  unique (portal_id, email)
);

create table companies (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  name text not null
);
create index companies_portal on companies (portal_id);

create table contacts (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  company_id text references companies on delete set null,
  name text not null,
  -- Lower case, NFKC: one person, one spelling.
  email text not null,
  -- argon2id in PHC form; null for a contact who has no password.
  password_hash text,
  is_demo boolean not null default false,
  created_at timestamptz not null default now(),
  unique (portal_id, email)
);
create index contacts_company on contacts (company_id);

create table pipelines (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  name text not null,
  position integer not null
);
create index pipelines_portal on pipelines (portal_id);

create table stages (
  id text primary key,
  pipeline_id text not null references pipelines on delete cascade,
  name text not null,
  customer_label jsonb not null,
  status text not null check (status in ('open', 'closed')),
  position integer not null
);
create index stages_pipeline on stages (pipeline_id, position);

-- A ticket's custom properties: what they are called, which of them customers see.
create table property_definitions (
  portal_id text not null references portals on delete cascade,
  name text not null check (name ~ '^[A-Za-z0-9_-]{1,64}$'),
  label jsonb not null,
  type text not null check (type in ('text', 'number', 'date', 'select', 'checkbox')),
  -- For a select: [{"value": "x", "label": {"en": "X"}}]
  options jsonb not null default '[]',
  is_shown boolean not null default false,
  position integer not null,
  primary key (portal_id, name)
);

create table tickets (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  number integer not null,
  subject text not null,
  contact_id text not null references contacts on delete cascade,
  company_id text references companies on delete set null,
  inbox_id text not null references inboxes,
  stage_id text not null references stages,
  -- The stage's status, kept here for the list's index.
  status text not null check (status in ('open', 'closed')),
  properties jsonb not null default '{}',
  created_at timestamptz not null default now(),
  last_activity_at timestamptz not null default now(),
  -- Words of the number, the subject and the visible messages; never of notes. Lexemes only: no positions.
  search tsvector not null default '',
  unique (portal_id, number)
);
-- The permission and the default order are one index each, so that a page costs the same at any size.
create index tickets_own on tickets (portal_id, contact_id, last_activity_at desc, number desc);
create index tickets_company on tickets (portal_id, company_id, last_activity_at desc, number desc);
-- The open ones of somebody who has thousands of closed ones.
create index tickets_own_open on tickets (portal_id, contact_id, last_activity_at desc, number desc) where status = 'open';
create index tickets_company_open on tickets (portal_id, company_id, last_activity_at desc, number desc) where status = 'open';
create index tickets_search on tickets using gin (search);
create index tickets_stage on tickets (stage_id);

create table threads (
  id text primary key,
  ticket_id text not null references tickets on delete cascade,
  inbox_id text not null references inboxes,
  channel text not null check (channel in ('portal', 'email', 'chat', 'messenger', 'form', 'phone')),
  created_at timestamptz not null default now()
);
create index threads_ticket on threads (ticket_id, created_at desc, id desc);

create table messages (
  id text primary key,
  -- The order in which they were written down; the cursor of a conversation.
  seq bigint not null generated always as identity unique,
  ticket_id text not null references tickets on delete cascade,
  thread_id text not null references threads on delete cascade,
  contact_id text references contacts on delete set null,
  agent_id text references agents on delete set null,
  -- Kept, so that a conversation stays readable when the person is gone.
  author_kind text not null check (author_kind in ('customer', 'team')),
  author_name text not null,
  channel text not null check (channel in ('portal', 'email', 'chat', 'messenger', 'form', 'phone')),
  -- What was written or received, as it came: Markdown from the portal, HTML or text from mail.
  source text not null,
  source_type text not null check (source_type in ('text/markdown', 'text/html', 'text/plain')),
  -- What is shown: sanitised once, when the message was stored.
  html text not null,
  -- The words, for searching and snippets.
  text text not null,
  created_at timestamptz not null default now()
);
create index messages_ticket on messages (ticket_id, seq desc);
create index messages_thread on messages (thread_id, seq desc);

-- An internal note is not a message: another table, which no query of a customer's names.
create table notes (
  id text primary key,
  ticket_id text not null references tickets on delete cascade,
  agent_id text references agents on delete set null,
  author_name text not null,
  text text not null,
  created_at timestamptz not null default now()
);
create index notes_ticket on notes (ticket_id, created_at);

create table attachments (
  id text primary key,
  message_id text not null references messages on delete cascade,
  position integer not null,
  name text not null,
  media_type text not null,
  size bigint not null,
  -- Where the bytes are; says nothing about the file.
  storage_key text not null unique,
  created_at timestamptz not null default now()
);
create index attachments_message on attachments (message_id, position);

-- A file on its way: sent in pieces, examined when complete, then taken by a message or deleted after a day.
create table uploads (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  contact_id text not null references contacts on delete cascade,
  idempotency_key text not null,
  name text not null,
  size bigint not null,
  media_type text,
  storage_key text unique,
  is_ready boolean not null default false,
  created_at timestamptz not null default now(),
  unique (contact_id, idempotency_key)
);
create index uploads_created on uploads (created_at);

create table forms (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  inbox_id text not null references inboxes,
  stage_id text not null references stages,
  title jsonb not null,
  description jsonb,
  submit_label jsonb not null,
  -- [{pointer, type, label: {en}, required, help, placeholder, maxLength, options}]
  fields jsonb not null,
  position integer not null
);
create index forms_portal on forms (portal_id, position);

create table sessions (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  contact_id text not null references contacts on delete cascade,
  -- SHA-256 of the token: who reads this table cannot sign in with it.
  token_hash bytea not null unique,
  -- RFC 7638 thumbprint of the browser's key.
  key_thumbprint text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  -- The absolute end, however busy the session is.
  ends_at timestamptz not null
);
create index sessions_contact on sessions (contact_id);
create index sessions_end on sessions (ends_at);

-- Proofs that changed something, remembered for as long as they could be replayed.
create table used_proofs (
  key_thumbprint text not null,
  jti_hash bytea not null,
  expires_at timestamptz not null,
  primary key (key_thumbprint, jti_hash)
);
create index used_proofs_expiry on used_proofs (expires_at);

create table idempotency_keys (
  contact_id text not null references contacts on delete cascade,
  key text not null,
  operation text not null,
  -- SHA-256 of what was asked for.
  request_hash bytea not null,
  -- The id of what was made; the answer is presented anew from it.
  resource_id text not null,
  created_at timestamptz not null default now(),
  primary key (contact_id, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);

create table rate_limits (
  key text primary key,
  points integer not null,
  resets_at timestamptz not null
);
create index rate_limits_reset on rate_limits (resets_at);

-- Words as the search knows them: lower case, one normal form, split at everything that is neither letter nor digit,
-- in no particular language ('simple'), because one portal speaks several.
create function portico_words(content text) returns tsvector language sql immutable parallel safe
return strip(to_tsvector('simple', regexp_replace(normalize(lower(content), nfkc), '[^[:alnum:]]+', ' ', 'g')));

-- A tsvector holds a megabyte of words. A ticket that has more stays as searchable as it was instead of refusing messages.
create function portico_add_words(existing tsvector, content text) returns tsvector language plpgsql immutable as $$
begin
  return strip(existing || portico_words(content));
exception when program_limit_exceeded then
  return existing;
end
$$;
