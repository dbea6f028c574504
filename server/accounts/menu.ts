import { StartError } from '../start-error.ts';
import type { StoredMenuLink, Words } from '../db/tables.ts';

const MOST_LINKS = 20;
const LABEL_LENGTH = 60;
const URL_LENGTH = 2000;

/** The menu of a portal from the text of a JSON file: `[{ "label": "Articles", "url": "/articles" }]`, a label also by language. */
export function menuOf(text: string, language: string): StoredMenuLink[] {
  let links: unknown;
  try {
    links = JSON.parse(text);
  } catch {
    throw new StartError('The menu is no JSON. See --help.');
  }
  if (!Array.isArray(links)) throw new StartError('The menu is a list of links. See --help.');
  if (links.length > MOST_LINKS) throw new StartError(`A menu has at most ${MOST_LINKS} links.`);
  return links.map((link: unknown, index) => {
    const { label, url, ...rest } = (typeof link === 'object' && link !== null ? link : {}) as Record<string, unknown>;
    const [unknown] = Object.keys(rest);
    if (unknown !== undefined)
      throw new StartError(`Link ${index + 1} of the menu has ${unknown}, which means nothing.`);
    return { label: labelOf(label, language, index), url: urlOf(url, index) };
  });
}

function labelOf(given: unknown, language: string, index: number): Words {
  const words = typeof given === 'string' ? { [language]: given } : given;
  const texts = typeof words === 'object' && words !== null ? Object.entries(words) : [];
  const isFine = texts.every(([tag, text]) => isTag(tag) && typeof text === 'string' && isLabel(text));
  if (texts.length === 0 || !isFine)
    throw new StartError(
      `Link ${index + 1} of the menu needs a label of up to ${LABEL_LENGTH} characters, or one by language.`,
    );
  return Object.fromEntries(texts.map(([tag, text]) => [tag, String(text).trim()]));
}

function isLabel(text: string): boolean {
  const { length } = text.trim();
  return length > 0 && length <= LABEL_LENGTH && !/\p{Cc}/u.test(text);
}

function isTag(tag: string): boolean {
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag);
}

/** An address on the web, or a path at the portal's own server: nothing that could run. */
function urlOf(given: unknown, index: number): string {
  const text = typeof given === 'string' ? given : '';
  const own = 'https://portal.invalid';
  const url = URL.parse(text, own);
  const isPath = text.startsWith('/') && url?.origin === own;
  const isAddress = /^https?:\/\//i.test(text) && url?.username === '' && url.password === '';
  if (!url || !(isPath || isAddress) || text.length > URL_LENGTH)
    throw new StartError(
      `Link ${index + 1} of the menu leads to ${text || 'nowhere'}: it is https://… or /path at the portal’s server.`,
    );
  return isPath ? url.pathname + url.search + url.hash : url.href;
}
