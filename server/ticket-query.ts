import type { PropertyType, TicketStatus } from './db/tables.ts';

/** Whose tickets: the person's own, the organisation's, or whichever of both the person may see. */
export type Scope = 'mine' | 'organization' | 'any';

/** Where a page begins: after the row with this value and number. Null: among the tickets that have no value. */
export interface TicketPosition {
  readonly value: string | number | null;
  readonly number: number;
}

/** Moments: from the first on, before the second. */
export interface Span {
  readonly from: Date | null;
  readonly to: Date | null;
}

/** What has to hold of one property. Choices go by their places among the options, the first is 1. */
export type PropertyCondition = { readonly property: string } & (
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'equals'; readonly texts: readonly string[] }
  | { readonly kind: 'numbers'; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'dates'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'choices'; readonly several: boolean; readonly places: readonly number[] }
  | { readonly kind: 'ticked'; readonly ticked: boolean }
);

/** What the list is ordered by. */
export type Sort = { readonly descending: boolean } & (
  | { readonly key: 'last-activity' | 'created' | 'number' | 'subject' | 'requester' }
  /** Open before closed, then by the place of the stage among these. */
  | { readonly key: 'status'; readonly stageIds: readonly string[] }
  | { readonly key: 'property'; readonly property: string; readonly type: PropertyType }
);

/** What listTickets was asked for. */
export interface TicketQuery {
  readonly scope: Scope;
  readonly status?: TicketStatus | undefined;
  readonly stageId?: string | undefined;
  readonly created: Span;
  readonly activity: Span;
  readonly conditions: readonly PropertyCondition[];
  /** Null: nothing is searched. */
  readonly search: string | null;
  readonly sort: Sort;
  readonly limit: number;
  readonly after: TicketPosition | null;
}
