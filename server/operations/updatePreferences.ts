import type { UpdatePreferencesData, UpdatePreferencesResponses } from '../../src/api/schema.ts';
import { presentPreferences } from '../presenters/preferences.ts';
import * as preferences from '../stores/preferences.ts';
import type { Operation } from './operation.ts';

/** Changes how the person likes the list to be. */
export const updatePreferences: Operation<UpdatePreferencesData, UpdatePreferencesResponses> = async (call) => {
  const { input, ports, person, portal } = call;
  const { columnOrder, hiddenColumns, density } = input.body;
  const row = await preferences.updatePreferences(person, ports.db, {
    ...(columnOrder && { column_order: columnOrder }),
    ...(hiddenColumns && { hidden_columns: hiddenColumns }),
    ...(density && { density }),
  });
  return { status: 200, body: presentPreferences(row, portal) };
};
