import type { GetPreferencesData, GetPreferencesResponses } from '../../src/api/schema.ts';
import { presentPreferences } from '../presenters/preferences.ts';
import { findPreferences } from '../stores/preferences.ts';
import type { Operation } from './operation.ts';

/** How the person likes the list to be. */
export const getPreferences: Operation<GetPreferencesData, GetPreferencesResponses> = async (call) => {
  const { ports, person, portal } = call;
  return { status: 200, body: presentPreferences(await findPreferences(person, ports.db), portal) };
};
