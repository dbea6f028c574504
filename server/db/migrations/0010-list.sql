-- The list at full strength: conditions and order by custom properties, what has been read, and how each person likes it.

alter table property_definitions
  drop constraint property_definitions_type_check,
  add constraint property_definitions_type_check
    check (type in ('text', 'number', 'date', 'select', 'multiselect', 'checkbox'));

-- How far a person has read a ticket, and what they saw of it last. A ticket of one's own without a mark has not been read at all.
create table read_marks (
  contact_id text not null references contacts on delete cascade,
  ticket_id text not null references tickets on delete cascade,
  -- messages.seq of the last message that was read.
  seq bigint not null,
  status text not null,
  stage_id text not null,
  primary key (contact_id, ticket_id)
);
create index read_marks_ticket on read_marks (ticket_id);

-- Whatever there is before this counts as read.
insert into read_marks (contact_id, ticket_id, seq, status, stage_id)
select contact_id, id, coalesce((select max(seq) from messages where ticket_id = tickets.id), 0), status, stage_id
from tickets;

create table preferences (
  contact_id text primary key references contacts on delete cascade,
  column_order text[] not null default '{}',
  hidden_columns text[] not null default '{}',
  density text not null default 'comfortable' check (density in ('comfortable', 'compact'))
);

-- What the list is filtered and sorted by beside the ticket's own columns: the values of the properties that are shown, as rows. They
-- follow tickets.properties and property_definitions by triggers, so that nobody who writes those can forget them.
create table ticket_values (
  portal_id text not null,
  ticket_number integer not null,
  -- Of the ticket, so that one index leads to the values of whoever asks.
  contact_id text not null,
  company_id text,
  property text not null,
  -- 'value': what it is sorted by, one for each ticket. 'choice': each of several. 'word': each word of a text.
  kind text not null check (kind in ('value', 'choice', 'word')),
  -- A text in lower case, a word of it, or a date as YYYY-MM-DD.
  text text collate "C" not null default '',
  -- A number, the place of a choice among the options, or 1 for a tick.
  number double precision not null default 0,
  primary key (portal_id, ticket_number, property, kind, text, number),
  foreign key (portal_id, ticket_number) references tickets (portal_id, number) on delete cascade
);
create index ticket_values_own on ticket_values (contact_id, property, kind, text, number, ticket_number);
create index ticket_values_company on ticket_values (company_id, property, kind, text, number, ticket_number)
  where company_id is not null;

-- A text as it is compared: what is longer is equal to nothing that anybody may ask for.
create function portico_text_key(content text) returns text language sql immutable parallel safe
return left(normalize(lower(btrim(content)), nfkc), 201);

-- The rows of one value of a property. What does not fit the property's type has none.
create function portico_property_rows(type text, options jsonb, value jsonb)
returns table (kind text, text text, number double precision) language sql immutable parallel safe as $$
  select 'value', portico_text_key(value #>> '{}'), 0::double precision
  where type = 'text' and jsonb_typeof(value) in ('string', 'number') and btrim(value #>> '{}') <> ''
  union all
  (select distinct 'word', left(word, 60), 0::double precision
   from unnest(tsvector_to_array(portico_words(left(value #>> '{}', 2000)))) as word
   where type = 'text' and jsonb_typeof(value) in ('string', 'number')
   limit 100)
  union all
  select 'value', '', (value #>> '{}')::double precision
  where type = 'number' and value #>> '{}' ~ '^-?[0-9]{1,30}([.][0-9]{1,30})?$'
  union all
  select 'value', value #>> '{}', 0::double precision
  where type = 'date' and value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
  union all
  select 'value', '', case when value = 'true' then 1 else 0 end::double precision
  where type = 'checkbox' and jsonb_typeof(value) = 'boolean'
  union all
  select 'value', '', min(place)::double precision
  from jsonb_array_elements(options) with ordinality as option (choice, place)
  where (type = 'select' and choice -> 'value' = value)
    or (type = 'multiselect' and value @> (choice -> 'value'))
  having count(*) > 0
  union all
  select distinct 'choice', '', place::double precision
  from jsonb_array_elements(options) with ordinality as option (choice, place)
  where type = 'multiselect' and value @> (choice -> 'value')
$$;

create function portico_follow_ticket() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from ticket_values where portal_id = new.portal_id and ticket_number = new.number;
  end if;
  insert into ticket_values (portal_id, ticket_number, contact_id, company_id, property, kind, text, number)
  select new.portal_id, new.number, new.contact_id, new.company_id, definition.name, made.kind, made.text, made.number
  from property_definitions as definition,
    lateral portico_property_rows(definition.type, definition.options, new.properties -> definition.name) as made
  where definition.portal_id = new.portal_id and definition.is_shown and new.properties ? definition.name;
  return null;
end
$$;
create trigger ticket_values_follow after insert or update of properties, contact_id, company_id on tickets
  for each row execute function portico_follow_ticket();

create function portico_follow_definition() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from ticket_values where portal_id = old.portal_id and property = old.name;
  end if;
  if tg_op <> 'DELETE' and new.is_shown then
    -- Tickets take their number from the portal: one that is being opened is seen here, or sees the definition.
    perform from portals where id = new.portal_id for update;
    insert into ticket_values (portal_id, ticket_number, contact_id, company_id, property, kind, text, number)
    select tickets.portal_id, tickets.number, tickets.contact_id, tickets.company_id, new.name, made.kind, made.text, made.number
    from tickets, lateral portico_property_rows(new.type, new.options, tickets.properties -> new.name) as made
    where tickets.portal_id = new.portal_id and tickets.properties ? new.name;
  end if;
  return null;
end
$$;
create trigger ticket_values_follow after insert or update or delete on property_definitions
  for each row execute function portico_follow_definition();

insert into ticket_values (portal_id, ticket_number, contact_id, company_id, property, kind, text, number)
select tickets.portal_id, tickets.number, tickets.contact_id, tickets.company_id, definition.name, made.kind, made.text, made.number
from tickets
join property_definitions as definition on definition.portal_id = tickets.portal_id and definition.is_shown,
  lateral portico_property_rows(definition.type, definition.options, tickets.properties -> definition.name) as made
where tickets.properties ? definition.name;

-- The list reads what it filters by from the index alone: an organisation's hundred thousand tickets are then a few thousand pages.
drop index tickets_own;
create index tickets_own on tickets (portal_id, contact_id, last_activity_at desc, number desc)
  include (status, stage_id, created_at);
drop index tickets_company;
create index tickets_company on tickets (portal_id, company_id, last_activity_at desc, number desc)
  include (status, stage_id, created_at, contact_id);

-- The other orders of an organisation's list; a person has few enough tickets to sort them.
create index tickets_company_created on tickets (portal_id, company_id, created_at desc, number desc);
create index tickets_company_subject on tickets (portal_id, company_id, left(lower(subject), 60), number);
