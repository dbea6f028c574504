import type { LitElement, ReactiveController } from 'lit';
import type { TicketListController } from '../../controllers/ticket-list.js';
import type { Session } from '../../session/session.js';

/** What a place needs of the list it is in. */
export interface PlaceInsides {
  readonly element: LitElement & { readonly session?: Session };
  readonly list: TicketListController;
  /** The links of the rows, in the order of the tickets. */
  readonly tickets: () => NodeListOf<HTMLElement>;
  /** Whether the page's history remembers for this list. */
  readonly remembers: () => boolean;
  /** Has the address say what the list's query says. */
  readonly keep: () => void;
}

/** How the list was left: how far the page was scrolled, which ticket was where, and which had the focus. */
interface Kept {
  readonly top: number;
  readonly ticket?: string;
  readonly offset?: number;
  readonly focus?: string;
}

const pause = 200;
const tries = 12;

/** Where the person is in the list. Remembered with the step in the page's history, so that whoever comes back to it is there again. */
export class Place implements ReactiveController {
  readonly #insides: PlaceInsides;
  #timer?: ReturnType<typeof setTimeout>;
  #last?: Kept;
  /** Where to go as soon as the rows are there. */
  #wanted?: Kept;
  /** The ticket that one comes from, while the answer that may move it is on its way. */
  #backFrom?: string;

  constructor(insides: PlaceInsides, backFrom?: string) {
    this.#insides = insides;
    const kept = this.#kept ?? this.#linked;
    this.#wanted = kept && { ...kept, focus: backFrom || kept.focus };
    if (!kept) this.#backFrom = backFrom;
    insides.element.addController(this);
  }

  hostConnected(): void {
    addEventListener('scroll', this.#later, { passive: true });
    addEventListener('popstate', this.#travelled);
    const { element } = this.#insides;
    // On the host it would not be heard while the focus stays inside.
    element.renderRoot.addEventListener('focusin', this.#save);
    element.addEventListener('portico-ticket-open', this.#save);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    removeEventListener('scroll', this.#later);
    removeEventListener('popstate', this.#travelled);
    const { element } = this.#insides;
    element.renderRoot.removeEventListener('focusin', this.#save);
    element.removeEventListener('portico-ticket-open', this.#save);
  }

  hostUpdated(): void {
    const { element, list } = this.#insides;
    const { page } = list;
    const isDrawn = page.state === 'ready' && this.#insides.tickets().length === page.value.items.length;
    const id = this.#backFrom;
    if (this.#wanted && isDrawn) this.#go(this.#wanted);
    // The element's own focus() would have it drawn once more.
    const heading = element.renderRoot.querySelector<HTMLElement>('h3');
    if (id === undefined || !heading) return;
    const row = this.#row(id);
    const pending = page.state === 'pending';
    if (!row && pending) heading.focus();
    // The answer may have put the ticket into another row; by then the person may be somewhere else.
    else if (pending || this.#isFree) row?.focus({ preventScroll: true });
    if (!row || !pending) this.#backFrom = undefined;
  }

  /** Goes where the person was, from a ticket that was opened. */
  comeBack(ticketId: string): void {
    const kept = this.#kept ?? this.#last;
    if (kept) this.#go(kept);
    this.#backFrom = ticketId;
  }

  /** What the page's history keeps for this step. */
  get #kept(): Kept | undefined {
    const state = history.state as Record<string, Kept | undefined> | null;
    return this.#insides.remembers() ? state?.[this.#key] : undefined;
  }

  /** What the address says to whom a link to the list was given. */
  get #linked(): Kept | undefined {
    const { at } = this.#insides.list.query;
    return at ? { top: 0, ticket: `#${at}`, offset: 8, focus: `#${at}` } : undefined;
  }

  get #key(): string {
    return `portico ${this.#insides.element.session!.storageKey}`;
  }

  /** Whether the focus is in the list or nowhere, so that it may be put somewhere. */
  get #isFree(): boolean {
    return document.activeElement === document.body || this.#insides.element.matches(':focus-within');
  }

  #row(ticket?: string): HTMLElement | undefined {
    const { list, tickets } = this.#insides;
    const place = list.page.value?.items.findIndex(({ id, number }) => ticket === id || ticket === `#${number}`) ?? -1;
    return tickets()[place];
  }

  #go({ top, ticket, offset, focus }: Kept): void {
    this.#wanted = undefined;
    const row = this.#row(ticket);
    if (row) this.#settle(row, offset!);
    else scrollTo({ top, behavior: 'instant' });
    if (this.#isFree) this.#row(focus)?.focus({ preventScroll: true });
  }

  /** Rows far away have no height of their own yet, so the way there is found in some steps. */
  #settle(row: HTMLElement, offset: number, left = tries): void {
    scrollBy({ top: row.getBoundingClientRect().top - offset, behavior: 'instant' });
    if (left) requestAnimationFrame(() => this.#settle(row, offset, left - 1));
  }

  #travelled = (): void => {
    if (this.#insides.element.checkVisibility()) this.#wanted = this.#kept;
  };

  #later = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#save, pause);
  };

  #save = (): void => {
    clearTimeout(this.#timer);
    const { element, list, tickets, remembers, keep } = this.#insides;
    const items = list.page.value?.items;
    if (!items || this.#wanted || !element.checkVisibility()) return;
    const rows = [...tickets()];
    // Rows that are out of sight have no box that is cheap to ask for: a chunk of them is asked at once.
    const chunk = [...element.renderRoot.querySelectorAll('tbody')].find(
      (body) => body.getBoundingClientRect().bottom > 0,
    );
    const top = rows.findIndex((row) => chunk?.contains(row) && row.getBoundingClientRect().bottom > 0);
    const focused = rows.indexOf((element.renderRoot as ShadowRoot).activeElement as HTMLElement);
    const isInside = top > 0;
    this.#last = {
      top: scrollY,
      ticket: isInside ? items[top]?.id : undefined,
      offset: isInside ? rows[top]!.getBoundingClientRect().top : undefined,
      focus: items[focused]?.id,
    };
    if (!remembers()) return;
    const at = isInside ? items[top]?.number : undefined;
    if (`${at}` !== `${list.query.at}`) {
      list.ask({ ...list.query, at });
      keep();
    }
    history.replaceState({ ...history.state, [this.#key]: this.#last }, '');
  };
}
