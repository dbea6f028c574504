-- What customers may do to a ticket, what became of its status, ratings, follow-ups, and pictures inside messages.

alter table portals drop constraint portals_closed_ticket_reply_check;
alter table portals
  add constraint portals_closed_ticket_reply_check check (closed_ticket_reply in ('reopen', 'follow-up', 'refuse')),
  add column customers_close boolean not null default true,
  -- For how many days a closed ticket is opened again by a reply; null for ever.
  add column reopen_days integer check (reopen_days between 1 and 3650),
  add column rating text not null default 'off' check (rating in ('off', 'stars', 'thumbs')),
  add column rating_comment boolean not null default true;

alter table tickets
  -- When it was closed last; null while it is open.
  add column closed_at timestamptz,
  add column follow_up_of text references tickets on delete set null;
update tickets set closed_at = last_activity_at where status = 'closed';
create index tickets_follow_up on tickets (follow_up_of) where follow_up_of is not null;

-- Who moved a ticket from which stage to which. One function writes it, and the ticket's stage with it.
create table status_changes (
  id text primary key,
  -- The order in which they were written down.
  seq bigint not null generated always as identity unique,
  ticket_id text not null references tickets on delete cascade,
  -- The `seq` of the last message before it, 0 for none: its place in the conversation.
  after_seq bigint not null,
  from_stage_id text not null references stages,
  to_stage_id text not null references stages,
  contact_id text references contacts on delete set null,
  agent_id text references agents on delete set null,
  -- Kept, so that a conversation stays readable when the person is gone.
  author_kind text not null check (author_kind in ('customer', 'team')),
  author_name text not null,
  created_at timestamptz not null
);
create index status_changes_ticket on status_changes (ticket_id, seq);

-- What the customer thinks of how a ticket went: one to five, or 1 and 5 for thumbs.
create table ratings (
  ticket_id text primary key references tickets on delete cascade,
  contact_id text references contacts on delete set null,
  value integer not null check (value between 1 and 5),
  comment text,
  -- From then on it can be changed for a day.
  given_at timestamptz not null,
  changed_at timestamptz not null
);

-- Under what a message's HTML names a picture of its own: `cid:` of a mail, `attachment:` of Markdown.
alter table attachments add column content_id text;
create index attachments_content on attachments (message_id, content_id) where content_id is not null;
