import { timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';
import type { FastifyInstance } from 'fastify';
import { sha256 } from '../accounts/proofs.ts';
import type { OpenDatabase } from '../db/database.ts';
import type { Live } from '../live/live.ts';

/** Counts and times of requests by operation and status, the database's connections, the process: numbers, no people. */
export function bindMetrics(
  app: FastifyInstance,
  {
    database,
    token,
    ofProcess,
    live,
  }: { database: OpenDatabase; token: string | null; ofProcess: boolean; live: Pick<Live, 'stats'> },
): void {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'portico_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  new Gauge({
    name: 'portico_database_connections',
    help: 'Connections to the database',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { used, total, waiting } = database.pool();
      this.set({ state: 'used' }, used);
      this.set({ state: 'idle' }, total - used);
      this.set({ state: 'waiting' }, waiting);
    },
  });
  new Gauge({
    name: 'portico_live_streams',
    help: 'Event streams that are open',
    registers: [registry],
    collect() {
      this.set(live.stats().streams);
    },
  });
  new Counter({
    name: 'portico_live_events_total',
    help: 'Events that were sent by streams',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(live.stats().sent);
    },
  });
  new Counter({
    name: 'portico_live_streams_cut_total',
    help: 'Event streams that the server ended: the reader was too slow, or the session had ended',
    labelNames: ['reason'],
    registers: [registry],
    collect() {
      const { slow, ended } = live.stats();
      this.reset();
      this.inc({ reason: 'slow' }, slow);
      this.inc({ reason: 'session-ended' }, ended);
    },
  });
  app.addHook('onResponse', async (request, reply) => {
    const operation = request.routeOptions.config.operation ?? 'other';
    durations.observe({ operation, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { config: { operation: 'metrics' } }, async (request, reply) => {
    const given = request.headers.authorization ?? '';
    if (token !== null && !timingSafeEqual(sha256(given), sha256(`Bearer ${token}`))) {
      return reply
        .code(401)
        .header('WWW-Authenticate', 'Bearer')
        .type('text/plain')
        .send('A bearer token is needed.\n');
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
