import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clamd } from '../../server/files/index.ts';
import { ensureClamd } from '../../scripts/ensure-clamd.ts';
import { freePort } from '../../scripts/free-port.ts';
import { Daemon } from './daemon.ts';

/** A text that this scanner takes for harm. */
export const MARKER = 'PORTICO-MALWARE-MARKER';
/** The file by which every scanner shows that it looks, in two halves so that none looks at this one. */
export const EICAR = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-` + 'ANTIVIRUS-TEST-FILE!$H+H*';

const hex = (text: string): string => Buffer.from(text).toString('hex');

/** A clamd that knows two signatures and takes streams of some size; it may be stopped and started again at its port. */
export class ClamdPeer {
  readonly port: number;
  readonly #program: string;
  readonly #folder: string;
  #daemon: Daemon | null = null;

  private constructor(program: string, port: number, largest: string) {
    this.#program = program;
    this.port = port;
    this.#folder = mkdtempSync(join(tmpdir(), 'portico-clamd-'));
    chmodSync(this.#folder, 0o755);
    writeFileSync(
      join(this.#folder, 'portico.ndb'),
      `Eicar-Test-Signature:0:0:${hex(EICAR)}\nPortico-Marker:0:*:${hex(MARKER)}\n`,
    );
    writeFileSync(
      join(this.#folder, 'clamd.conf'),
      `DatabaseDirectory ${this.#folder}\nTCPSocket ${port}\nTCPAddr 127.0.0.1\nForeground yes\nStreamMaxLength ${largest}\nAlertEncrypted yes\n`,
    );
  }

  static async open(largest = '25M'): Promise<ClamdPeer> {
    const peer = new ClamdPeer(ensureClamd(), await freePort(), largest);
    await peer.start();
    return peer;
  }

  /** What the server asks it by. */
  get scanner(): Clamd {
    return new Clamd({ host: '127.0.0.1', port: this.port });
  }

  async start(): Promise<void> {
    const { scanner } = this;
    this.#daemon = new Daemon(this.#program, ['-c', join(this.#folder, 'clamd.conf')]);
    // It listens before its signatures are loaded.
    await this.#daemon.ready(() =>
      scanner.ping().then(
        () => true,
        () => false,
      ),
    );
  }

  async stop(): Promise<void> {
    await this.#daemon?.stop();
    this.#daemon = null;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
