import { html, type LitElement, nothing } from 'lit';
import type { Failure } from '../../api/problem.js';
import type { Portal, TicketSort } from '../../api/schema.js';
import { queryText, start, type TicketListController, type TicketListQuery } from '../../controllers/ticket-list.js';
import { languageOf, loadLocale, type Locale } from '../../i18n/locale.js';
import type { ListWords } from '../../i18n/en/list.js';
import { listWords } from '../../i18n/words/list.js';
import type { Session } from '../../session/session.js';
import { emptyState } from '../../ui/empty.js';
import { search } from '../../ui/icon.js';
import { inbox } from '../../ui/more-icons.js';
import { toolsStyles } from './tools.styles.js';

type Column = Portal['columns'][number];

/** What the tools need of the list they stand in. */
export interface ListInsides {
  readonly element: LitElement & { readonly session?: Session; readonly newHref?: string };
  readonly list: TicketListController;
  /** The links of the rows. */
  readonly tickets: () => NodeListOf<HTMLElement>;
  /** Changes what is asked for. */
  readonly ask: (patch: Partial<TicketListQuery>) => void;
  readonly failed: (failure: Failure, retry?: (event: Event) => void) => unknown;
}

/** What the list has beside its search and its rows; loaded together with the first of them. */
export class ListTools {
  readonly #insides: ListInsides;
  readonly #t: Locale<ListWords>['t'];
  #backFrom?: string;

  private constructor(insides: ListInsides, t: Locale<ListWords>['t']) {
    this.#insides = insides;
    this.#t = t;
  }

  /** Loads the words, and gives the list the look of its tools. */
  static async load(insides: ListInsides): Promise<ListTools> {
    const { t } = await loadLocale(languageOf(insides.element), [listWords]);
    (insides.element.renderRoot as ShadowRoot).adoptedStyleSheets.push(toolsStyles.styleSheet!);
    return new ListTools(insides, t);
  }

  /** Whether there is nothing that could be searched. */
  get unused(): boolean {
    const { list, element } = this.#insides;
    return (
      list.page.value?.items.length === 0 &&
      !this.#narrowed &&
      list.query.scope === 'mine' &&
      element.session!.scopes.length < 2
    );
  }

  /** What a screen reader is told of the rows. */
  get status(): string | undefined {
    const { state, value } = this.#insides.list.page;
    if (state !== 'ready') return;
    return value.items.length ? this.#t.shown(value.items.length) : this.#t.nothingFound;
  }

  /** Scope, filters and order. */
  bar(): unknown {
    const t = this.#t;
    const { element, list } = this.#insides;
    const { query } = list;
    const portal = element.session!.portal.value!;
    return html`${
      element.session!.scopes.includes('organization')
        ? this.#pick(
            t.scope,
            query.scope,
            [
              ['mine', t.mine],
              ['organization', t.organization],
            ],
            (scope) => this.#insides.ask({ scope: scope as TicketListQuery['scope'] }),
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
        this.#insides.ask({ status, stage: status ? undefined : value || undefined });
      },
    )}
    ${this.#pick(t.sort, query.sort, Object.entries(t.sorts), (sort) => this.#insides.ask({ sort: sort as TicketSort }))}`;
  }

  /** What stands in the head of a column in place of its name. */
  head(_name: Column): unknown {
    return undefined;
  }

  /** What is said when there is no ticket, and the way to more of them. */
  below(): unknown {
    const t = this.#t;
    const { element, list, failed } = this.#insides;
    const { page, more } = list;
    if (page.value && !page.value.items.length && !page.error)
      return this.#narrowed
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
            element.newHref && html`<a class="button primary" href=${element.newHref}><span>${t.newTicket}</span></a>`,
          );
    return html`${more.error ? failed(more.error, this.#more) : nothing}
    ${
      page.value?.nextCursor && !more.error
        ? html`<button type="button" class="more" aria-disabled=${more.state === 'pending'} @click=${this.#more}>
            ${more.state === 'pending' ? t.loading : t.loadMore}
          </button>`
        : nothing
    }`;
  }

  /** The list was asked for again, by somebody who comes from a ticket. */
  comeBack(ticketId: string): void {
    this.#backFrom = ticketId;
  }

  /** The list was rendered. */
  updated(): void {
    const id = this.#backFrom;
    if (id === undefined) return;
    const { element, list } = this.#insides;
    const pending = list.page.state === 'pending';
    const row = element.renderRoot.querySelector<HTMLElement>(`[href$="/${CSS.escape(id)}"]`);
    if (!row && pending) element.focus();
    // The answer may have put the ticket into another row; by then the person may be somewhere else.
    else if (pending || element.matches(':focus-within')) row?.focus({ preventScroll: !pending });
    if (!row || !pending) this.#backFrom = undefined;
  }

  get #narrowed(): boolean {
    return !!queryText({ ...this.#insides.list.query, scope: 'mine', sort: start.sort, rows: 0 });
  }

  #pick(label: string, value: string, options: string[][], chosen: (value: string) => void): unknown {
    return html`<label class="pick"
      ><span>${label}</span
      ><select @change=${(event: Event) => chosen((event.target as HTMLSelectElement).value)}>
        ${options.map(([key, text]) => html`<option value=${key!} .selected=${key === value}>${text}</option>`)}
      </select></label
    >`;
  }

  #clear = (): void => {
    this.#insides.ask({ q: '', status: undefined, stage: undefined });
    this.#insides.element.renderRoot.querySelector('input')?.focus();
  };

  #more = async (): Promise<void> => {
    const { element, list, tickets } = this.#insides;
    const known = list.page.value!.items.length;
    await list.loadMore();
    await element.updateComplete;
    // The button is gone with the last page; the focus goes where reading goes on.
    if (!list.page.value?.nextCursor) tickets()[known]?.focus();
  };
}
