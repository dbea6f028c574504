import type { CoreWords } from './en/core.js';

/** What is wrong with an element itself. */
export type ElementFault = 'no-source' | 'broken';

/** As much of a failure as its sentence needs: the code of a problem, or the reason why nothing came back. */
export interface SpokenFailure {
  readonly code?: string;
  readonly reason?: string;
  readonly requestId?: string;
}

/** The sentence for a failure; what is not known is told in general, with the id to quote. */
export function problemText(t: CoreWords, { code, reason, requestId }: SpokenFailure): string {
  const text = (t.problems as Record<string, string | undefined>)[(code ?? reason)!];
  return (text ?? t.unknownProblem) + ((!text || code === 'internal') && requestId ? ` ${t.reference(requestId)}` : '');
}

/** The sentence for an error of one field. */
export function fieldErrorText(t: CoreWords, error: { code: string; limit?: number }): string {
  const known = t.fieldErrors as Record<string, ((limit: number) => string) | undefined>;
  return (known[error.code] ?? t.fieldErrors.invalid)(error.limit ?? 0);
}
