/**
 * The server's tests and the contract's, on the embedded database and then on a throwaway Postgres.
 *
 * Usage: npm run test:server                                       all of them on both
 *        npm run test:server -- test/server/sessions.test.ts       one file on both
 *        npm run test:server -- --pglite | --postgres [files]      on one
 */
import { parseArgs } from 'node:util';
import { ensureClamd } from './ensure-clamd.ts';
import { canRunMail, withMail } from './ensure-mail.ts';
import { withPostgres } from './ensure-postgres.ts';
import { canRunS3, ensureS3 } from './ensure-s3.ts';
import { ensureSimpleSamlPhp } from './ensure-saml.ts';
import { nodeTest } from './node-test.ts';
import { fail } from './run.ts';

interface Wanted {
  readonly pglite: boolean;
  readonly postgres: boolean;
}

async function testOn(paths: string[], { pglite, postgres }: Wanted, env: NodeJS.ProcessEnv = {}): Promise<void> {
  // Each file is a process with a database of its own in it, and the machine is not always large.
  const flags = ['--test-concurrency=2'];
  if (pglite) {
    console.log('on PGlite');
    await nodeTest(paths, { ...env, PORTICO_TEST_DATABASE_URL: '' }, flags);
  }
  if (postgres) {
    console.log('on Postgres');
    await withPostgres((url) => nodeTest(paths, { ...env, PORTICO_TEST_DATABASE_URL: url }, flags));
  }
}

async function test(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { pglite: { type: 'boolean', default: false }, postgres: { type: 'boolean', default: false } },
  });
  // Before the clocks of the tests run.
  ensureSimpleSamlPhp();
  ensureClamd();
  if (canRunS3()) ensureS3();
  const both = !values.pglite && !values.postgres;
  const paths = positionals.length ? positionals : ['test/server', 'test/contract'];
  const wanted = { pglite: both || values.pglite, postgres: both || values.postgres };
  const needsMail = paths.some((path) => /^(\.\/)?test\/server\/?$|returned-mails/.test(path));
  if (!needsMail) return testOn(paths, wanted);
  if (canRunMail()) return withMail((servers) => testOn(paths, wanted, { ...servers }));
  console.log('Left out: mails through real servers, which need root on Linux.');
  return testOn(paths, wanted);
}

await test().catch(fail);
