/** UTF-16 code units of HTML that a message of a page has at most: what a browser sanitises without anybody noticing. */
export const SHOWN_AT_ONCE = 12_000;

const VOID = new Set(['br', 'hr', 'img', 'col', 'wbr']);
const TOKEN = /<(\/?)([a-z0-9]+)([^>]*?)\/?>|[^<]+/g;

/** The beginning of sanitised HTML, well-formed, or null when it is no longer than the limit. */
export function shorten(html: string, limit: number): string | null {
  if (html.length <= limit) return null;
  const open: string[] = [];
  let end = 0;
  for (const match of html.matchAll(TOKEN)) {
    const [token, closing, tag] = match;
    end = match.index + token.length;
    if (tag === undefined) {
      if (end < limit) continue;
      end = Math.max(match.index, beforeWord(html, limit, match.index));
      break;
    }
    if (closing) open.splice(Math.max(0, open.lastIndexOf(tag)));
    else if (!VOID.has(tag)) open.push(tag);
    if (end >= limit) break;
  }
  return (
    html.slice(0, end) +
    open
      .reverse()
      .map((tag) => `</${tag}>`)
      .join('')
  );
}

/** Where a text may be cut: at a space, and never inside an entity or a character. */
function beforeWord(html: string, place: number, start: number): number {
  const space = html.lastIndexOf(' ', place);
  if (space > start && space > place - 200) return space;
  const entity = html.lastIndexOf('&', place);
  if (entity >= start && entity > place - 12 && !html.slice(entity, place).includes(';')) return entity;
  const code = html.charCodeAt(place);
  return code >= 0xdc00 && code <= 0xdfff ? place - 1 : place;
}

const OWN_PICTURE = /(<img\b[^>]*?) src="(?:cid|attachment):([^"]*)"/g;

/**
 * Names the pictures of a message by the files that they are: `cid:` of a mail and `attachment:` of Markdown become
 * `attachment:<id>`; one that is no file of the message keeps its words alone.
 *
 * @param attachments the ids of the message's files, by the name its HTML knows them by
 */
export function namePictures(html: string, attachments: ReadonlyMap<string, string>): string {
  // In sanitised HTML no text and no attribute has a bracket: what looks like a tag is one.
  return html.replace(OWN_PICTURE, (_, tag: string, name: string) => {
    const id = attachments.get(unescape(name)) ?? attachments.get(decode(unescape(name)));
    return id === undefined ? tag : `${tag} src="attachment:${id}"`;
  });
}

function unescape(value: string): string {
  return value.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** A mail may write the name of a file as an address does. */
function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const CUT = '<p>[…]</p>';

/** The HTML of a source of which only the beginning was read, with a mark that says so. */
export function withMark(html: string): string {
  return html + CUT;
}

/** Whether stored HTML is the beginning of its source only. */
export function isCut(html: string): boolean {
  return html.endsWith(CUT);
}
