-- Links beside those of the portal: [{ "label": { "en": "Articles" }, "url": "https://…" }], in order.
alter table portals add column menu jsonb not null default '[]';
