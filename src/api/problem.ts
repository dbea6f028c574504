import type { FieldError, Problem, ProblemCode } from './schema.js';

/** A refusal told by the portal: a problem document of the contract (RFC 9457). */
export class PortalProblem extends Error {
  /** What happened, stable; be ready for a code that is not in the contract yet. */
  readonly code: ProblemCode | (string & {});
  /** The HTTP status. */
  readonly status: number;
  /** What to quote to the portal's administrator; empty when the answer did not come from the portal itself. */
  readonly requestId: string;
  /** What is wrong with which part of the request's body. */
  readonly errors: FieldError[];
  /** Seconds to wait before another try. */
  readonly retryAfter?: number;
  /** The server's time, with `proof-expired` and `host-token-expired`. */
  readonly serverTime?: string;

  constructor(problem: Partial<Problem> & Pick<Problem, 'code' | 'status'>) {
    super(problem.title ?? problem.code);
    this.code = problem.code;
    this.status = problem.status;
    this.requestId = problem.requestId ?? '';
    this.errors = problem.errors ?? [];
    this.retryAfter = problem.retryAfter;
    this.serverTime = problem.serverTime;
  }
}

/**
 * Why nothing came back: no network, no answer in time, no connection (or CORS), a page without WebCrypto, or one whose `getToken`
 * gave no token.
 */
export type ConnectionReason = 'offline' | 'timeout' | 'unreachable' | 'insecure' | 'host-failed';

/** The portal could not be asked, or its answer never came. Whether it acted is not known. */
export class ConnectionProblem extends Error {
  constructor(
    readonly reason: ConnectionReason,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

/** Every way a call to the portal fails. */
export type Failure = PortalProblem | ConnectionProblem;

/** Whatever was thrown, as a Failure: what is neither of ours came from the network or from a chunk that did not load. */
export function toFailure(error: unknown): Failure {
  return error instanceof PortalProblem || error instanceof ConnectionProblem
    ? error
    : new ConnectionProblem(navigator.onLine ? 'unreachable' : 'offline', { cause: error });
}

/** Whether the portal refused because nobody is signed in any more. */
export const unauthorized = (error?: Failure): boolean => (error as PortalProblem | undefined)?.status === 401;

/** Reads a refusal. A proxy in between may answer in its own words: then the status decides. */
export function readProblem(status: number, text: string, requestId?: string | null): PortalProblem {
  let problem: Partial<Problem> = {};
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    // Not from the portal.
  }
  const code =
    typeof problem?.code === 'string'
      ? problem.code
      : status === 404
        ? 'not-found'
        : status === 429
          ? 'rate-limited'
          : status > 501
            ? 'unavailable'
            : 'internal';
  return new PortalProblem({ requestId: requestId ?? '', ...problem, code, status });
}
