-- A knowledge base, as far as questions are answered from it before they are asked.

create table articles (
  id text primary key,
  portal_id text not null references portals on delete cascade,
  language text not null,
  title text not null,
  url text not null,
  excerpt text,
  -- Of title and text, by portico_words, and after a blank the portal's id.
  words tsvector not null,
  title_words tsvector not null
);
create index articles_portal on articles (portal_id);
create index articles_words on articles using gin (words);

-- In how many articles a word is: what is in many says little. The empty word is in all of them.
create table article_words (
  portal_id text not null references portals on delete cascade,
  word text collate "C" not null,
  articles integer not null,
  primary key (portal_id, word)
);
