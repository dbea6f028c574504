import type { TicketStatus } from './db/tables.ts';

/** Whose tickets: the person's own, the organisation's, or whichever of both the person may see. */
export type Scope = 'mine' | 'organization' | 'any';

export type SortKey = 'last-activity' | 'created' | 'number' | 'subject';

/** Where a page begins: after the row with this value and number. */
export interface TicketPosition {
  readonly value: string | number;
  readonly number: number;
}

/** What listTickets was asked for. */
export interface TicketQuery {
  readonly scope: Scope;
  readonly status?: TicketStatus | undefined;
  readonly stageId?: string | undefined;
  /** Null: nothing is searched. */
  readonly search: string | null;
  readonly sort: { readonly key: SortKey; readonly descending: boolean };
  readonly limit: number;
  readonly after: TicketPosition | null;
}
