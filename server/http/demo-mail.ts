import type { FastifyInstance, FastifyReply } from 'fastify';
import { mailFrame, mailListPage, mailPage } from '../hosted/demo-mail.ts';
import { notFoundPage } from '../hosted/pages.ts';
import type { CaughtMails } from '../mail/caught-mails.ts';
import { PAGE_CSP } from './csp.ts';

/** A mail may look as it likes and do nothing: no script, nothing loaded but this server's pictures, its own origin closed to it. */
const MAIL_CSP = [
  "default-src 'none'",
  "img-src 'self'",
  "style-src 'unsafe-inline'",
  "frame-ancestors 'self'",
  'sandbox allow-top-navigation-by-user-activation',
].join('; ');

/** The mails of a demo at `/_demo/mail`. */
export function bindDemoMail(app: FastifyInstance, mails: CaughtMails): void {
  const config = { operation: 'demo-mail' };
  const answer = (reply: FastifyReply, html: string, csp: string) =>
    reply
      .header('Content-Security-Policy', csp)
      .header('Cache-Control', 'no-store')
      .header('Referrer-Policy', 'no-referrer')
      .type('text/html; charset=utf-8')
      .send(html);
  const find = (params: unknown) => mails.find(Number((params as { number: string }).number));
  const nothing = (reply: FastifyReply) => answer(reply.code(404), notFoundPage(), PAGE_CSP);

  app.get('/_demo/mail', { config }, (_request, reply) => answer(reply, mailListPage(mails.list()), PAGE_CSP));
  app.get('/_demo/mail/:number', { config }, (request, reply) => {
    const mail = find(request.params);
    return mail ? answer(reply, mailPage(mail), `${PAGE_CSP}; frame-src 'self'`) : nothing(reply);
  });
  app.get('/_demo/mail/:number/html', { config }, (request, reply) => {
    const mail = find(request.params);
    return mail ? answer(reply, mailFrame(mail.html), MAIL_CSP) : nothing(reply);
  });
}
