import type { Row } from '../db/tables.ts';

const LENGTH = 2000;

/**
 * The page a sign-in goes back to, without its fragment: one of the portal's own web sites, or its own page; null where it is
 * anything else.
 */
export function returnAddress(
  portal: Pick<Row<'portals'>, 'allowed_origins'>,
  ownOrigin: string,
  address: string,
): string | null {
  const url = address.length <= LENGTH ? URL.parse(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  if (url.origin !== ownOrigin && !portal.allowed_origins.includes(url.origin)) return null;
  url.hash = '';
  return url.href;
}
