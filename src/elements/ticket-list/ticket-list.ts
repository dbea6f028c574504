import { html, nothing, type PropertyValues } from 'lit';
import type { ListColumn, TicketSummary } from '../../api/schema.js';
import { inOrder, start, TicketListController, type TicketListQuery } from '../../controllers/ticket-list.js';
import { PorticoTicketOpenEvent } from '../../events/ticket-open.js';
import { shared } from '../../styles/shared.js';
import { propertyText } from '../../i18n/format.js';
import type { SpokenFailure } from '../../i18n/problems.js';
import { icon, search } from '../../ui/icon.js';
import { statusBadge } from '../../ui/state.js';
import { PorticoElement } from '../portico-element.js';
import { type Address, keepAddress, parseRoute, placeIn } from '../route.js';
import { ticketListStyles } from './ticket-list.styles.js';
import type { ListTools } from './tools.js';

const chunk = 25;

/**
 * @summary The tickets of the person who is signed in: searched, filtered, sorted, page by page.
 * @tag portico-ticket-list
 *
 * @attr {string} src - The portal's address, `https://host/<slug>`. Inside a portal it is known already.
 * @attr {string} profile - Keeps several identities apart on one page.
 * @attr {string} session - What holds the session: a key of the browser's, or with `cookie` a cookie, for pages of the portal's own site.
 * @attr {'auto' | 'bootstrap' | 'tailwind' | 'material' | 'pico' | 'vitepress' | 'docusaurus' | 'starlight' | 'wordpress' | 'hubspot'} preset - What the page was made with, so that the element looks like it; `auto` finds out.
 * @attr {'hash' | 'history' | 'memory'} address - Where a list that stands alone keeps what is asked for; for itself alone when it is not said.
 * @attr {string} base - With `address="history"`: the path before `/tickets`; without it that is at the site's root.
 *
 * @fires {PorticoTicketOpenEvent} portico-ticket-open - When a ticket is chosen; cancelable.
 * @fires {PorticoErrorEvent} portico-error - When the tickets could not be loaded.
 *
 * @csspart heading - The heading.
 * @csspart toolbar - Search, filters and order.
 * @csspart select - The choice inside a control of the toolbar, beside its name.
 * @csspart table - The tickets.
 * @csspart head - The names of the columns, where there is room for them.
 * @csspart sort - The name of a column, which sorts by it.
 * @csspart row - One ticket.
 * @csspart status - A ticket's status or stage.
 * @csspart panel - The filters, or the choice of columns, while they are open.
 * @csspart chips - The filters that are active.
 * @csspart chip - One of them.
 * @csspart news - The button that tells of something new.
 * @csspart view-heading - The heading of the sign-in, where nobody is signed in.
 * @csspart field - A label with its control, help and error.
 * @csspart label - What a field is called.
 * @csspart control - A field of a form, or a choice.
 * @csspart form - A form.
 * @csspart button - A main button.
 * @csspart provider - A button of an identity provider.
 * @csspart empty - What is said where there is nothing.
 * @csspart secondary - A button that is not a main one.
 * @csspart notice - What went wrong.
 * @csspart banner - A line above: that the connection is lost, or that staff looks on.
 * @csspart dialog - A question over the window: whether to stay, or to leave what waits to be sent.
 * @csspart waiting - What waits to be sent.
 */
export class PorticoTicketList extends PorticoElement {
  static override styles = [shared, ticketListStyles];
  static override properties = {
    address: {},
    base: {},
    query: { attribute: false },
    ticketHref: { attribute: false },
    newHref: { attribute: false },
  };

  /** Where the list keeps what is asked for. */
  declare address?: Address['address'];
  /** The path that its place comes after, where the page's path holds it. */
  declare base?: string;
  /** What is asked for; what is left out is as at the beginning. */
  declare query?: Partial<TicketListQuery>;
  /** Gives the address of a ticket. Without it a row is a button that fires `portico-ticket-open`. */
  declare ticketHref?: (ticketId: string) => string;
  /** Where a new ticket is opened; offered when there is none yet. */
  declare newHref?: string;
  /** Is told what the person now asks for, and whether that is a step to come back from, so that an address can remember it. */
  declare queryChanged?: (query: TicketListQuery, isStep: boolean) => void;

