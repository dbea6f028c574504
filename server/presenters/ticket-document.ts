import type { DeskMessage, DeskPerson, DeskState, DeskStatusChange, DeskTicketDetail } from '../desks/desk.ts';
import { escapeHtml } from '../escape.ts';
import { documentWords } from './document-words.ts';
import { messageHtml } from './message.ts';
import { presentTicket, type Reader } from './ticket.ts';
import { inLanguage } from './words.ts';

/** A file of a message, and where it is beside the document; null when it is not there. */
export interface DocumentFile {
  readonly id: string;
  readonly name: string;
  readonly path: string | null;
}

const STYLE = `body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.4rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;padding-bottom:1rem;border-bottom:1px solid #8886}
dt,.moved,header small{color:#666}dd{margin:0}article{padding:1rem 0;border-bottom:1px solid #8883}img{max-width:100%;height:auto}
blockquote{margin:0;padding-inline-start:1rem;border-inline-start:3px solid #8886;color:#666}table{border-collapse:collapse}td,th{padding:.2rem .6rem;text-align:start;vertical-align:top}
@media (prefers-color-scheme:dark){body{background:#181818;color:#ddd}a{color:#9cf}dt,.moved,header small,blockquote{color:#aaa}}`;

/** Writes a ticket down as a page and as plain text, a message at a time. It loads nothing but the pictures beside it. */
export class TicketDocument {
  readonly #reader: Reader;
  readonly #words: ReturnType<typeof documentWords>['words'];
  readonly #date: Intl.DateTimeFormat;
  readonly #tag: string;

  constructor(reader: Reader) {
    this.#reader = reader;
    const { words, tag } = documentWords(reader.languages);
    this.#words = words;
    this.#tag = tag;
    this.#date = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  }

  head(ticket: DeskTicketDetail): { html: string; text: string } {
    const { direction } = this.#words;
    const title = `#${ticket.number} ${ticket.subject}`;
    const facts = this.#facts(ticket);
    const policy = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'";
    return {
      html: `<!doctype html>
<html lang="${escapeHtml(this.#tag)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1 dir="auto">${escapeHtml(title)}</h1>
<dl>
${facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd dir="auto">${escapeHtml(value)}</dd>`).join('\n')}
</dl>
`,
      text: `${title}\n\n${facts.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`,
    };
  }

  message(message: DeskMessage, words: string, files: readonly DocumentFile[], cut: boolean) {
    const { channels, files: ofFiles, leftOut, cut: isCut } = this.#words;
    const who = `${this.#who(message)} · ${channels[message.channel]} · ${this.#date.format(message.createdAt)} UTC`;
    const links = files.map(({ name, path }) =>
      path === null
        ? `<li>${escapeHtml(name)} (${escapeHtml(leftOut)})</li>`
        : `<li><a href="${escapeHtml(encodeURI(path).replace(/[?#]/g, encodeURIComponent))}">${escapeHtml(name)}</a></li>`,
    );
    const names = files.map(({ name, path }) => `  - ${path ?? `${name} (${leftOut})`}`);
    return {
      html: `<article>
<header><strong dir="auto">${escapeHtml(this.#who(message))}</strong> <small>${escapeHtml(who.slice(this.#who(message).length + 3))}</small></header>
<div dir="auto">${withFiles(messageHtml(message), files)}</div>
${cut ? `<p><em>${escapeHtml(isCut)}</em></p>` : ''}${links.length > 0 ? `<ul>\n${links.join('\n')}\n</ul>` : ''}
</article>
`,
      text: `\n${'-'.repeat(72)}\n${who}\n\n${words}\n${cut ? `\n[${isCut}]\n` : ''}${names.length > 0 ? `\n${ofFiles}:\n${names.join('\n')}\n` : ''}`,
    };
  }

  change(change: DeskStatusChange) {
    if (!this.#reader.portal.show_stages && change.from.status === change.to.status) return { html: '', text: '' };
    const moved = this.#words.moved(this.#who(change), this.#state(change.from), this.#state(change.to));
    const line = `${moved} · ${this.#date.format(change.at)} UTC`;
    return { html: `<p class="moved">${escapeHtml(line)}</p>\n`, text: `\n${'-'.repeat(72)}\n${line}\n` };
  }

  end(): { html: string; text: string } {
    return { html: '</body>\n</html>\n', text: '' };
  }

  #facts(ticket: DeskTicketDetail): [name: string, value: string][] {
    const { status, requester, organization, created } = this.#words;
    const { properties } = presentTicket(ticket, { actions: [], ratingEnds: null }, this.#reader);
    return [
      [status, this.#state(ticket)],
      [requester, ticket.contactName],
      ...(ticket.organization === null ? [] : [[organization, ticket.organization] as [string, string]]),
      [created, `${this.#date.format(ticket.createdAt)} UTC`],
      ...properties.map(({ label, value }): [string, string] => [label, value]),
    ];
  }

  #state({ status, stage }: DeskState): string {
    return this.#reader.portal.show_stages
      ? inLanguage(stage.label, this.#reader.languages)
      : this.#words.statuses[status];
  }

  #who({ authorKind, authorName }: DeskPerson): string {
    return authorKind === 'team' ? `${authorName} (${this.#words.team})` : authorName;
  }
}

/** Pictures of the message's own are those beside the document; those of elsewhere stay away, with their words. */
function withFiles(html: string, files: readonly DocumentFile[]): string {
  return html.replace(/(<img\b[^>]*?) src="([^"]*)"/g, (_, tag: string, source: string) => {
    const path = files.find(({ id }) => source === `attachment:${id}`)?.path;
    return path ? `${tag} src="${escapeHtml(encodeURI(path).replace(/[?#]/g, encodeURIComponent))}"` : tag;
  });
}
