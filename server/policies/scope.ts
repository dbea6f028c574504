import type { Requester } from '../accounts/requester.ts';

/** What listTickets may be asked for. */
export function scopesOf(requester: Requester): ('mine' | 'organization')[] {
  return requester.sharedCompanyId === null ? ['mine'] : ['mine', 'organization'];
}
