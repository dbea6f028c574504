import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';

const START_LIMIT_MS = 30_000;

/** The numbers of a user of this machine. */
export function userIds(name: string): { uid: number; gid: number } {
  const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Whether somebody listens at a port, or at a socket that is a file. */
export function isOpen(place: number | string): Promise<boolean> {
  return new Promise((resolve) => {
    const where = typeof place === 'number' ? { port: place, host: '127.0.0.1' } : { path: place };
    const socket = connect(where, () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** A server of the tests, with all the processes it makes. */
export class Daemon {
  readonly #child: ChildProcess;
  readonly #log: string[] = [];

  constructor(command: string, args: string[], options: { env?: NodeJS.ProcessEnv; uid?: number; gid?: number } = {}) {
    // A group of its own, so that its workers end with it.
    this.#child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (text: Buffer) => this.#log.push(text.toString()));
    process.once('exit', this.#abandon);
  }

  /** Waits until it answers. */
  async ready(answers: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (!(await answers())) {
      if (this.#child.exitCode !== null || Date.now() > deadline)
        throw new Error(`${this.#child.spawnfile} did not start:\n${this.#log.join('').slice(-3000)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends it. */
  async stop(): Promise<void> {
    process.removeListener('exit', this.#abandon);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#kill('SIGTERM');
    const late = setTimeout(() => this.#kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(late);
  }

  readonly #abandon = (): void => this.#kill('SIGKILL');

  #kill(signal: NodeJS.Signals): void {
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, signal);
    } catch {
      // It has ended.
    }
  }
}
