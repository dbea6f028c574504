import type { FastifyInstance } from 'fastify';

/** One line for each answer. No address, no query, nobody's name: the operation, the status and the time say enough. */
export function bindLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const operation = request.routeOptions.config.operation ?? 'other';
    const milliseconds = Math.round(reply.elapsedTime);
    request.log.info({ operation, method: request.method, status: reply.statusCode, milliseconds }, 'answered');
  });
}
