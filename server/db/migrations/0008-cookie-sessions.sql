-- Sessions that a cookie holds, for pages of the portal's own site.
alter table portals add column cookie_sessions boolean not null default false;

-- Null for a session that a cookie holds: it is bound to no key, and a proof never opens it.
alter table sessions alter column key_thumbprint drop not null;
