import type { PortalClient } from '../client.js';
import type { ArticleList } from '../schema.js';

/** Articles that may answer what somebody is about to ask. */
export function suggestArticles(client: PortalClient, query: string, signal?: AbortSignal): Promise<ArticleList> {
  return client.call('GET', '/articles', { query: { query }, signal });
}
