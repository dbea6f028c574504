-- Signing in with a token of the host page's own login: whom a portal trusts, who is who there, and what was used.

create table token_issuers (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  issuer text not null,
  audience text not null,
  algorithms text[] not null check (cardinality(algorithms) > 0),
  jwks_url text,
  -- Public keys only.
  jwks jsonb,
  -- AES-256-GCM under a key made of PORTICO_SECRET.
  sealed_secret bytea,
  created_at timestamptz not null default now(),
  unique (portal_id, issuer),
  check (num_nonnulls(jwks_url, jwks, sealed_secret) = 1),
  -- A public key is never taken for a shared secret.
  check (algorithms = '{HS256}' and sealed_secret is not null or algorithms <@ '{RS256,ES256,EdDSA}' and sealed_secret is null)
);

-- Who somebody of a host is here, whatever becomes of the e-mail address.
create table contact_identities (
  portal_id text not null references portals on delete cascade,
  issuer text not null,
  subject text not null,
  contact_id text not null references contacts on delete cascade,
  created_at timestamptz not null default now(),
  primary key (portal_id, issuer, subject)
);
create index contact_identities_contact on contact_identities (contact_id);

-- Tokens that were used, remembered for as long as they could be used again.
create table used_host_tokens (
  issuer_id text not null references token_issuers on delete cascade,
  jti_hash bytea not null,
  expires_at timestamptz not null,
  primary key (issuer_id, jti_hash)
);
create index used_host_tokens_expiry on used_host_tokens (expires_at);
