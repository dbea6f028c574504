import { ConnectionProblem, type PortalProblem, readProblem } from './problem.js';
import type { ProofKey } from './proof.js';

/** What a signed-in browser holds: a token that is worth nothing without the key; or no key, where a cookie holds the session. */
export interface Grant {
  readonly key?: ProofKey;
  /** The token, or what `Portico-Session` says. */
  readonly token: string;
}

/** What a PortalClient needs. */
export interface PortalClientOptions {
  /** The portal's address, without a slash at the end. */
  src: string;
  /** Stands in for the browser's own fetch. */
  fetch?: typeof fetch;
  /** The grant to ask with; none before signing in. */
  authorize: () => Grant | undefined;
  /** Called when the portal no longer takes a grant; true when there is a new one, and the request may be sent again with it. */
  onRefused?: (grant: Grant, again: boolean) => boolean | Promise<boolean>;
  /** Called when the portal has answered a grant's request, with the moment it was sent. */
  onAnswered?: (grant: Grant, sentAt: number) => void;
}

/** A request for one operation. */
export interface Call<T> {
  query?: object;
  body?: unknown;
  key?: string;
  headers?: Record<string, string>;
  /** Asks with it in place of the grant of whoever is signed in. */
  grant?: Grant;
  /** Signs the request although there is no session yet. */
  proof?: ProofKey;
  signal?: AbortSignal;
  read?: (response: Response) => Promise<T>;
}

const timeLimit = 30_000;

/** Calls a portal's API in the name of whoever is signed in. What is asked is in operations/: each part of the library brings its own. */
export class PortalClient {
  /** Where the operations are. */
  readonly base: string;
  /** What asks; the browser's own, or what the page has put in its place. */
  readonly fetch: typeof fetch;
  readonly #options: PortalClientOptions;
  /** Milliseconds the server's clock is ahead of ours. */
  #offset = 0;

  constructor(options: PortalClientOptions) {
    this.#options = options;
    this.base = options.src + '/api/v1';
    this.fetch = options.fetch ?? ((...given) => fetch(...given));
  }

  /** The headers that prove who is asking; for requests that do not go through this class. */
  async headers(
    htm: string,
    htu: string,
    grant: Grant | null | undefined = this.#options.authorize(),
  ): Promise<Record<string, string>> {
    if (!grant) return {};
    const { key, token } = grant;
    if (!key) return { 'Portico-Session': token };
    return {
      Authorization: 'DPoP ' + token,
      DPoP: await key.sign({ htm, htu, token, offset: this.#offset }),
    };
  }

  /** Learns from a refusal; true when the same request, proven anew, may well be taken. */
  learn(
    { code, serverTime }: PortalProblem,
    grant: Grant | null | undefined = this.#options.authorize(),
    again = false,
  ): boolean | Promise<boolean> {
    if (code === 'proof-expired' && serverTime) {
      this.#offset = Date.parse(serverTime) - Date.now();
      return true;
    }
    const refused = grant && (code === 'session-expired' || code === 'session-required');
    return (refused && this.#options.onRefused?.(grant, again)) || false;
  }

  /** Says that the portal has answered, for requests that do not go through this class. */
  answered(sentAt: number, grant: Grant | null | undefined = this.#options.authorize()): void {
    if (grant) this.#options.onAnswered?.(grant, sentAt);
  }

  /** Asks for an operation. What fails, fails with a Failure. */
  async call<T>(method: string, operation: string, call: Call<T>, again = false): Promise<T> {
    const { query, body, key, proof, signal, read } = call;
    const url = this.base + operation;
    const parameters = new URLSearchParams(
      Object.entries(query ?? {}).flatMap(([name, value]) =>
        [value].flat().flatMap((one) => (one == null || one === '' ? [] : [[name, `${one}`]])),
      ),
    );
    const grant = operation === '/portal' || proof ? null : (call.grant ?? this.#options.authorize());
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeLimit);
    let problem: PortalProblem;
    const sentAt = Date.now();
    try {
      const response = await this.fetch(parameters.size ? `${url}?${parameters}` : url, {
        method,
        headers: {
          ...call.headers,
          ...(body ? { 'Content-Type': 'application/json' } : {}),
          ...(key ? { 'Idempotency-Key': key } : {}),
          ...(proof
            ? { DPoP: await proof.sign({ htm: method, htu: url, offset: this.#offset }) }
            : await this.headers(method, url, grant)),
        },
        body: body ? JSON.stringify(body) : null,
        // Neither the host's cookies nor its page's address are the portal's business.
        credentials: grant && !grant.key ? 'include' : 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal,
      });
      if (response.ok) {
        this.answered(sentAt, grant);
        if (read) {
          // A large file may take its time once it has begun to come.
          clearTimeout(timer);
          return await read(response);
        }
        return (/20[24]/.test(`${response.status}`) ? undefined : await response.json()) as T;
      }
      problem = readProblem(response.status, await response.text(), response.headers.get('Request-Id'));
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ConnectionProblem) throw error;
      throw new ConnectionProblem(timeout.signal.aborted ? 'timeout' : navigator.onLine ? 'unreachable' : 'offline', {
        cause: error,
      });
    } finally {
      clearTimeout(timer);
    }
    if ((await this.learn(problem, grant, again)) && !again) return this.call(method, operation, call, true);
    throw problem;
  }
}
