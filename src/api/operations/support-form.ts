import type { PortalClient } from '../client.js';
import type { Form } from '../schema.js';

const path = encodeURIComponent;

/** The fields of a support form. */
export function getForm(client: PortalClient, formId: string, signal?: AbortSignal): Promise<Form> {
  return client.call('GET', '/forms/' + path(formId), { signal });
}
