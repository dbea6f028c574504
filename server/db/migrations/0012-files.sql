-- Whether a file is held to be harmless. Only what is `ready` is ever read; a scanner that does not answer leaves it `checking`.
alter table attachments
  add column state text not null default 'ready' check (state in ('ready', 'checking', 'quarantined'));
create index attachments_checking on attachments (created_at) where state = 'checking';
alter table uploads
  add column state text not null default 'checking' check (state in ('ready', 'checking', 'quarantined'));
update uploads set state = 'ready' where is_ready;
create index uploads_checking on uploads (created_at) where is_ready and state = 'checking';

-- Stored bytes whose row is gone, whoever deleted it and however: a job deletes them. Storage and database agree again after any crash.
create table stray_files (
  storage_key text primary key,
  gone_at timestamptz not null default now()
);
create index stray_files_gone on stray_files (gone_at);

create function portico_stray_file() returns trigger language plpgsql as $$
begin
  -- An upload that a message takes keeps its bytes: they have another row then.
  if old.storage_key is not null
    and not exists (select from attachments where storage_key = old.storage_key)
    and not exists (select from uploads where storage_key = old.storage_key) then
    insert into stray_files (storage_key) values (old.storage_key) on conflict do nothing;
  end if;
  return null;
end
$$;
create trigger attachments_stray after delete on attachments for each row execute function portico_stray_file();
create trigger uploads_stray after delete on uploads for each row execute function portico_stray_file();
