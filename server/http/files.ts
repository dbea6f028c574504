import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findSignedIn } from '../accounts/sessions.ts';
import type { AppOptions } from '../app.ts';
import { contentDisposition } from '../files/disposition.ts';
import { shownAs } from '../files/kinds.ts';
import type { LinkPurpose } from '../files/links.ts';
import { rangeOf } from '../files/range.ts';
import { findReadable } from '../files/read.ts';
import { FileMissing, StorageUnavailable } from '../files/storage.ts';
import { Thumbnails } from '../files/thumbnails.ts';
import { notFoundPage, storageAwayPage } from '../hosted/pages.ts';
import type { Row } from '../db/tables.ts';
import { Problem } from '../problem.ts';
import { isFromOwnSite } from './origins.ts';
import type { StoredAttachment } from '../stores/attachments.ts';
import { findPortal } from '../stores/portals.ts';

/** Nothing a file holds may run, load or ask. */
const SANDBOX = "sandbox; default-src 'none'";
/** The same for a PDF, whose viewer some browsers do not start in a sandbox; it has one of its own. */
const OF_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";

/**
 * Files by the links of createAttachmentLink, at `/<slug>/files/<attachment>/<grant>`. No operation: a browser goes there by itself,
 * for an image, a new tab or a download. A link that is not good is a page that is not there, whatever the reason.
 */
export async function bindFiles(app: FastifyInstance, { ports, clock, publicUrl }: AppOptions): Promise<void> {
  const thumbnails = new Thumbnails(ports.files);
  await app.register(async (files) => {
    files.setErrorHandler((error, request, reply) => {
      if (error instanceof Problem || error instanceof FileMissing) return page(reply, 404, notFoundPage());
      const isAway = error instanceof StorageUnavailable;
      request.log.error({ error: (error as Error).name, ...(isAway && { code: error.code }) }, 'a file was not read');
      return page(reply, isAway ? 503 : 500, storageAwayPage());
    });

    files.get('/:slug/files/:attachmentId/:grant', { config: { operation: 'file' } }, async (request, reply) => {
      const { attachment, purpose, portal } = await find(request);
      const { origin } = request.headers;
      const size = Number(attachment.size);
      const range = rangeOf(request.headers.range, size);
      const shown = purpose === 'download' ? null : shownAs(attachment.mediaType);
      reply.headers({
        'Content-Disposition': contentDisposition(attachment.name, shown ? 'inline' : 'attachment'),
        'Content-Security-Policy': shown === 'application/pdf' ? OF_PDF : SANDBOX,
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'private, no-store',
        'Referrer-Policy': 'no-referrer',
        // The pages that show it are of other sites.
        'Cross-Origin-Resource-Policy': 'cross-origin',
        // What they draw of it they read, as they read the rest of the portal.
        ...(origin !== undefined &&
          isFromOwnSite(request, portal, publicUrl) && { 'Access-Control-Allow-Origin': origin }),
        Vary: 'Origin',
      });
      if (purpose === 'thumbnail') {
        const picture = shown?.startsWith('image/') ? await thumbnails.of(attachment.storageKey) : null;
        if (!picture) throw new Problem('not-found');
        return reply.header('Content-Type', 'image/webp').send(picture);
      }
      reply.header('Accept-Ranges', 'bytes');
      if (range === 'none') return reply.code(416).header('Content-Range', `bytes */${size}`).send();
      const bytes = await ports.files.get(attachment.storageKey, range ?? undefined);
      if (range) reply.code(206).header('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
      return reply
        .header('Content-Type', shown ?? 'application/octet-stream')
        .header('Content-Length', range ? range.end - range.start + 1 : size)
        .send(bytes);
    });
  });

  async function find(
    request: FastifyRequest,
  ): Promise<{ attachment: StoredAttachment; purpose: LinkPurpose; portal: Row<'portals'> }> {
    const { slug = '', attachmentId = '', grant = '' } = request.params as Record<string, string>;
    const now = clock();
    // Before anything is looked up.
    const granted = ports.links.verify(attachmentId, grant, now);
    if (!granted) throw new Problem('not-found');
    const portal = await findPortal(ports.db, slug, ports.demo);
    if (portal?.is_on !== true) throw new Problem('not-found');
    const person = await findSignedIn(ports, portal, granted.sessionId, now);
    if (!person) throw new Problem('not-found');
    return { attachment: await findReadable(person, ports.db, attachmentId), purpose: granted.purpose, portal };
  }
}

function page(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply
    .code(status)
    .removeHeader('Content-Disposition')
    .removeHeader('Accept-Ranges')
    .header('Cache-Control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html);
}
