import type { PortalClient } from '../client.js';
import type { Form } from '../schema.js';

const path = encodeURIComponent;

/** The fields of a support form. */
export function getForm(client: PortalClient, formId: string, signal?: AbortSignal): Promise<Form> {
  return client.call('GET', '/forms/' + path(formId), { signal });
}

/** The fields of a form that anybody may send, for somebody who is not signed in. */
export function getRequestForm(client: PortalClient, formId: string, signal?: AbortSignal): Promise<Form> {
  return client.call('GET', '/requests/forms/' + path(formId), { signal });
}
