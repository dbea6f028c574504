import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { until } from './support/jobs.ts';
import { TestSmtp } from './support/smtp.ts';

const SCRIPT = fileURLToPath(new URL('./support/crashing-mailer.ts', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'portico-mail-crash-'));
const children: ChildProcess[] = [];

after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function run(environment: Record<string, string>): ChildProcess {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [SCRIPT], {
    env: { ...inherited, PORTICO_TEST_FOLDER: folder, SCHEMA: `crash_${process.pid}`, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  return child;
}

it('sends a mail once whose server was killed between its order and its sending', async () => {
  const smtp = await TestSmtp.start();
  assert.deepEqual(await once(run({ CRASH: '1' }), 'exit'), [null, 'SIGKILL']);
  assert.equal(smtp.received.length, 0);

  const second = run({ SMTP: smtp.url });
  await until(() => smtp.received.length > 0, 'the mail', 60);
  // Whatever was to be sent has been: a third server finds nothing.
  second.kill('SIGTERM');
  await once(second, 'exit');
  const third = run({ SMTP: smtp.url });
  await Promise.race([once(third, 'exit'), new Promise((resolve) => setTimeout(resolve, 6000))]);
  assert.equal(smtp.received.length, 1);
  assert.match(smtp.received[0]?.raw ?? '', /#\/reset\//);
});
