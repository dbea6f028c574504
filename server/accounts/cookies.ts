import { createHash } from 'node:crypto';

/** The cookie that holds a session, or is to hold it. */
export interface SessionCookie {
  /** One for each portal and profile. */
  readonly name: string;
  /** Whether it goes over https only; not so at localhost, where some browsers would not keep it. */
  readonly isSecure: boolean;
  /** What it said; null when it did not come, or is no token. */
  readonly token: string | null;
  /** Who the page believes is signed in; null when it does not know yet. */
  readonly personId: string | null;
}

/** The name of a portal's cookie for a profile. A slug has no dot, so that no two names are alike. */
export function cookieName(slug: string, profile: string, isSecure: boolean): string {
  const suffix = profile === '' ? '' : `.${createHash('sha256').update(profile).digest('base64url').slice(0, 22)}`;
  return `${isSecure ? '__Host-' : ''}portico.${slug}${suffix}`;
}

/** The token in a `Cookie` header. Where two cookies have the name, one of them was planted: none is believed. */
export function tokenIn(header: string | undefined, name: string): string | null {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value = ''] = values;
  return values.length === 1 && /^[A-Za-z0-9_-]{20,100}$/.test(value) ? value : null;
}

/** The header that gives a browser its session. */
export function giveCookie(cookie: SessionCookie, token: string, seconds: number): Record<string, string> {
  return { 'Set-Cookie': setCookie(cookie, token, seconds) };
}

/** The header that takes a session back from a browser. */
export function takeCookie(cookie: SessionCookie): Record<string, string> {
  return { 'Set-Cookie': setCookie(cookie, '', 0) };
}

function setCookie({ name, isSecure }: SessionCookie, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}
