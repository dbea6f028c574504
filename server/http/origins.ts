import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Row } from '../db/tables.ts';
import { Problem } from '../problem.ts';
import { publicOrigin } from './request.ts';

const REQUEST_HEADERS = [
  'Accept-Language',
  'Authorization',
  'Content-Type',
  'DPoP',
  'Idempotency-Key',
  'If-None-Match',
  'Last-Event-ID',
  'Portico-Background',
  'Portico-Session',
  'Tus-Resumable',
  'Upload-Length',
  'Upload-Metadata',
  'Upload-Offset',
];

const ANSWER_HEADERS = [
  'Content-Disposition',
  'Content-Length',
  'ETag',
  'Location',
  'Request-Id',
  'Retry-After',
  'Tus-Resumable',
  'Upload-Length',
  'Upload-Offset',
  'WWW-Authenticate',
];

/** Whether a request comes from one of the portal's own web sites, or from no page at all. */
export function isFromOwnSite(
  request: FastifyRequest,
  portal: Pick<Row<'portals'>, 'allowed_origins'> | null,
  publicUrl: string | null,
): boolean {
  const { origin } = request.headers;
  return (
    origin === undefined ||
    origin === publicOrigin(request, publicUrl) ||
    portal?.allowed_origins.includes(origin) === true
  );
}

/** Lets the portal's own web sites in, and no other. Needs `request.portal`. */
export async function bindOrigins(api: FastifyInstance, publicUrl: string | null): Promise<void> {
  const isAllowed = (request: FastifyRequest): boolean => isFromOwnSite(request, request.portal, publicUrl);
  await api.register(cors, {
    delegator: (request: FastifyRequest, done: (error: Error | null, options?: FastifyCorsOptions) => void) => {
      done(null, {
        origin: isAllowed(request) && request.headers.origin !== undefined ? request.headers.origin : false,
        credentials: isAllowed(request) && request.portal?.cookie_sessions === true,
        methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
        allowedHeaders: REQUEST_HEADERS,
        exposedHeaders: ANSWER_HEADERS,
        maxAge: 600,
        strictPreflight: false,
      });
    },
  });
  api.addHook('onRequest', async (request, reply) => {
    // An answer to one site must not be kept for another.
    reply.header('Vary', 'Origin');
    if (!isAllowed(request)) throw new Problem('origin-refused');
  });
}
