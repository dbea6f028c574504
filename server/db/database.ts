import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * What every store is handed: the database, or a transaction of it.
 *
 * Inside a transaction use nothing but the transaction: the embedded database has one connection, so a query beside it would
 * wait for ever.
 */
export type Database = Kysely<Tables>;

/** A transaction; good wherever a {@link Database} is. */
export type DatabaseTransaction = Transaction<Tables>;

/** A database that is open, of either kind. */
export interface OpenDatabase {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Database;
  /** Connections in use and in all, for the metrics. */
  readonly pool: () => { used: number; total: number; waiting: number };
  /** Runs SQL of a library that brings its own: several statements at once where there are no values. */
  readonly execute: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;
  /**
   * Hears what is told on a channel (NOTIFY), until the answer is called. `heard` is also called, with nothing, when the connection
   * is there again after a break: what was told meanwhile is lost.
   */
  readonly listen: (channel: string, heard: (payload: string) => void) => Promise<() => Promise<void>>;
  /** Closes it after the queries under way. */
  readonly close: () => Promise<void>;
}
