/**
 * The server's tests and the contract's, on the embedded database and then on a throwaway Postgres.
 *
 * Usage: npm run test:server                                       all of them on both
 *        npm run test:server -- test/server/sessions.test.ts       one file on both
 *        npm run test:server -- --pglite | --postgres [files]      on one
 */
import { parseArgs } from 'node:util';
import { withPostgres } from './ensure-postgres.ts';
import { ensureSimpleSamlPhp } from './ensure-saml.ts';
import { nodeTest } from './node-test.ts';
import { fail } from './run.ts';

async function test(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { pglite: { type: 'boolean' }, postgres: { type: 'boolean' } },
  });
  // Before the clocks of the tests run.
  ensureSimpleSamlPhp();
  const both = !values.pglite && !values.postgres;
  const paths = positionals.length ? positionals : ['test/server', 'test/contract'];
  // Each file is a process with a database of its own in it, and the machine is not always large.
  const flags = ['--test-concurrency=2'];
  if (both || values.pglite) {
    console.log('on PGlite');
    await nodeTest(paths, { PORTICO_TEST_DATABASE_URL: '' }, flags);
  }
  if (both || values.postgres) {
    console.log('on Postgres');
    await withPostgres((url) => nodeTest(paths, { PORTICO_TEST_DATABASE_URL: url }, flags));
  }
}

await test().catch(fail);
