import type { SuggestArticlesData, SuggestArticlesResponses } from '../../src/api/schema.ts';
import { allowSuggestions } from '../accounts/attempts.ts';
import { suggestArticles as suggest } from '../stores/articles.ts';
import type { PublicOperation } from './operation.ts';

/** Fewer say nothing of what somebody is about to ask. */
const CHARACTERS = 3;

/** Articles that may answer what somebody is about to ask. */
export const suggestArticles: PublicOperation<SuggestArticlesData, SuggestArticlesResponses> = async (call) => {
  const { input, ports, portal, languages, now, remoteAddress } = call;
  const query = input.query.query.replaceAll('\0', '').toWellFormed();
  await allowSuggestions(ports.db, { portalId: portal.id, remoteAddress }, now);
  if ([...query.trim()].length < CHARACTERS) return { status: 200, body: { items: [] } };
  const items = await suggest(ports.db, portal.id, { query, language: languages[0] ?? 'en' });
  return { status: 200, body: { items } };
};
