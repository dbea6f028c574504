/** A reporter for `node --test`: says only what failed and what it comes to, and counts for scripts/test.ts. */
import { relative } from 'node:path';
import type { EventData } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { none, report, sentence } from './counts.ts';

type Ended = EventData.TestFail | EventData.TestPass;

const place = ({ file, line }: Ended): string => (file ? ` (${relative(process.cwd(), file)}:${line ?? 1})` : '');
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** A failure's text, without the frames of the runner itself. */
function text({ details }: EventData.TestFail): string {
  const { cause } = details.error;
  const shown = cause instanceof Error ? (cause.stack ?? cause.message) : (details.error.stack ?? String(cause));
  return shown
    .split('\n')
    .filter((line) => !line.includes('(node:internal/'))
    .map((line) => `    ${line}`)
    .join('\n');
}

export default async function* reporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts = none();
  const started = Date.now();
  for await (const { type, data } of source) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // A suite is no test, but one whose hooks failed has failed. A file is reported only when it could not run.
    const suite = data.details.type === 'suite';
    if (type === 'test:fail') {
      const { failureType } = data.details.error as Error & { failureType?: string };
      if (failureType === 'subtestsFailed') continue;
      counts.failed++;
      yield `  ✗ ${data.name}${place(data)}\n${text(data)}\n`;
    } else if (!suite && data.skip === undefined && data.todo === undefined) {
      counts.passed++;
      if (data.details.duration_ms > 5_000) yield `  slow: ${data.name} took ${seconds(data.details.duration_ms)}\n`;
    } else if (!suite) {
      counts.skipped++;
      yield `  - ${data.name} was skipped${place(data)}\n`;
    }
  }
  report(counts);
  yield `  ${sentence(counts)} in ${seconds(Date.now() - started)}\n`;
}
