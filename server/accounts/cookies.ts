import { createHash } from 'node:crypto';

/** A cookie that scripts cannot read and other sites do not send. */
export interface TokenCookie {
  /** One for each portal and profile. */
  readonly name: string;
  /** Whether it goes over https only; not so at localhost, where some browsers would not keep it. */
  readonly isSecure: boolean;
  /** What it said; null when it did not come, or is no token. */
  readonly token: string | null;
}

/** The cookie that holds a session, or is to hold it. */
export interface SessionCookie extends TokenCookie {
  /** What a link that signs in belongs to, in place of a key. */
  readonly link: TokenCookie;
  /** Who the page believes is signed in; null when it does not know yet. */
  readonly personId: string | null;
}

/** The name of a portal's cookie for a profile. A slug has no dot, so that no two names are alike. */
export function cookieName(slug: string, profile: string, isSecure: boolean, what = 'portico'): string {
  const suffix = profile === '' ? '' : `.${createHash('sha256').update(profile).digest('base64url').slice(0, 22)}`;
  return `${isSecure ? '__Host-' : ''}${what}.${slug}${suffix}`;
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

/** The `Set-Cookie` that gives a browser a token. */
export function giveCookie(cookie: TokenCookie, token: string, seconds: number): string {
  return setCookie(cookie, token, seconds);
}

/** The `Set-Cookie` that takes it back. */
export function takeCookie(cookie: TokenCookie): string {
  return setCookie(cookie, '', 0);
}

function setCookie({ name, isSecure }: TokenCookie, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}
