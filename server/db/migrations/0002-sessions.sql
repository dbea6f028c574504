-- What a session was opened with, by the names people know; the whole user agent is nobody's business.
alter table sessions
  add column browser text,
  add column system text;
