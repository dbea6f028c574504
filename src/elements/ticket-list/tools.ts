import { html, type LitElement, nothing, type ReactiveController } from 'lit';
import type { ListColumn } from '../../api/schema.js';
import { inOrder, type TicketListQuery } from '../../controllers/ticket-list.js';
import type { ListWords } from '../../i18n/en/list.js';
import { languageOf, loadLocale, type Locale } from '../../i18n/locale.js';
import type { SpokenFailure } from '../../i18n/problems.js';
import { listWords } from '../../i18n/words/list.js';
import type { Session } from '../../session/session.js';
import { addStyles } from '../../styles/added.js';
import { emptyState } from '../../ui/empty.js';
import { chevron, icon, search } from '../../ui/icon.js';
import { columns, down, filter, up } from '../../ui/list-icons.js';
import { inbox } from '../../ui/more-icons.js';
import type { ColumnsView } from './columns.js';
import { cleared, narrowedBy } from './conditions.js';
import type { FiltersView } from './filters.js';
import { Place, type PlaceInsides } from './place.js';
import { toolsStyles } from './tools.styles.js';

type Sort = TicketListQuery['sort'];
type PanelName = 'filters' | 'view';

/** What the tools need of the list they stand in. */
export interface ListInsides extends PlaceInsides {
  readonly element: LitElement & {
    readonly session?: Session;
    readonly newHref?: string;
    readonly address?: string;
    readonly queryChanged?: unknown;
  };
  /** The ticket one comes back from. */
  readonly backFrom: () => string | undefined;
  /** Changes what is asked for; what is typed waits until the typing pauses. */
  readonly ask: (patch: Partial<TicketListQuery>, typed?: boolean) => void;
  readonly failed: (failure: SpokenFailure, retry?: (event: Event) => void, lead?: string) => unknown;
  /** What a part of the library that did not arrive is told as. */
  readonly missing: () => SpokenFailure;
  /** Has the rows say their times anew. */
  readonly redraw: () => void;
}

const minute = 60_000;

/** What the list has beside its search and its rows; loaded together with the first of them. */
export class ListTools implements ReactiveController {
  readonly #insides: ListInsides;
  readonly #locale: Locale<ListWords>;
  readonly #place: Place;
  #open?: PanelName;
  #filters?: FiltersView;
  #columns?: ColumnsView;
  #loading = new Set<PanelName>();
  #failure?: SpokenFailure;
  #timer?: ReturnType<typeof setInterval>;
  #person?: string;

  private constructor(insides: ListInsides, locale: Locale<ListWords>) {
    this.#insides = insides;
    this.#locale = locale;
    this.#place = new Place(insides, insides.backFrom());
    insides.element.addController(this);
  }

  /** Loads the words, and gives the list the look of its tools. */
  static async load(insides: ListInsides): Promise<ListTools> {
    const locale = await loadLocale(languageOf(insides.element), [listWords]);
    addStyles(insides.element.renderRoot, toolsStyles);
    return new ListTools(insides, locale);
  }