  #list = new TicketListController(this, () => this.session);
  /** What there is beside the rows, once that part of the library is there. */
  #tools?: ListTools;
  #asked = false;
  #failure?: SpokenFailure;
  /** The rows that were drawn, by what they show: telling the times costs most of them. */
  #rows = new Map<string, unknown>();
  /** How many rows may be drawn by now: some more in each frame, so that nothing waits for hundreds. */
  #drawn = chunk;
  /** The ticket whose row one comes back to. */
  #backFrom?: string;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#read);
    this.#read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#read);
  }

  /** Asks again; the rows stay until the answer is there. */
  reload(): void {
    this.#list.reload();
  }

  /** Asks again, with the focus on a ticket's row; where that is not shown, on the heading. */
  comeBack(ticketId = ''): void {
    this.#backFrom = ticketId;
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
        this.#drawn += 4;
        this.requestUpdate();
      });
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
                <div class="search with">
                  ${icon(search)}<input
                    type="search"
                    part="control"
                    maxlength="200"
                    aria-label=${t.search}
                    placeholder=${t.search}
                    .value=${this.#list.query.q}
                    @input=${(event: Event) => this.#ask({ q: (event.target as HTMLInputElement).value }, true)}
                  />
                </div>
                <div class="tools row ${this.session!.scopes.length > 1 ? 'two' : ''}">${tools?.bar()}</div>
              </div>
              <div class="under ${this.#list.narrowed ? 'narrowed' : ''}">${tools?.under()}</div>`
      }
      <p class="hide" role="status">${tools?.status}</p>
      ${this.#failure ? this.failed(this.#failure, this.#again) : nothing}
      ${page.error ? this.failed(page.error, () => this.reload()) : nothing}
      ${
        items?.length || (!page.error && !(items && tools))
          ? this.#table(portal.listColumns, items, page.state === 'pending')
          : nothing
      }
      ${tools?.below()}`;
  }

  #table(columns: ListColumn[], items: TicketSummary[] | undefined, busy: boolean): unknown {
    const { columnOrder, hiddenColumns, density } = this.#list.preferences ?? {};
    // Where all are one's own, nobody needs to be told so in each row.
    const shown = inOrder(columns, columnOrder).filter(
      ({ name }) =>
        name === 'subject' ||
        !(hiddenColumns?.includes(name) || (name === 'requester' && this.#list.query.scope === 'mine')),
    );
    const { t } = this;
    // Nothing is sorted before it is there.
    const tools = items && this.#tools;
    const row = (ticket?: TicketSummary): unknown => {
      const key = ticket && JSON.stringify([ticket, shown, this.locale.tag]);
      const made =
        this.#rows.get(key!) ??
        html`<tr role="row" part="row">
          ${shown.map(
            (column) =>
              html`<td role="cell" class=${column.label ? 'property' : column.name}>
                ${ticket ? this.#cell(column, ticket) : html`<span class="bone"></span>`}
              </td>`,
          )}
        </tr>`;
      if (key) this.#rows.set(key, made);
      return made;
    };
    const rows = (rows: unknown): unknown =>
      html`<tbody role="rowgroup">
        ${rows}
      </tbody>`;
    // The bones are rows of their own: those of the answer take their place, and nothing moves.
    return html`<table role="table" part="table" class=${density ?? nothing} aria-busy=${busy}>
      <thead role="rowgroup">
        <tr role="row" part="head">
          ${shown.map((column) => {
            const { name, label } = column;
            const said = label ?? t.columns[name as 'number'];
            return html`<th
              role="columnheader"
              class=${label ? 'property' : name}
              aria-sort=${tools?.sorted(name) ?? nothing}
            >
              ${tools?.head(column, said) ?? said}
            </th>`;
          })}
        </tr>
      </thead>
      ${
        items
          ? Array.from({ length: Math.ceil(Math.min(this.#drawn, items.length) / chunk) }, (_, index) =>
              rows(items.slice(index * chunk, Math.min((index + 1) * chunk, this.#drawn)).map(row)),
            )
          : rows(Array.from({ length: 6 }, () => row()))
      }
    </table>`;
  }

  #cell({ name, label, type }: ListColumn, ticket: TicketSummary): unknown {
    switch (name) {
      case 'number':
        return '#' + ticket.number;
      case 'subject':
        return this.#subject(ticket);
      case 'requester':
        return ticket.requester.isYou ? this.t.you : ticket.requester.name;
      case 'status':
        return statusBadge(this.t, ticket);
      case 'created':
        return this.time(ticket.createdAt);
      case 'last-activity':
        return this.time(ticket.lastActivityAt);
    }
    const value = ticket.values[name];
    // What was chosen says by itself what it is.
    return (
      value &&
      html`<span class="label ${type === 'select' ? 'hide' : ''}">${label}</span>
        ${propertyText(this.locale.tag, type, value)}`
    );
  }

  /** The subject, with the words that were searched for marked in it or in an excerpt below. */
  #subject({ id, subject, snippet, unread, changes }: TicketSummary): unknown {
    const { t } = this;
    const marked = snippet?.parts.map(({ text, match }) => (match ? html`<mark>${text}</mark>` : text));
    const found = snippet?.parts.map(({ text }) => text).join('') === subject;
    const news = [unread && t.unread(unread), changes.includes('status') && t.statusChanged].filter(Boolean);
    return html`${this.#link(id, subject, found ? marked : subject)}${
      marked && !found ? html`<p class="snippet small" dir="auto">${marked}</p>` : nothing
    }${news.length ? html`<p class="news small">${news.join(' · ')}</p>` : nothing}`;
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

  #ask(patch: Partial<TicketListQuery>, typed?: boolean): void {
    this.#list.setQuery(patch, typed);
    this.#keep(!typed);
  }

  #keep(isStep = false): void {
    const { query } = this.#list;
    if (this.queryChanged) this.queryChanged(query, isStep);
    else if (this.address) keepAddress({ view: 'tickets', query }, this, isStep);
  }

  /** Takes what is asked for from the page's address. */
  #read = (): void => {
    const route = parseRoute(placeIn(location, this)) ?? { view: 'tickets' };
    if (this.alone && this.address && this.address !== 'memory' && route.view === 'tickets') this.query = route.query;
  };

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
        backFrom: () => this.#backFrom,
        ask: (patch, typed) => this.#ask(patch, typed),
        keep: () => this.#keep(),
        remembers: () => !!(this.queryChanged ?? this.address) && this.address !== 'memory',
        redraw: () => this.#rows.clear(),
        failed: (failure, retry, lead) => this.failed(failure, retry, lead),
        missing: () => this.missing(),
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
