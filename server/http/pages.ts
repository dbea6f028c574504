import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppOptions } from '../app.ts';
import { notFoundPage, portalOffPage, portalPage } from '../hosted/pages.ts';
import { findPortal } from '../stores/portals.ts';
import { publicOrigin } from './request.ts';

const HOSTED_FILES = fileURLToPath(new URL('../hosted/assets/', import.meta.url));

/** The bundle under `/assets/`, a page for each portal at `/<slug>`, and in a demo the demo's own pages. */
export async function bindPages(app: FastifyInstance, options: AppOptions): Promise<void> {
  const { ports, publicUrl, assetsFolder, demoFolder, signForDemo } = options;
  app.setNotFoundHandler({}, (_request, reply) => page(reply, 404, notFoundPage()));
  await serveAssets(app, assetsFolder);

  const asPage = { config: { operation: 'page' }, exposeHeadRoute: true };
  const showPortal = async (request: FastifyRequest, reply: FastifyReply) => {
    const { slug } = request.params as { slug: string };
    const portal = await findPortal(ports.db, slug.toLowerCase(), ports.demo);
    if (!portal) return page(reply, 404, notFoundPage());
    // As somebody typed it: in capitals, with a slash behind.
    if (slug !== portal.slug || request.url.split('?', 1)[0]?.endsWith('/') === true)
      return reply.header('Cache-Control', 'no-cache').redirect(`/${portal.slug}`, 308);
    const [language = 'en'] = portal.languages;
    if (!portal.is_on) return page(reply, 503, portalOffPage({ name: portal.name, language }));
    const address = `${publicOrigin(request, publicUrl)}/${portal.slug}`;
    const forStaff = (request.query as { staff?: unknown }).staff !== undefined;
    return page(reply, 200, portalPage({ name: portal.name, language, address, forStaff }));
  };
  app.get('/:slug', asPage, showPortal);
  app.get('/:slug/', asPage, showPortal);

  if (signForDemo) {
    // The demo's own login: whoever says to be one of its people is. A demo listens on this machine only.
    app.get('/_demo/host-token', { config: { operation: 'demo' } }, async (request, reply) => {
      const { person } = request.query as { person?: unknown };
      const token = typeof person === 'string' ? await signForDemo(person) : null;
      return reply.header('Cache-Control', 'no-store').send({ token });
    });
  }

  if (demoFolder !== null) {
    await app.register(fastifyStatic, {
      root: demoFolder,
      prefix: '/',
      wildcard: false,
      decorateReply: false,
      cacheControl: false,
    });
  }
}

function page(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).header('Cache-Control', 'no-cache').type('text/html; charset=utf-8').send(html);
}

async function serveAssets(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(async (assets) => {
    assets.addHook('onRequest', async (_request, reply) => {
      // Any site may load the bundle; it holds nothing of anybody.
      reply.header('Access-Control-Allow-Origin', '*').header('Cross-Origin-Resource-Policy', 'cross-origin');
    });
    assets.addHook('onRoute', (route) => {
      route.config = { ...route.config, operation: 'assets' };
    });
    const shared = { decorateReply: false, cacheControl: false, index: false, redirect: false } as const;
    await assets.register(fastifyStatic, {
      ...shared,
      root: HOSTED_FILES,
      prefix: '/assets/hosted/',
      setHeaders: revalidated,
    });
    if (!existsSync(folder)) {
      app.log.warn('the bundle is not built; pages will stay empty');
      return;
    }
    await assets.register(fastifyStatic, {
      ...shared,
      root: folder,
      prefix: '/assets/',
      preCompressed: true,
      allowedPath: (path) =>
        /^\/((portico(\.classic|\.work|\.check)?|launcher)\.js(\.map)?|chunks\/[^/]+|presets\/[a-z]+\.css|demo\/mock\.js)$/.test(
          path,
        ),
      setHeaders: (response, path) => (/[/\\]chunks[/\\]/.test(path) ? immutable(response) : revalidated(response)),
    });
  });
}

interface Headers {
  header(name: string, value: string): unknown;
}

/** Chunks carry a hash of their content in their name. */
function immutable(response: Headers): void {
  response.header('Cache-Control', 'public, max-age=31536000, immutable');
}

function revalidated(response: Headers): void {
  response.header('Cache-Control', 'public, no-cache');
}
