-- Forms as data: sections with conditions, consents, where a form's tickets go; what a ticket was written with.

alter table forms
  -- What pages and addresses call it; the same for good.
  add column name text,
  add column version integer not null default 1,
  add column thanks jsonb,
  -- Whether anybody may send it without an account.
  add column is_open boolean not null default false,
  -- [{title, description, condition, fields: [{pointer, type, label: {en}, required, ...}]}]
  add column sections jsonb;
update forms
set name = id,
  sections = jsonb_build_array(jsonb_build_object('title', null, 'description', null, 'condition', null, 'fields', fields));
alter table forms
  alter column name set not null,
  add constraint forms_name_check check (name ~ '^[A-Za-z0-9_-]{1,64}$'),
  add constraint forms_name_key unique (portal_id, name),
  alter column sections set not null,
  drop column fields;

-- Where a ticket was written, as its writer was shown: {"pageUrl": "https://..."}. For the team to read.
alter table tickets add column context jsonb not null default '{}' check (jsonb_typeof(context) = 'object');

-- What was agreed to with a form. It belongs to the person, and stays when the ticket goes.
create table form_consents (
  id text primary key,
  contact_id text not null references contacts on delete cascade,
  ticket_id text references tickets on delete set null,
  form text not null,
  name text not null,
  version text not null,
  language text not null,
  -- The very words that were shown.
  label text not null,
  html text not null,
  given_at timestamptz not null
);
create index form_consents_contact on form_consents (contact_id);
create index form_consents_ticket on form_consents (ticket_id);
