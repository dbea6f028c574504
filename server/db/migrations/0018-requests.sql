-- Requests of people without an account: they wait here, and nowhere else, until the link of their mail is followed.

-- Known by nothing but the address they confirmed a request with: a portal that is not open does not let them in.
alter table contacts add column is_guest boolean not null default false;

create table requests (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  idempotency_key text not null,
  -- SHA-256 of what was asked for.
  request_hash bytea not null,
  -- Normalised.
  email text not null,
  inbox_id text not null references inboxes on delete cascade,
  stage_id text not null references stages on delete cascade,
  -- What was written, checked against its form; null once it is a ticket.
  content jsonb,
  subject text not null,
  thanks text,
  -- The ticket that it has become.
  number integer,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  unique (portal_id, idempotency_key)
);
create index requests_expiry on requests (expires_at);

-- The links of its mail: one for each time the mail was tried.
create table request_links (
  -- SHA-256 of the link's token: who reads this table has no link.
  token_hash bytea primary key,
  request_id text not null references requests on delete cascade
);
create index request_links_request on request_links (request_id);

-- Work that was done for a request: good once.
create table used_work (
  digest bytea primary key,
  expires_at timestamptz not null
);
create index used_work_expiry on used_work (expires_at);
