import { existsSync, readFileSync, rmSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '../ids.ts';
import { StartError } from '../start-error.ts';

/**
 * Takes a data folder for this process. The embedded database has no lock of its own, and two processes on one folder lose rows
 * without a word.
 *
 * @returns what gives the folder back
 */
export async function lockFolder(folder: string): Promise<() => void> {
  await mkdir(folder, { recursive: true }).catch((error: Error) => {
    throw new StartError(`The data folder ${resolve(folder)} cannot be made: ${error.message}`);
  });
  const path = join(folder, 'lock');
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid), token: newId() });
  for (let tries = 0; tries < 5; tries += 1) {
    if (await take(path, mine)) {
      process.once('exit', () => release(path, mine));
      return () => release(path, mine);
    }
    const holder = await readFile(path, 'utf8').catch(() => null);
    if (holder === null) continue;
    const pid = livingHolder(holder);
    if (pid !== null) {
      throw new StartError(`The data folder ${resolve(folder)} is in use by another Portico server (process ${pid}).`);
    }
    // The holder died without giving it back. Only one of two who notice can move the file away.
    const away = `${path}.${newId()}`;
    await rename(path, away).catch(() => {});
    await rm(away, { force: true });
    await wait(20);
  }
  throw new StartError(`The data folder ${resolve(folder)} is being taken by other Portico servers.`);
}

/** Links a finished file into place: the lock appears whole or not at all. */
async function take(path: string, mine: string): Promise<boolean> {
  const draft = `${path}.${newId()}`;
  await writeFile(draft, mine, { flag: 'wx' });
  try {
    await link(draft, path);
    // Somebody may just have taken this file for the dead one and moved it away.
    await wait(20);
    return (await readFile(path, 'utf8').catch(() => '')) === mine;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function release(path: string, mine: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === mine) rmSync(path, { force: true });
}

/** The process that holds the lock, if it is alive and the very one that wrote it: numbers are used again. */
function livingHolder(content: string): number | null {
  let holder: { pid?: unknown; started?: unknown };
  try {
    holder = JSON.parse(content) as typeof holder;
  } catch {
    return null;
  }
  const { pid } = holder;
  if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0) return null;
  if (!isAlive(pid)) return null;
  return startOf(pid) === (holder.started ?? null) ? pid : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in the kernel's ticks; null where the system does not say. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; the 22nd field is the 20th behind it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
