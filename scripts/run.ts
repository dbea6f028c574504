/** Starts the programs that scripts call and leaves none behind. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const children = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    if (!children.size) process.exit(130);
    // The children end first, so that whoever waits for them can still clean up; whoever asks twice does not want to wait.
    for (const child of children) child.kill(signal);
    process.once(signal, () => process.exit(130));
  });
}
process.once('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** A program that ended badly; its own output has said why. */
export class CommandFailed extends Error {
  readonly command: string;

  constructor(command: string, how: string) {
    super(`${command} ${how}`);
    this.command = command;
  }
}

/** Runs Node itself, or a program by its path, and resolves when it has ended well. */
export function run(file: string, args: string[], options: SpawnOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: 'inherit', ...options });
    children.add(child);
    child.once('error', (error) => {
      children.delete(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      children.delete(child);
      if (code === 0) resolve();
      else
        reject(new CommandFailed([file, ...args].join(' '), signal ? `was ended by ${signal}` : `exited with ${code}`));
    });
  });
}

/** Runs a script or a tool written for Node, by its path in the checkout, on the Node that runs this. */
export function node(script: string, args: string[] = [], options: SpawnOptions = {}): Promise<void> {
  return run(process.execPath, [script, ...args], options);
}

/** The command that npm is: a shell script on some systems and a batch file on others; npm itself says where it is. */
export function npmCommand(): [file: string, args: string[]] {
  const npm = process.env.npm_execpath ?? 'npm';
  return npm.endsWith('.js') ? [process.execPath, [npm]] : [npm, []];
}

/** Runs npm. */
export function npm(args: string[], options: SpawnOptions = {}): Promise<void> {
  const [file, before] = npmCommand();
  return run(file, [...before, ...args], options);
}

/** Tools by the name people know them by. */
export const tools = {
  eslint: 'node_modules/eslint/bin/eslint.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  tsc: 'node_modules/typescript/bin/tsc',
  rollup: 'node_modules/rollup/dist/bin/rollup',
  cem: 'node_modules/@custom-elements-manifest/analyzer/cem.js',
  attw: 'node_modules/@arethetypeswrong/cli/dist/index.js',
  wtr: 'node_modules/@web/test-runner/dist/bin.js',
};

/** Ends a script that failed: one line for what people did wrong, a stack for what we did. */
export function fail(error: unknown): never {
  if (error instanceof CommandFailed) console.error(`\n${error.message}`);
  else console.error(error);
  process.exit(1);
}
