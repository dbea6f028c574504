import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Database } from '../db/database.ts';

/** `/healthz`: the process answers. `/readyz`: the database does too. */
export function bindHealth(app: FastifyInstance, db: Database): void {
  app.get('/healthz', { config: { operation: 'healthz' }, exposeHeadRoute: true }, async (_request, reply) =>
    reply.type('text/plain').send('ok\n'),
  );
  app.get('/readyz', { config: { operation: 'readyz' }, exposeHeadRoute: true }, async (request, reply) => {
    try {
      await sql`select 1`.execute(db);
      return await reply.type('text/plain').send('ready\n');
    } catch {
      request.log.warn('the database does not answer');
      return reply.code(503).type('text/plain').send('the database does not answer\n');
    }
  });
}
