import type { PortalClient } from '../client.js';
import type { Form, NewTicket, Ticket } from '../schema.js';

const path = encodeURIComponent;

/** The fields of a support form. */
export function getForm(client: PortalClient, formId: string, signal?: AbortSignal): Promise<Form> {
  return client.call('GET', '/forms/' + path(formId), { signal });
}

/** Opens a ticket. The key is kept when the same ticket is sent again. */
export function createTicket(
  client: PortalClient,
  body: NewTicket,
  key: string,
  signal?: AbortSignal,
): Promise<Ticket> {
  return client.call('POST', '/tickets', { body, key, signal });
}
