/**
 * Type checks each part with what it may know and no more: the browser library without Node, the server without the DOM.
 * Decorators and type stripping differ too, so each part has a tsconfig of its own.
 */
import { availableParallelism } from 'node:os';
import { fail, node, tools } from './run.ts';

const parts = ['src', 'server', 'scripts', 'demo', 'test', 'test/server', 'bench'];

async function checkNext(): Promise<void> {
  for (let part = parts.shift(); part; part = parts.shift()) {
    const checked = part;
    await node(tools.tsc, ['-p', checked, '--noEmit']).catch((error: unknown) => {
      console.error(`\nThe types of ${checked}/ do not fit.`);
      fail(error);
    });
  }
}

// One compiler uses one core.
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, checkNext));
