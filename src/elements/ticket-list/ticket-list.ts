import { html, nothing, type PropertyValues } from 'lit';
import type { Portal, TicketSort, TicketSummary } from '../../api/schema.js';
import { TicketListController, type TicketListQuery } from '../../controllers/ticket-list.js';
import { PorticoTicketOpenEvent } from '../../events/ticket-open.js';
import { shared } from '../../styles/shared.js';
import { icon, inbox, search } from '../../ui/icon.js';
import { emptyState, statusBadge } from '../../ui/state.js';
import { PorticoElement } from '../portico-element.js';
import { ticketListStyles } from './ticket-list.styles.js';

type Column = Portal['columns'][number];

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
  #backFrom?: string;

  /** Asks again; the rows stay until the answer is there. */
  reload(): void {
    this.#list.reload();
  }

  /** Asks again, with the focus on a ticket's row; where that is not shown, on the heading. */
  comeBack(ticketId = ''): void {
    this.#backFrom = ticketId;
    this.reload();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('query')) {
      this.#list.setQuery({
        scope: 'mine',
        status: undefined,
        stage: undefined,
        q: '',
        sort: '-last-activity',
        ...this.query,
      });
    }
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const id = this.#backFrom;
    if (id === undefined) return;
    const pending = this.#list.page.state === 'pending';
    const row = this.renderRoot.querySelector<HTMLElement>(`[href$="/${CSS.escape(id)}"]`);
    if (!row && pending) this.focus();
    // The answer may have put the ticket into another row; by then the person may be somewhere else.
    else if (pending || this.matches(':focus-within')) row?.focus({ preventScroll: !pending });
    if (!row || !pending) this.#backFrom = undefined;
  }

  protected override view(): unknown {
    const { t } = this;
    const portal = this.session?.portal.value;
    if (!portal) return this.skeleton();
    const { page, more, query } = this.#list;
    const items = page.value?.items;
    const narrowed = query.q || query.status || query.stage;
    return html`<h3 part="heading" tabindex="-1" class=${this.alone ? nothing : 'hide'}>${t.tickets}</h3>
      ${items?.length || narrowed || query.scope !== 'mine' || this.session!.scopes.length > 1 ? this.#toolbar(portal) : nothing}
      <p class="hide" role="status">
        ${page.state === 'ready' ? (items!.length ? t.shown(items!.length) : t.nothingFound) : nothing}
      </p>
      ${page.error ? this.failed(page.error, () => this.reload()) : nothing}
      ${
        items?.length || (!items && !page.error)
          ? this.#table(portal.columns, items, page.state === 'pending')
          : !items
            ? nothing
            : narrowed
              ? emptyState(
                  search,
                  t.nothingFound,
                  t.nothingFoundHint,
                  html`<button type="button" @click=${this.#clear}>${t.clearFilters}</button>`,
                )
              : emptyState(
                  inbox,
                  t.noTickets,
                  t.noTicketsHint,
                  this.newHref && html`<a class="button primary" href=${this.newHref}><span>${t.newTicket}</span></a>`,
                )
      }
      ${more.error ? this.failed(more.error, this.#more) : nothing}
      ${
        page.value?.nextCursor && !more.error
          ? html`<button type="button" class="more" aria-disabled=${more.state === 'pending'} @click=${this.#more}>
              ${more.state === 'pending' ? t.loading : t.loadMore}
            </button>`
          : nothing
      }`;
  }

  #toolbar(portal: Portal): unknown {
    const { t } = this;
    const { query } = this.#list;
    return html`<div class="row" part="toolbar" role="search">
      <div class="search">
        ${icon(search)}<input
          type="search"
          maxlength="200"
          aria-label=${t.search}
          placeholder=${t.search}
          .value=${query.q}
          @input=${(event: Event) => this.#ask({ q: (event.target as HTMLInputElement).value })}
        />
      </div>
      ${
        this.session!.scopes.includes('organization')
          ? this.#pick(
              t.show,
              query.scope,
              [
                ['mine', t.mine],
                ['organization', t.organization],
              ],
              (scope) => this.#ask({ scope: scope as TicketListQuery['scope'] }),
            )
          : nothing
      }
      ${this.#pick(
        t.status,
        query.stage ?? query.status ?? '',
        [
          ['', t.anyStatus],
          ['open', t.open],
          ['closed', t.closed],
          ...portal.stages.map((stage) => [stage.id, stage.label]),
        ],
        (value) => {
          const status = value === 'open' || value === 'closed' ? value : undefined;
          this.#ask({ status, stage: status ? undefined : value || undefined });
        },
      )}
      ${this.#pick(t.sort, query.sort, Object.entries(t.sorts), (sort) => this.#ask({ sort: sort as TicketSort }))}
    </div>`;
  }

  #pick(label: string, value: string, options: string[][], chosen: (value: string) => void): unknown {
    return html`<label class="pick"
      ><span>${label}</span
      ><select @change=${(event: Event) => chosen((event.target as HTMLSelectElement).value)}>
        ${options.map(([key, text]) => html`<option value=${key!} .selected=${key === value}>${text}</option>`)}
      </select></label
    >`;
  }

  #table(columns: Column[], items: TicketSummary[] | undefined, busy: boolean): unknown {
    const { t } = this;
    // Where all are one's own, nobody needs to be told so in each row.
    const shown = columns.filter((name) => name !== 'requester' || this.#list.query.scope !== 'mine');
    return html`<table role="table" part="table" aria-busy=${busy}>
      <thead role="rowgroup">
        <tr role="row">
          ${shown.map((name) => html`<th role="columnheader" class=${name}>${t.columns[name]}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${
          // The bones are rows of their own: those of the answer take their place, and nothing moves.
          items?.map(
            (ticket) =>
              html`<tr role="row" part="row">
                ${shown.map((name) => html`<td role="cell" class=${name}>${this.#cell(name, ticket)}</td>`)}
              </tr>`,
          ) ??
          Array<undefined>(6)
            .fill(undefined)
            .map(
              () =>
                html`<tr role="row" part="row">
                  ${shown.map((name) => html`<td role="cell" class=${name}><span class="bone"></span></td>`)}
                </tr>`,
            )
        }
      </tbody>
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

  #clear = (): void => {
    this.#ask({ q: '', status: undefined, stage: undefined });
    this.renderRoot.querySelector('input')?.focus();
  };

  #more = async (): Promise<void> => {
    const known = this.#list.page.value!.items.length;
    await this.#list.loadMore();
    await this.updateComplete;
    // The button is gone with the last page; the focus goes where reading goes on.
    if (!this.#list.page.value?.nextCursor) this.renderRoot.querySelectorAll<HTMLElement>('.link')[known]?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-ticket-list': PorticoTicketList;
  }
}
