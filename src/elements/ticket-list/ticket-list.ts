import { html, nothing, type PropertyValues } from 'lit';
import type { Portal, TicketSummary } from '../../api/schema.js';
import { start, TicketListController, type TicketListQuery } from '../../controllers/ticket-list.js';
import { PorticoTicketOpenEvent } from '../../events/ticket-open.js';
import { shared } from '../../styles/shared.js';
import type { SpokenFailure } from '../../i18n/problems.js';
import { icon, search } from '../../ui/icon.js';
import { statusBadge } from '../../ui/state.js';
import { PorticoElement } from '../portico-element.js';
import { ticketListStyles } from './ticket-list.styles.js';
import type { ListTools } from './tools.js';

type Column = Portal['columns'][number];

const chunk = 25;

/**
 * @summary The tickets of the person who is signed in: searched, filtered, sorted, page by page.
 * @tag portico-ticket-list
 *
 * @attr {string} src - The portal's address, `https://host/<slug>`. Inside a portal it is known already.
 * @attr {string} profile - Keeps several identities apart on one page.
 * @attr {string} session - What holds the session: a key of the browser's, or with `cookie` a cookie, for pages of the portal's own site.
 *
 * @fires {PorticoTicketOpenEvent} portico-ticket-open - When a ticket is chosen; cancelable.
 * @fires {PorticoErrorEvent} portico-error - When the tickets could not be loaded.
 *
 * @csspart heading - The heading.
 * @csspart toolbar - Search, filters and order.
 * @csspart table - The tickets.
 * @csspart row - One ticket.
 * @csspart status - A ticket's status or stage.
 * @csspart empty - What is said when there is no ticket.
 * @csspart notice - What went wrong.
 */
export class PorticoTicketList extends PorticoElement {
  static override styles = [shared, ticketListStyles];
  static override properties = {
    query: { attribute: false },
    ticketHref: { attribute: false },
    newHref: { attribute: false },
  };

  /** What is asked for; what is left out is as at the beginning. */
  declare query?: Partial<TicketListQuery>;
  /** Gives the address of a ticket. Without it a row is a button that fires `portico-ticket-open`. */
  declare ticketHref?: (ticketId: string) => string;
  /** Where a new ticket is opened; offered when there is none yet. */
  declare newHref?: string;
  /** Is told what the person now asks for, so that an address can remember it. */
  declare queryChanged?: (query: TicketListQuery) => void;

  #list = new TicketListController(this, () => this.session);
  /** What there is beside the rows, once that part of the library is there. */
  #tools?: ListTools;
  #asked = false;
  #failure?: SpokenFailure;
  /** The rows that were drawn, by what they show: telling the times costs most of them. */
  #rows = new Map<string, unknown>();
  /** How many rows may be drawn by now: a chunk in each frame, so that nothing waits for hundreds. */
  #drawn = chunk;

  /** Asks again; the rows stay until the answer is there. */
  reload(): void {
    this.#list.reload();
  }

