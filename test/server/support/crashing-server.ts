// A server in a process of its own. With CRASH=1 it is killed between the commit of a new message and its answer.
import { newId } from '../../../server/ids.ts';
import { testApp } from './app.ts';
import { makeContact, makePortal, makeTicket } from './makers.ts';

const { app } = await testApp({ clock: () => new Date() });

if (process.env['CRASH'] === '1') {
  app.addHook('onSend', async (request, reply) => {
    if (request.method === 'POST' && request.url.endsWith('/messages') && reply.statusCode === 201) {
      process.kill(process.pid, 'SIGKILL');
      await new Promise(() => {});
    }
  });
}

let scene = {};
if (process.env['SCENE'] === '1') {
  const portal = await makePortal();
  const contact = await makeContact(portal);
  scene = { portal, contact, ticket: await makeTicket(portal, contact), key: newId() };
}
const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`READY ${JSON.stringify({ url, ...scene })}\n`);
