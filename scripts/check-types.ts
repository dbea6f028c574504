/**
 * Type checks each part with what it may know and no more: the browser library without Node, the server without the DOM.
 * Decorators and type stripping differ too, so each part has a tsconfig of its own.
 */
import { fail, node, tools } from './run.ts';

for (const part of ['src', 'server', 'scripts', 'demo', 'test', 'test/server', 'bench']) {
  await node(tools.tsc, ['-p', part, '--noEmit']).catch((error: unknown) => {
    console.error(`\nThe types of ${part}/ do not fit.`);
    fail(error);
  });
}