  /** Asks again, with the focus on a ticket's row; where that is not shown, on the heading. */
  comeBack(ticketId = ''): void {
    this.#tools?.comeBack(ticketId);
    this.reload();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('ticketHref') || this.#rows.size > 2000) this.#rows.clear();
    if (changed.has('query')) this.#list.ask({ ...start, ...this.query });
    if (this.session?.state === 'signed-in' && !this.#asked) void this.#load();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const known = this.#list.page.value?.items.length ?? 0;
    this.#drawn = Math.max(chunk, Math.min(this.#drawn, known));
    if (this.#drawn < known)
      requestAnimationFrame(() => {
        this.#drawn += chunk;
        this.requestUpdate();
      });
    this.#tools?.updated();
  }

  protected override view(): unknown {
    const { t } = this;
    const portal = this.session?.portal.value;
    if (!portal) return this.skeleton();
    const { page } = this.#list;
    const items = page.value?.items;
    const tools = this.#tools;
    return html`<h3 part="heading" tabindex="-1" class=${this.alone ? nothing : 'hide'}>${t.tickets}</h3>
      ${
        tools?.unused
          ? nothing
          : html`<div class="row" part="toolbar" role="search">
              <div class="search">
                ${icon(search)}<input
                  type="search"
                  maxlength="200"
                  aria-label=${t.search}
                  placeholder=${t.search}
                  .value=${this.#list.query.q}
                  @input=${(event: Event) => this.#ask({ q: (event.target as HTMLInputElement).value })}
                />
              </div>
              <div class="tools row">${tools?.bar()}</div>
            </div>`
      }
      <p class="hide" role="status">${tools?.status}</p>
      ${this.#failure ? this.failed(this.#failure, this.#again) : nothing}
      ${page.error ? this.failed(page.error, () => this.reload()) : nothing}
      ${
        items?.length || (!page.error && !(items && tools))
          ? this.#table(portal.columns, items, page.state === 'pending')
          : nothing
      }
      ${tools?.below()}`;
  }

  #table(columns: Column[], items: TicketSummary[] | undefined, busy: boolean): unknown {
    const { t } = this;
    // Where all are one's own, nobody needs to be told so in each row.
    const shown = columns.filter((name) => name !== 'requester' || this.#list.query.scope !== 'mine');
    const row = (cell: (name: Column) => unknown): unknown =>
      shown.map((name) => html`<td role="cell" class=${name}>${cell(name)}</td>`);
    const rows = (ticket: TicketSummary): unknown => {
      const key = JSON.stringify([ticket, shown, this.locale.tag]);
      if (!this.#rows.has(key))
        this.#rows.set(
          key,
          html`<tr role="row" part="row">
            ${row((name) => this.#cell(name, ticket))}
          </tr>`,
        );
      return this.#rows.get(key);
    };
    return html`<table role="table" part="table" aria-busy=${busy}>
      <thead role="rowgroup">
        <tr role="row">
          ${shown.map(
            (name) => html`<th role="columnheader" class=${name}>${this.#tools?.head(name) ?? t.columns[name]}</th>`,
          )}
        </tr>
      </thead>
      ${
        // The bones are rows of their own: those of the answer take their place, and nothing moves.
        items
          ? Array.from(
              { length: Math.ceil(Math.min(this.#drawn, items.length) / chunk) },
              (_, index) =>
                html`<tbody role="rowgroup">
                  ${items.slice(index * chunk, (index + 1) * chunk).map(rows)}
                </tbody>`,
            )
          : html`<tbody role="rowgroup">
              ${Array.from(
                { length: 6 },
                () =>
                  html`<tr role="row" part="row">
                    ${row(() => html`<span class="bone"></span>`)}
                  </tr>`,
              )}
            </tbody>`
      }
    </table>`;
  }

  #cell(name: Column, ticket: TicketSummary): unknown {
    switch (name) {
      case 'number':
        return '#' + ticket.number;
      case 'subject':
        return this.#subject(ticket);
      case 'requester':
        return ticket.requester.isYou ? this.t.you : ticket.requester.name;
      case 'status':
        return statusBadge(this.t, ticket);
      default:
        return this.time(name === 'created' ? ticket.createdAt : ticket.lastActivityAt);
    }
  }

  /** The subject, with the words that were searched for marked in it or in an excerpt below. */
  #subject({ id, subject, snippet }: TicketSummary): unknown {
    const marked = snippet?.parts.map(({ text, match }) => (match ? html`<mark>${text}</mark>` : text));
    const found = snippet?.parts.map(({ text }) => text).join('') === subject;
    return html`${this.#link(id, subject, found ? marked : subject)}${
      marked && !found ? html`<p class="snippet small" dir="auto">${marked}</p>` : nothing
    }`;
  }

  /** Chromium leaves the space between two marks out of the link's name, so the name is said. */
  #link(id: string, subject: string, shown: unknown): unknown {
    const open = (event: MouseEvent): void => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (!this.dispatchEvent(new PorticoTicketOpenEvent(id))) event.preventDefault();
    };
    return this.ticketHref
      ? html`<a class="link" dir="auto" aria-label=${subject} href=${this.ticketHref(id)} @click=${open}>${shown}</a>`
      : html`<button type="button" class="link" dir="auto" aria-label=${subject} @click=${open}>${shown}</button>`;
  }

  #ask(patch: Partial<TicketListQuery>): void {
    this.#list.setQuery(patch);
    this.queryChanged?.(this.#list.query);
  }

  #again = (): void => {
    this.#failure = undefined;
    void this.#load();
  };

  async #load(): Promise<void> {
    this.#asked = true;
    try {
      const { ListTools } = await import('./tools.js');
      this.#tools = await ListTools.load({
        element: this,
        list: this.#list,
        tickets: () => this.renderRoot.querySelectorAll<HTMLElement>('.link'),
        ask: (patch) => this.#ask(patch),
        failed: (failure, retry) => this.failed(failure, retry),
      });
    } catch {
      this.#failure = this.missing();
    }
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-ticket-list': PorticoTicketList;
  }
}
