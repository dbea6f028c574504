import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { ScannerUnavailable, type FileScanner, type Finding } from './scanner.ts';

const CONNECT_MS = 3000;
/** For how long nothing may move. */
const SILENCE_MS = 60_000;
const SHORTEST_PIECE = 64 * 1024;

/** Where a clamd listens. */
export type ClamdPlace = { readonly host: string; readonly port: number } | { readonly path: string };

/** Reads `tcp://host:port` or `unix:///path`; null when it is neither. */
export function clamdPlace(url: string): ClamdPlace | null {
  const [, host, port] = /^tcp:\/\/(\[[0-9a-f:.]+\]|[^/:@]+):(\d{1,5})\/?$/i.exec(url) ?? [];
  if (host !== undefined && Number(port) <= 65_535) return { host: host.replaceAll(/[[\]]/g, ''), port: Number(port) };
  const [, path] = /^unix:\/\/(\/.+)$/.exec(url) ?? [];
  return path === undefined ? null : { path };
}

/** What came of a conversation: its answer, or null when clamd hung up without one while it was still being sent to. */
type Heard = string | null;

/** ClamAV's daemon, by its INSTREAM command. */
export class Clamd implements FileScanner {
  readonly #place: ClamdPlace;

  constructor(place: ClamdPlace) {
    this.#place = place;
  }

  async scan(open: () => Promise<Readable>): Promise<Finding> {
    const heard = await this.#send(await open());
    if (heard !== null) return findingOf(heard);
    // It hangs up on a stream over its limit, and its last words may be lost with the connection. So may those of one that ends.
    const again = await this.#send(await open());
    if (again !== null) return findingOf(again);
    await this.ping();
    return 'too-large';
  }

  /** Asks whether it is there. */
  async ping(): Promise<void> {
    const { socket, answer } = await this.#open();
    socket.write('zPING\0');
    const heard = await answer;
    if (heard !== 'PONG') throw new ScannerUnavailable('The scanner gave no answer');
  }

  async #send(bytes: Readable): Promise<Heard> {
    try {
      const { socket, answer } = await this.#open();
      try {
        await write(socket, Buffer.from('zINSTREAM\0'));
        for await (const piece of pieces(bytes)) {
          if (socket.destroyed) break;
          const length = Buffer.alloc(4);
          length.writeUInt32BE(piece.length);
          await write(socket, length);
          await write(socket, piece);
        }
        await write(socket, Buffer.alloc(4));
      } catch (error) {
        // A file that cannot be read is no fault of the scanner's.
        if (!socket.destroyed) throw error;
      }
      return (await answer) || null;
    } finally {
      bytes.destroy();
    }
  }

  #open(): Promise<{ socket: Socket; answer: Promise<string> }> {
    return new Promise((resolve, reject) => {
      const socket = connect({ ...this.#place, timeout: CONNECT_MS });
      const heard: Buffer[] = [];
      let silent = false;
      const answer = new Promise<string>((settle, fail) => {
        socket.once('close', () => {
          if (silent) fail(new ScannerUnavailable('The scanner is silent'));
          else settle(Buffer.concat(heard).toString().replace(/\0.*$/s, '').trim());
        });
      });
      // Whoever cannot connect does not wait for it.
      answer.catch(() => {});
      socket.on('data', (data) => heard.push(data));
      socket.once('connect', () => {
        socket.setTimeout(SILENCE_MS);
        resolve({ socket, answer });
      });
      socket.on('timeout', () => {
        silent = true;
        socket.destroy();
        reject(new ScannerUnavailable('The scanner is silent'));
      });
      socket.on('error', (error) => reject(new ScannerUnavailable('The scanner is away', { cause: error })));
    });
  }
}

function findingOf(answer: string): Finding {
  if (answer === 'stream: OK') return 'clean';
  if (/ FOUND$/.test(answer)) return 'harmful';
  if (/size limit exceeded/i.test(answer)) return 'too-large';
  throw new ScannerUnavailable('The scanner could not look at a file');
}

/** Resolves when the socket takes more; rejects when it has closed. */
function write(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

/** The bytes in pieces of some size, so that small ones do not each need a packet. */
async function* pieces(bytes: Readable): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < SHORTEST_PIECE) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  // A piece of no length would say that the file ends.
  if (length > 0) yield Buffer.concat(waiting);
}
