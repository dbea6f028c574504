/**
 * `npm start`: builds the bundle, then runs the portal server in demo mode in this very process, so that a signal reaches
 * the server itself and it can stop in its own time.
 */
import { pathToFileURL } from 'node:url';
import { fail, node, root } from './run.ts';

await node('scripts/build.ts', ['--bundle']).catch(fail);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
// npm tells a signal to the shell it started, and the shell tells nobody: when it is gone, so are we.
const shell = process.ppid;
setInterval(() => process.ppid === shell || process.kill(process.pid, 'SIGTERM'), 500).unref();
const server = `${root}server/bin/portico-server.ts`;
process.argv = [process.execPath, server, '--demo', ...process.argv.slice(2)];
await import(pathToFileURL(server).href);
