-- Single sign-on by OpenID Connect and SAML: whom a portal lets people in by, who is who there, and sign-ins under way.

create table identity_providers (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  -- Its name in addresses, which are registered at the provider.
  slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  kind text not null check (kind in ('oidc', 'saml')),
  label jsonb not null,
  -- Addresses, certificates and the client's id; nothing secret.
  config jsonb not null,
  -- The client's secret, AES-256-GCM under a key made of PORTICO_SECRET.
  sealed_secret bytea,
  -- Which attributes hold what: {"subject": "uid", "company": "org"}.
  attributes jsonb not null default '{}',
  -- Whether its word is enough for an e-mail address of these domains.
  trusts_email boolean not null default false,
  email_domains text[] not null default '{}',
  access text not null default 'all' check (access in ('all', 'lists')),
  list_ids text[] not null default '{}',
  position integer not null default 0,
  created_at timestamptz not null default now(),
  unique (portal_id, slug),
  -- A word for every domain there is would be a word for everybody's account.
  check (not trusts_email or cardinality(email_domains) > 0),
  check (access = 'all' or cardinality(list_ids) > 0)
);

-- Who somebody of a provider is here, whatever becomes of the e-mail address.
create table identities (
  provider_id text not null references identity_providers on delete cascade,
  subject text not null,
  contact_id text not null references contacts on delete cascade,
  created_at timestamptz not null default now(),
  primary key (provider_id, subject)
);
create index identities_contact on identities (contact_id);

-- Sign-ins that were begun. The state comes back from the provider once.
create table sign_in_attempts (
  state_hash bytea primary key,
  provider_id text not null references identity_providers on delete cascade,
  -- S256 of what only the page knows that began.
  challenge text not null,
  return_url text not null,
  display text not null check (display in ('popup', 'page')),
  expires_at timestamptz not null
);
create index sign_in_attempts_expiry on sign_in_attempts (expires_at);

-- How sign-ins ended, for the page that began: somebody, or why nobody.
create table sign_in_codes (
  code_hash bytea primary key,
  provider_id text not null references identity_providers on delete cascade,
  challenge text not null,
  contact_id text references contacts on delete cascade,
  problem text,
  -- Of the request that ended it, to find it in the log.
  request_id text not null,
  expires_at timestamptz not null,
  check (num_nonnulls(contact_id, problem) = 1)
);
create index sign_in_codes_expiry on sign_in_codes (expires_at);

-- What the protocols remember between two requests: their states, requests under way, assertions that were used.
create table sign_in_protocol_values (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sign_in_protocol_values_identifier on sign_in_protocol_values (identifier);
create index sign_in_protocol_values_expiry on sign_in_protocol_values (expires_at);

-- The contacts whom a provider with `access = 'lists'` lets in.
create table access_lists (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  name text not null,
  unique (portal_id, name)
);
create table access_list_members (
  list_id text not null references access_lists on delete cascade,
  contact_id text not null references contacts on delete cascade,
  primary key (list_id, contact_id)
);
create index access_list_members_contact on access_list_members (contact_id);
