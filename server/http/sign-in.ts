import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '../accounts/proofs.ts';
import { serviceProviderMetadata, type ProviderAddresses } from '../accounts/single-sign-on/engine.ts';
import type { AppOptions } from '../app.ts';
import type { Row } from '../db/tables.ts';
import { signInFailedPage, signedInPage } from '../hosted/sign-in-pages.ts';
import { returnAddress } from '../policies/sign-in-return.ts';
import { Problem } from '../problem.ts';
import { findPortal } from '../stores/portals.ts';
import { countUse } from '../stores/rate-limits.ts';
import { preferredLanguages, publicOrigin } from './request.ts';

/** A SAML answer of 256 kB, as a form writes it. */
const FORM_BYTES = 512 * 1024;
/** Pages that one address may ask for in a minute: a sign-in is two, and a whole office may have one address. */
const PER_ADDRESS = { points: 300, seconds: 60 };

interface Place {
  readonly portal: Row<'portals'>;
  readonly provider: Row<'identity_providers'>;
  readonly addresses: ProviderAddresses;
}

/**
 * Single sign-on as a browser sees it: out to the provider from `/<slug>/sign-in/<provider>`, back to `…/callback`. Pages, and no
 * operations: a browser goes there by itself, and a provider sends it back from another site.
 */
export async function bindSignIn(app: FastifyInstance, { ports, clock, publicUrl }: AppOptions): Promise<void> {
  const { singleSignOn } = ports;
  const config = { operation: 'sign-in' };

  await app.register(async (pages) => {
    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_BYTES },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    pages.addHook('onRequest', async (request, reply) => {
      reply
        .header('Cache-Control', 'no-store')
        // The window that opened this one is of another site, and waits.
        .header('Cross-Origin-Opener-Policy', 'unsafe-none');
      const retryAfter = await countUse(ports.db, keyOf(request.ip), PER_ADDRESS, clock());
      if (retryAfter !== null) throw new Problem('rate-limited', { retryAfter });
    });
    pages.setErrorHandler((error, request, reply) => {
      const code = error instanceof Problem ? error.code : 'internal';
      if (code === 'internal') request.log.error({ error: (error as Error).name }, 'sign-in failed');
      if (error instanceof Problem && error.details.retryAfter !== undefined)
        reply.header('Retry-After', error.details.retryAfter);
      return failed(request, reply, error instanceof Problem ? error.status : 500);
    });

    pages.get('/:slug/sign-in/:provider', { config }, async (request, reply) => {
      const place = await find(request);
      const { challenge, return: wished, display } = texts(request.query);
      const returnUrl = returnAddress(place.portal, place.addresses.origin, wished ?? '');
      if (returnUrl === null || !/^[A-Za-z0-9_-]{43}$/.test(challenge ?? '')) return failed(request, reply, 400);
      const beginning = {
        challenge: challenge ?? '',
        returnUrl,
        display: display === 'popup' ? ('popup' as const) : ('page' as const),
      };
      const { url, cookies } = await singleSignOn.begin(place.provider, place.addresses, beginning, clock());
      return reply.header('Set-Cookie', cookies).redirect(url, 303);
    });

    const end = async (request: FastifyRequest, reply: FastifyReply) => {
      const { provider, portal, addresses } = await find(request);
      const answer = {
        query: texts(request.query),
        form: request.method === 'POST' ? texts(request.body) : null,
        cookie: request.headers.cookie,
      };
      const ended = await singleSignOn.end(provider, addresses, answer, { requestId: request.id, now: clock() });
      if (!ended) {
        request.log.warn({ provider: provider.slug, reason: 'no such state' }, 'sign-in refused');
        return failed(request, reply, 400);
      }
      const { reason } = ended;
      if (reason !== null) request.log.warn({ provider: provider.slug, reason }, 'sign-in refused');
      const [language = 'en'] = languagesOf(portal, request);
      return page(reply, 200, signedInPage({ name: portal.name, language, ...ended }));
    };
    pages.get('/:slug/sign-in/:provider/callback', { config }, end);
    pages.post('/:slug/sign-in/:provider/callback', { config }, end);

    pages.get('/:slug/sign-in/:provider/metadata', { config }, async (request, reply) => {
      // Before the provider is there: it may have to be told of us first.
      const { portal, addresses } = await findPlace(request);
      if (!portal) throw new Problem('not-found');
      return reply.type('application/samlmetadata+xml').send(serviceProviderMetadata(addresses));
    });
  });

  async function findPlace(request: FastifyRequest) {
    const { slug = '', provider = '' } = request.params as { slug?: string; provider?: string };
    const portal = /^[a-z0-9-]{1,63}$/.test(provider) ? await findPortal(ports.db, slug, ports.demo) : undefined;
    const origin = publicOrigin(request, publicUrl);
    const address = `${origin}/${slug}/sign-in/${provider}`;
    return { portal, addresses: { origin, callback: `${address}/callback`, entityId: `${address}/metadata` } };
  }

  async function find(request: FastifyRequest): Promise<Place> {
    const { portal, addresses } = await findPlace(request);
    if (!portal) throw new Problem('not-found');
    if (!portal.is_on) throw new Problem('portal-off');
    const { provider = '' } = request.params as { provider?: string };
    return { portal, addresses, provider: await singleSignOn.find(portal.id, provider) };
  }

  /** Where nobody can be told but the person who looks at it. */
  function failed(request: FastifyRequest, reply: FastifyReply, status: number): FastifyReply {
    const [language = 'en'] = preferredLanguages(['en', 'fi', 'sv', 'ar'], request.headers['accept-language']);
    return page(reply, status, signInFailedPage({ language, requestId: request.id }));
  }
}

function languagesOf(portal: Row<'portals'>, request: FastifyRequest): string[] {
  return preferredLanguages(portal.languages, request.headers['accept-language']);
}

// Hashed, as all of them are: the table of counts is no list of addresses.
const keyOf = (address: string): string => `sign-in-page:${sha256(address).toString('base64url')}`;

/** The texts of a query or a form; what comes twice is nothing. */
function texts(values: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function page(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(html);
}
