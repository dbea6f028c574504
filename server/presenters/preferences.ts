import type { Preferences } from '../../src/api/schema.ts';
import type { Row } from '../db/tables.ts';

/** What is not chosen is as the portal has it; columns that the portal does not have any more are left out. */
export function presentPreferences(
  row: Pick<Row<'preferences'>, 'column_order' | 'hidden_columns' | 'density'> | undefined,
  portal: Row<'portals'>,
): Preferences {
  const known = new Set<string>(portal.columns);
  const kept = (names: readonly string[] = []) => [...new Set(names)].filter((name) => known.has(name));
  return {
    columnOrder: kept(row?.column_order),
    // Without it no row could be told from another, nor opened.
    hiddenColumns: kept(row?.hidden_columns).filter((name) => name !== 'subject'),
    density: row?.density ?? 'comfortable',
  };
}
