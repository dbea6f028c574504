import type { FailureCode, Messages } from './en.js';

/** As much of a failure as its sentence needs: a problem from the portal, or a broken connection (no code). */
export interface SpokenFailure {
  readonly code?: string;
  readonly requestId?: string;
}

/** The key of a failure's sentence; a connection that broke has no code of its own. */
const codeOf = (failure: SpokenFailure): string => failure.code ?? (navigator.onLine ? 'connection' : 'offline');

/** The sentence for a failure; what is not known is told in general, with the id to quote. */
export function problemText(t: Messages, failure: SpokenFailure): string {
  const code = codeOf(failure);
  const text = (t.problems as Record<string, string>)[code] as string | undefined;
  const vague = !text || code === ('internal' satisfies FailureCode);
  return (text ?? t.unknownProblem) + (vague && failure.requestId ? ` ${t.reference(failure.requestId)}` : '');
}

/** The sentence for an error of one field. */
export function fieldErrorText(t: Messages, error: { code: string; limit?: number }): string {
  const known = t.fieldErrors as Record<string, ((limit: number) => string) | undefined>;
  return (known[error.code] ?? t.fieldErrors.invalid)(error.limit ?? 0);
}