  hostConnected(): void {
    addEventListener('online', this.#goOn);
    this.#timer = setInterval(() => {
      // Nobody looks at the times of hundreds of rows.
      if (document.hidden || (this.#insides.list.page.value?.items.length ?? 0) > 100) return;
      this.#insides.redraw();
      this.#insides.element.requestUpdate();
    }, minute);
  }

  hostUpdate(): void {
    const { element, keep } = this.#insides;
    const id = element.session?.person?.id;
    // What somebody looked for is not left in the page's path. A portal around sees to that itself.
    if (this.#person && id !== this.#person && element.address === 'history' && !element.queryChanged) keep();
    this.#person = id;
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#goOn);
    clearInterval(this.#timer);
  }

  /** Whether there is nothing that could be searched. */
  get unused(): boolean {
    const { list, element } = this.#insides;
    const { q, scope } = list.query;
    const isEmpty = list.page.value?.items.length === 0;
    return isEmpty && !q && !list.narrowed && scope === 'mine' && element.session!.scopes.length < 2;
  }

  /** What a screen reader is told of the rows. */
  get status(): string | undefined {
    const { t } = this.#locale;
    const { state, value } = this.#insides.list.page;
    if (state !== 'ready') return;
    return value.items.length ? t.shown(value.items.length) : t.nothingFound;
  }

  /** Scope, filters, order and view. */
  bar(): unknown {
    const { t } = this.#locale;
    const { element, list, ask } = this.#insides;
    const { query } = list;
    const count = narrowedBy(query).length;
    return html`${
      element.session!.scopes.includes('organization')
        ? this.#pick(
            t.scope,
            query.scope,
            [
              ['mine', t.mine],
              ['organization', t.organization],
            ],
            (scope) => ask({ scope: scope as TicketListQuery['scope'] }),
          )
        : nothing
    }
    ${this.#pick(t.sort, query.sort, this.#orders(), (sort) => ask({ sort }), 'order')}
    ${this.#button(
      'filters',
      filter,
      t.filters,
      count
        ? html`<span class="count" aria-hidden="true">${count}</span><span class="hide">${t.active(count)}</span>`
        : nothing,
    )}
    ${element.session!.readOnly ? nothing : this.#button('view', columns, t.view)}`;
  }

  /** The active filters, and the panel that is open. */
  under(): unknown {
    const { list, failed } = this.#insides;
    if (list.narrowed && !this.#failure) void this.#need('filters');
    if (!list.narrowed && !this.#open && !this.#failure) return nothing;
    const panel = this.#open === 'filters' ? this.#filters?.panel() : this.#open && this.#columns?.panel();
    return html`${list.narrowed ? this.#filters?.chips() : nothing}
    ${this.#failure ? failed(this.#failure, this.#again) : nothing}
    ${panel ? html`<div class="panel" id="panel" part="panel" @keydown=${this.#escape}>${panel}</div>` : nothing}`;
  }

  /** Which way a column is sorted. */
  sorted(name: string): 'ascending' | 'descending' | undefined {
    const { sort } = this.#insides.list.query;
    return sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : undefined;
  }

  /** What stands in the head of a column: its name, and where there is room the way to sort by it. */
  head({ name, type }: ListColumn, label: string): unknown {
    const sorted = this.sorted(name);
    const [first, second] = this.#sorts(name, type);
    const next = this.#insides.list.query.sort === first ? second : first;
    return html`<span class="plain-head">${label}</span
      ><button type="button" class="sort" part="sort" @click=${() => this.#insides.ask({ sort: next })}>
        ${label}${sorted ? icon(sorted === 'ascending' ? up : down) : nothing}
      </button>`;
  }

  /** What is said when there is no ticket, and the way to more of them. */
  below(): unknown {
    const { t } = this.#locale;
    const { element, list, failed } = this.#insides;
    const { page, more, query } = list;
    const clear = html`<button type="button" part="secondary" @click=${this.#clear}>${t.showAll}</button>`;
    // An old link may ask for what is no filter any more.
    if (page.error) return 'code' in page.error && page.error.code === 'invalid-request' ? clear : nothing;
    if (page.value?.items.length === 0)
      return query.q || list.narrowed
        ? emptyState(search, t.nothingFound, t.nothingFoundHint, clear)
        : emptyState(
            inbox,
            t.noTickets,
            t.noTicketsHint,
            element.newHref &&
              html`<a class="button primary" part="button" href=${element.newHref}><span>${t.newTicket}</span></a>`,
          );
    return html`${more.error ? failed(more.error, this.#more) : nothing}
    ${
      page.value?.nextCursor && !more.error
        ? html`<button
            type="button"
            class="more"
            part="secondary"
            aria-disabled=${more.state === 'pending'}
            @click=${this.#more}
          >
            ${more.state === 'pending' ? t.loading : t.loadMore}
          </button>`
        : nothing
    }`;
  }

  /** The list was asked for again, by somebody who comes from a ticket. */
  comeBack(ticketId: string): void {
    this.#place.comeBack(ticketId);
  }

  #pick(label: string, value: string, options: string[][], chosen: (value: string) => void, look = ''): unknown {
    return html`<label class="pick with ${look}" part="control"
      ><span part="label">${label}</span
      ><select part="select" @change=${(event: Event) => chosen((event.target as HTMLSelectElement).value)}>
        ${options.map(([key, text]) => html`<option value=${key!} .selected=${key === value}>${text}</option>`)}</select
      >${icon(chevron)}</label
    >`;
  }

  #button(name: PanelName, shape: string, label: string, more: unknown = nothing): unknown {
    const isOpen = this.#open === name;
    return html`<button
      type="button"
      class="tool"
      part="secondary"
      data-panel=${name}
      aria-expanded=${isOpen}
      aria-controls=${isOpen ? 'panel' : nothing}
      @click=${() => this.#toggle(name)}
    >
      ${icon(shape)}<span class="text">${label}</span> ${more}
    </button>`;
  }

  /** The two ways to sort by a column, the usual one first. */
  #sorts(name: string, type: ListColumn['type']): [Sort, Sort] {
    const ways = [name, `-${name}`] as [Sort, Sort];
    return ['time', 'date', 'number'].includes(type) ? [ways[1], ways[0]] : ways;
  }

  #orders(): string[][] {
    const { t } = this.#locale;
    const { list, element } = this.#insides;
    const known = inOrder(element.session!.portal.value!.listColumns, list.preferences?.columnOrder);
    return known.flatMap(({ name, label, type }) => {
      const kind = type === 'date' ? 'time' : type in t.orders ? (type as 'text') : 'other';
      const said = label ?? t.columns[name as 'number'];
      return this.#sorts(name, type).map((sort, index) => [sort, `${said}: ${t.orders[kind][index]!}`]);
    });
  }

  #toggle = (name?: PanelName): void => {
    this.#open = this.#open === name ? undefined : name;
    this.#failure = undefined;
    if (this.#open) void this.#need(this.#open);
    this.#insides.element.requestUpdate();
  };

  #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    const name = this.#open!;
    this.#toggle(name);
    this.#insides.element.renderRoot.querySelector<HTMLElement>(`[data-panel=${name}]`)?.focus();
  };

  #again = (): void => {
    this.#failure = undefined;
    if (this.#open) void this.#need(this.#open);
    this.#insides.element.requestUpdate();
  };

  /** Loads the part of the library that a panel is. */
  async #need(name: PanelName): Promise<void> {
    if (this.#loading.has(name)) return;
    this.#loading.add(name);
    const { element, list, ask, failed, missing } = this.#insides;
    const insides = { element, list, ask, failed };
    try {
      if (name === 'filters') this.#filters = await (await import('./filters.js')).FiltersView.load(insides);
      else this.#columns = await (await import('./columns.js')).ColumnsView.load(insides);
    } catch {
      this.#loading.delete(name);
      this.#failure = missing();
    }
    element.requestUpdate();
  }

  /** The line is back: what failed is asked for again. */
  #goOn = (): void => {
    const { list } = this.#insides;
    if (this.#failure) this.#again();
    if (list.page.error) list.reload();
    else if (list.more.error) void this.#more();
  };

  #clear = (): void => {
    this.#insides.ask(cleared);
    this.#insides.element.renderRoot.querySelector('input')?.focus();
  };

  #more = async (): Promise<void> => {
    const { element, list, tickets, keep } = this.#insides;
    const known = list.page.value!.items.length;
    await list.loadMore();
    keep();
    await element.updateComplete;
    // The button is gone with the last page; the focus goes where reading goes on.
    if (!list.page.value?.nextCursor) tickets()[known]?.focus();
  };
}
