-- By which provider a session began, and where its browser's clock stands; what providers say of people and companies; a logo.

alter table sessions
  -- Whoever leaves the lists of a provider is out, as far as they came in by it.
  add column provider_id text references identity_providers on delete set null,
  -- An IANA name, as the browser says it: no address is looked up anywhere.
  add column time_zone text;
create index sessions_provider on sessions (provider_id) where provider_id is not null;

-- Consent is asked for between a provider's word and the session.
alter table pending_entries add column provider_id text references identity_providers on delete cascade;
create index pending_entries_provider on pending_entries (provider_id) where provider_id is not null;

-- {"department": "Sales"}: as an identity provider says it, for the team to read. Nothing is decided by it.
alter table contacts add column properties jsonb not null default '{}' check (jsonb_typeof(properties) = 'object');
alter table companies add column properties jsonb not null default '{}' check (jsonb_typeof(properties) = 'object');

-- Shown in mails: https://…, or a path of the portal's own server.
alter table portals add column logo_url text;
