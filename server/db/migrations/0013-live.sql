-- What happens to tickets and sessions, told to whoever looks at them. Written by triggers, so that no code can forget it, and at
-- the end of the transaction under one lock, so that the order of the ids is the order of the commits.

create table live_events (
  id bigint generated always as identity primary key,
  portal_id text not null,
  kind text not null check (kind in ('message-created', 'ticket-created', 'ticket-changed', 'ticket-gone', 'session-ended')),
  ticket_id text,
  message_id text,
  -- Whose ticket it is, or was; for `ticket-gone` nothing else says it any more.
  contact_id text,
  company_id text,
  session_id text,
  created_at timestamptz not null default clock_timestamp()
);
create index live_events_portal on live_events (portal_id, id);
create index live_events_created on live_events (created_at);

create function portico_tell(portal text, what text, ticket text, message text, contact text, company text, session text)
returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(4907351);
  insert into live_events (portal_id, kind, ticket_id, message_id, contact_id, company_id, session_id)
  values (portal, what, ticket, message, contact, company, session);
  perform pg_notify('portico_live', '');
end
$$;

create function portico_tell_message() returns trigger language plpgsql as $$
declare
  ticket record;
begin
  select portal_id, contact_id, company_id into ticket from tickets where id = new.ticket_id;
  if found then
    perform portico_tell(ticket.portal_id, 'message-created', new.ticket_id, new.id, ticket.contact_id, ticket.company_id, null);
  end if;
  return null;
end
$$;

create function portico_tell_ticket() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform portico_tell(new.portal_id, 'ticket-created', new.id, null, new.contact_id, new.company_id, null);
  elsif tg_op = 'DELETE' then
    perform portico_tell(old.portal_id, 'ticket-gone', old.id, null, old.contact_id, old.company_id, null);
  elsif (old.contact_id, old.company_id) is distinct from (new.contact_id, new.company_id) then
    perform portico_tell(old.portal_id, 'ticket-gone', old.id, null, old.contact_id, old.company_id, null);
    perform portico_tell(new.portal_id, 'ticket-created', new.id, null, new.contact_id, new.company_id, null);
  else
    perform portico_tell(new.portal_id, 'ticket-changed', new.id, null, new.contact_id, new.company_id, null);
  end if;
  return null;
end
$$;

create function portico_tell_session() returns trigger language plpgsql as $$
begin
  perform portico_tell(old.portal_id, 'session-ended', null, null, null, null, old.id);
  return null;
end
$$;

-- What is brought in from long ago is no news.
create constraint trigger messages_live after insert on messages deferrable initially deferred
  for each row when (new.created_at > now() - interval '1 day') execute function portico_tell_message();
create constraint trigger tickets_live_insert after insert on tickets deferrable initially deferred
  for each row when (new.created_at > now() - interval '1 day') execute function portico_tell_ticket();
create constraint trigger tickets_live_update after update on tickets deferrable initially deferred
  for each row when (
    (old.contact_id, old.company_id, old.stage_id, old.status, old.subject, old.properties)
    is distinct from (new.contact_id, new.company_id, new.stage_id, new.status, new.subject, new.properties)
  ) execute function portico_tell_ticket();
create constraint trigger tickets_live_delete after delete on tickets deferrable initially deferred
  for each row execute function portico_tell_ticket();
create constraint trigger sessions_live after delete on sessions deferrable initially deferred
  for each row execute function portico_tell_session();
