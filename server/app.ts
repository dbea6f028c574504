import helmet from '@fastify/helmet';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { OpenDatabase } from './db/database.ts';
import { bindApi } from './http/api.ts';
import { bindDemoMail } from './http/demo-mail.ts';
import { readContract } from './http/contract.ts';
import { PAGE_CSP } from './http/csp.ts';
import { bindFiles } from './http/files.ts';
import { bindHealth } from './http/health.ts';
import { bindLog } from './http/log.ts';
import { bindMetrics } from './http/metrics.ts';
import { bindPages } from './http/pages.ts';
import { answerProblem } from './http/problems.ts';
import { bindSignIn } from './http/sign-in.ts';
import { newId } from './ids.ts';
import type { CaughtMails } from './mail/caught-mails.ts';
import type { Ports } from './operations/operation.ts';

/** Everything an app is made of. */
export interface AppOptions {
  readonly database: OpenDatabase;
  readonly ports: Ports;
  readonly logger: FastifyBaseLogger;
  readonly clock: () => Date;
  /** The origin customers use; null: what their requests say. */
  readonly publicUrl: string | null;
  readonly trustProxy: boolean | number | string[];
  /** The folder of the built bundle. */
  readonly assetsFolder: string;
  /** The folder of the demo's pages; null outside a demo. */
  readonly demoFolder: string | null;
  /** Signs in the demo's people as a host page's own login would; null outside a demo. */
  readonly signForDemo?: ((person: string) => Promise<string | null>) | null;
  /** The mails of a demo, to be read at `/_demo/mail`; null outside a demo. */
  readonly caughtMails: CaughtMails | null;
  readonly metricsToken: string | null;
  /** Whether the metrics tell of the process too: for one app of a process. */
  readonly processMetrics: boolean;
  /** Requests one address may send to the API in a minute. */
  readonly requestsPerMinute: number;
}

/** Builds the app. It reads no environment, keeps nothing outside itself and does not listen. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const contract = await readContract();
  const app = Fastify({
    loggerInstance: options.logger,
    // Our own line for each answer: the framework's would name addresses.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: newId,
    requestIdHeader: false,
    trustProxy: options.trustProxy as boolean,
    exposeHeadRoutes: false,
    // An address that no route can read.
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
    // Long enough for a large file on a slow line.
    requestTimeout: 600_000,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 128 },
  });
  bindLog(app);
  bindMetrics(app, {
    database: options.database,
    token: options.metricsToken,
    ofProcess: options.processMetrics,
    live: options.ports.live,
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('Request-Id', request.id).header('Content-Security-Policy', PAGE_CSP);
  });
  await app.register(helmet, {
    contentSecurityPolicy: false,
    // The portal's own page opens the window of an identity provider, and has to hear how that ended.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
  });
  app.setErrorHandler(answerProblem);
  // A stream would be waited for as long as its reader likes.
  app.addHook('preClose', () => options.ports.live.close());
  bindHealth(app, options.database.db);
  await app.register((api: FastifyInstance) => bindApi(api, options, contract), { prefix: '/:slug/api/v1' });
  if (options.caughtMails) bindDemoMail(app, options.caughtMails);
  await bindSignIn(app, options);
  await bindFiles(app, options);
  await bindPages(app, options);
  return app;
}
