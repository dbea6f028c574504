import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../scripts/free-port.ts';
import { ORIGIN, type TestApp } from './app.ts';

const COMMAND = fileURLToPath(new URL('../../../server/bin/portico-server.ts', import.meta.url));

/** The server as it is run, in a process of its own. */
export class ServerProcess {
  readonly #port: number;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;

  private constructor(port: number, environment: Record<string, string>) {
    this.#port = port;
    this.#environment = environment;
  }

  static async start(environment: Record<string, string>): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), environment);
    await server.run();
    return server;
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts the process and waits until it answers. */
  async run(): Promise<void> {
    const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
    const child = spawn(process.execPath, [COMMAND], {
      env: {
        ...inherited,
        PORT: String(this.#port),
        PORTICO_PUBLIC_URL: ORIGIN,
        PORTICO_LOG_LEVEL: 'error',
        ...this.#environment,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    this.#child = child;
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await wait(50)) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
      const answer = await fetch(`${this.address}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
    }
    throw new Error('the server was not ready after 60 s');
  }

  /** Ends it: politely, or as a crash would. */
  async kill(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}

/** The app of another process, behind the part of `inject` that a caller uses. */
export function remote(url: string): TestApp {
  const inject = async (options: {
    method: string;
    url: string;
    headers: Record<string, string>;
    payload?: string;
  }) => {
    const { host: _, ...headers } = options.headers;
    const body = options.payload ?? null;
    const response = await fetch(url + options.url, { method: options.method, headers, body });
    const text = await response.text();
    return { statusCode: response.status, body: text, json: () => JSON.parse(text) as unknown };
  };
  return { app: { inject }, clock: { now: () => new Date() } } as unknown as TestApp;
}
