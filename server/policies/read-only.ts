/** Whether somebody who only reads may do this. Deny by default: what HTTP calls safe, and leaving. */
export function mayReadOnly({
  method,
  operationId,
}: {
  readonly method: string;
  readonly operationId: string;
}): boolean {
  return method === 'GET' || method === 'HEAD' || operationId === 'deleteSession';
}
