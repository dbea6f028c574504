import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy as some companies have: it passes everything on, but gathers a stream until its end, which does not come. */
export class GatheringProxy {
  readonly #server: Server;
  /** Characters of streams that did not arrive. */
  heldBack = 0;

  private constructor(target: number) {
    this.#server = createServer((asked, answer) => this.#pass(target, asked, answer));
  }

  /** Starts one before the server on a port of this machine. */
  static async start(target: number): Promise<GatheringProxy> {
    const proxy = new GatheringProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get address(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  #pass(port: number, asked: IncomingMessage, answer: ServerResponse): void {
    const { method, url, headers } = asked;
    const passed = request({ host: '127.0.0.1', port, method, path: url, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers).flushHeaders();
      if (!got.headers['content-type']?.startsWith('text/event-stream')) return void got.pipe(answer);
      const gathered: Buffer[] = [];
      got.on('data', (piece: Buffer) => {
        gathered.push(piece);
        this.heldBack += piece.length;
      });
      got.once('end', () => answer.end(Buffer.concat(gathered)));
    });
    passed.once('error', () => answer.destroy());
    answer.once('close', () => passed.destroy());
    asked.pipe(passed);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
