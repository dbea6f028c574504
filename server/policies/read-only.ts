/** What changes nothing a customer has, though HTTP does not call it safe: leaving, and the address of a file. */
const HARMLESS = ['deleteSession', 'createAttachmentLink'];

/** Whether somebody who only reads may do this. Deny by default. */
export function mayReadOnly({
  method,
  operationId,
}: {
  readonly method: string;
  readonly operationId: string;
}): boolean {
  return method === 'GET' || method === 'HEAD' || HARMLESS.includes(operationId);
}
