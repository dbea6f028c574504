/** What a page keeps asking while nobody looks at it. */
const NEVER_A_USE: readonly string[] = ['streamEvents', 'listEvents'];

/** Whether a request is no use of the session, so that a page that is left open does not keep it alive. Reading alone can be none. */
export function isBackground(
  { operationId, method }: { readonly operationId: string; readonly method: string },
  saysSo: boolean,
): boolean {
  return method === 'GET' && (saysSo || NEVER_A_USE.includes(operationId));
}
