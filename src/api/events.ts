import type { PortalClient } from './client.js';
import { readProblem } from './problem.js';

/** Parameters of a request; what is null, undefined, empty or 0 is left out. */
export type Query = Readonly<Record<string, string | number | null | undefined>>;

/**
 * Reads in the background: as whoever is signed in, but as no use of the session, so that a page that is left open does not keep
 * it alive. Fails with a PortalProblem, or as fetch does.
 */
export async function readQuietly(
  client: PortalClient,
  path: string,
  options: { query?: Query; headers?: Record<string, string>; signal?: AbortSignal } = {},
  again = false,
): Promise<Response> {
  const url = client.base + path;
  const { query = {}, headers, signal = null } = options;
  const parameters = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value ? [[name, `${value}`]] : [])),
  );
  const proof = await client.headers('GET', url);
  const answer = await client.fetch(parameters.size ? `${url}?${parameters}` : url, {
    headers: { 'Portico-Background': '1', ...headers, ...proof },
    credentials: 'Portico-Session' in proof ? 'include' : 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    signal,
  });
  if (answer.ok || answer.status === 304) return answer;
  const problem = readProblem(answer.status, await answer.text(), answer.headers.get('Request-Id'));
  if (!again && (await client.learn(problem))) return readQuietly(client, path, options, true);
  throw problem;
}
