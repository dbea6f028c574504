import type { FastifyRequest } from 'fastify';
import type { SessionCookie } from '../accounts/cookies.ts';
import type { SignedIn } from '../accounts/requester.ts';
import type { Row } from '../db/tables.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The portal of the address, once it is found. */
    portal: Row<'portals'> | null;
    /** Who has signed in, once it is known. */
    person: SignedIn | null;
    keyThumbprint: string | null;
    /** The cookie that holds the session, or is to hold it. */
    sessionCookie: SessionCookie | null;
  }
  interface FastifyContextConfig {
    /** The operationId, or what else this route is, for logs and metrics. */
    operation?: string;
  }
}

/** The origin customers reach this server by. */
export function publicOrigin(request: FastifyRequest, publicUrl: string | null): string {
  return publicUrl ?? `${request.protocol}://${request.host}`;
}

/** The portal's languages, the one that `Accept-Language` likes best first. */
export function preferredLanguages(languages: readonly string[], header: string | undefined): string[] {
  if (languages.length === 1 || header === undefined) return [...languages];
  const wishes = header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters
        .map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1])
        .find((q) => q !== undefined);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  const best = wishes
    .map(({ tag }) => languages.find((language) => sameLanguage(language.toLowerCase(), tag)))
    .find((language) => language !== undefined);
  return best === undefined ? [...languages] : [best, ...languages.filter((language) => language !== best)];
}

function sameLanguage(language: string, tag: string): boolean {
  return language === tag || language.split('-', 1)[0] === tag.split('-', 1)[0];
}
