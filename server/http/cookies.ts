import type { FastifyRequest } from 'fastify';
import { cookieName, tokenIn, type SessionCookie, type TokenCookie } from '../accounts/cookies.ts';
import type { Row } from '../db/tables.ts';
import { Problem } from '../problem.ts';
import { publicOrigin } from './request.ts';

/** Methods for which a browser sends no `Origin` to the very same one. */
const READING = ['GET', 'HEAD'];

/**
 * The cookie that a request wants to be known by; null when it has no `Portico-Session`, and then its cookies are not looked at. No page
 * can send that header unasked but one of the same origin, and it comes with no form, image or link. Needs `bindOrigins`.
 */
export function sessionCookie(
  request: FastifyRequest,
  portal: Row<'portals'>,
  publicUrl: string | null,
): SessionCookie | null {
  const wanted = request.headers['portico-session'];
  if (wanted === undefined) return null;
  const { profile, personId } = read(String(wanted));
  if (request.headers.authorization !== undefined || request.headers['dpop'] !== undefined)
    throw new Problem('invalid-request', { detail: 'Portico-Session does not go with Authorization or DPoP.' });
  if (!portal.cookie_sessions) throw refused('This portal keeps no session in a cookie.');
  const own = new URL(publicOrigin(request, publicUrl));
  const isSecure = own.protocol === 'https:';
  if (!isSecure && !isThisMachine(own.hostname)) throw refused('A cookie holds a session over https only.');
  refuseOtherSites(request);
  const cookie = (what?: string): TokenCookie => {
    const name = cookieName(portal.slug, profile, isSecure, what);
    return { name, isSecure, token: tokenIn(request.headers.cookie, name) };
  };
  return { ...cookie(), link: cookie('portico-link'), personId };
}

/** Another site, though its origin is allowed: its session is bound to a key. */
function refuseOtherSites({ headers, method }: FastifyRequest): void {
  const site = headers['sec-fetch-site'];
  // An origin that is there is one of the portal's: `bindOrigins` has seen to that.
  if (headers.origin === undefined && !(site === 'same-origin' && READING.includes(method)))
    throw refused('The request does not say from where it comes.');
  if (site !== undefined && site !== 'same-origin' && site !== 'same-site')
    throw refused('A cookie holds a session for pages of the portal’s own site only.');
}

function read(value: string): { profile: string; personId: string | null } {
  const [, profile, person] = /^cookie:([^:]{0,200}):([^:]{0,100})$/.exec(value) ?? [];
  try {
    if (profile !== undefined && person !== undefined)
      return { profile: decodeURIComponent(profile), personId: decodeURIComponent(person) || null };
  } catch {
    // Not percent-encoded.
  }
  throw new Problem('invalid-request', { detail: 'Portico-Session is like cookie:profile:person.' });
}

function isThisMachine(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}

function refused(detail: string): Problem {
  return new Problem('origin-refused', { detail });
}
