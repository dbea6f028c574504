import type { PortalClient } from './client.js';
import { readProblem } from './problem.js';
import type { LiveEvent } from './schema.js';

/** Parameters of a request; what is null, undefined or empty is left out. */
export type Query = Readonly<Record<string, string | number | null | undefined>>;

/**
 * Reads in the background: as whoever is signed in, but as no use of the session, so that a page that is left open does not keep
 * it alive. Fails with a PortalProblem, or as fetch does.
 */
export async function readQuietly(
  client: PortalClient,
  path: string,
  { query = {}, headers = {}, signal }: { query?: Query; headers?: Record<string, string>; signal?: AbortSignal } = {},
  again = false,
): Promise<Response> {
  const url = client.base + path;
  const parameters = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value == null || value === '' ? [] : [[name, String(value)]])),
  );
  const proof = await client.headers('GET', url);
  const answer = await client.fetch(parameters.size ? `${url}?${parameters}` : url, {
    headers: { 'Portico-Background': '1', ...headers, ...proof },
    credentials: 'Portico-Session' in proof ? 'include' : 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    signal: signal ?? null,
  });
  if (answer.ok || answer.status === 304) return answer;
  const problem = readProblem(answer.status, await answer.text(), answer.headers.get('Request-Id'));
  if (!again && (await client.learn(problem, undefined, again)))
    return readQuietly(client, path, { query, headers, ...(signal && { signal }) }, true);
  throw problem;
}

/** Reads a stream of server-sent events: hands over each event, and says of every piece that came. Done when it ends. */
export async function readEvents(
  body: NonNullable<Response['body']>,
  heard: (event: LiveEvent) => void,
  came: () => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    came();
    const parts = (rest + value).split('\n\n');
    rest = parts.pop()!;
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data) heard(JSON.parse(data) as LiveEvent);
    }
  }
}
