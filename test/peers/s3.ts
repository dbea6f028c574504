import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { S3Storage, type S3Place } from '../../server/files/index.ts';
import { ensureS3 } from '../../scripts/ensure-s3.ts';
import { freePort } from '../../scripts/free-port.ts';
import { Daemon, isOpen, userIds } from './daemon.ts';

const BACKENDS = ['account', 'container', 'object'] as const;
const BUCKET = 'portico-files';
const CONFIGURATION = '/etc/swift/swift.conf';

const settings = (section: string, values: Record<string, string | number>): string =>
  `[${section}]\n${Object.entries(values)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n')}\n`;

/** Whether this machine lets a process have mounts of its own; many containers do not. */
const canMount = (): boolean =>
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' }).status === 0;

/**
 * A command that finds these settings where Swift reads them, at a fixed place: in a namespace of its own that place is nobody else's.
 * In a container without mounts they are written there, unless some are there.
 */
function beside(settingsFile: string, command: readonly string[]): [program: string, args: string[]] {
  if (canMount()) {
    const place = `mkdir -p /etc/swift && mount -t tmpfs tmpfs /etc/swift && cp "$0" ${CONFIGURATION}`;
    return ['unshare', ['-m', 'sh', '-c', `${place} && exec "$@"`, settingsFile, ...command]];
  }
  mkdirSync(dirname(CONFIGURATION), { recursive: true });
  if (!existsSync(CONFIGURATION)) copyFileSync(settingsFile, CONFIGURATION);
  const [program = '', ...args] = command;
  return [program, args];
}

/** An S3 that checks signatures, with an empty bucket; it may be stopped and started again at its port. */
export class S3Peer {
  readonly port: number;
  readonly #program: string;
  readonly #folder: string;
  readonly #backends: number[];
  #running: Daemon[] = [];

  private constructor(program: string, ports: number[]) {
    const [port = 0, ...backends] = ports;
    this.#program = program;
    this.port = port;
    this.#backends = backends;
    this.#folder = mkdtempSync(join(tmpdir(), 'portico-s3-'));
    this.#write();
  }

  static async open(): Promise<S3Peer> {
    const program = ensureS3();
    const peer = new S3Peer(program, [await freePort(), await freePort(), await freePort(), await freePort()]);
    await peer.start();
    const client = new S3Client({
      ...peer.place,
      endpoint: `http://127.0.0.1:${peer.port}`,
      forcePathStyle: true,
      credentials: peer.place,
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
    client.destroy();
    return peer;
  }

  get place(): S3Place {
    return {
      endpoint: `http://127.0.0.1:${this.port}`,
      region: 'us-east-1',
      bucket: BUCKET,
      accessKeyId: 'portico:portico',
      secretAccessKey: 'porticosecret',
      pathStyle: true,
    };
  }

  /** What the server asks it by. */
  storage(changes: Partial<S3Place> = {}): S3Storage {
    return new S3Storage({ ...this.place, ...changes });
  }

  async start(): Promise<void> {
    const run = (program: string, file: string): Daemon =>
      new Daemon(...beside(join(this.#folder, 'swift.conf'), [program, file]), {
        // Where it is set, every start compiles Swift again.
        env: { ...process.env, PYTHONDONTWRITEBYTECODE: '' },
      });
    this.#running = BACKENDS.map((name) =>
      run(this.#program.replace('proxy', name), join(this.#folder, `${name}.conf`)),
    );
    const front = run(this.#program, join(this.#folder, 'proxy.conf'));
    await Promise.all(this.#running.map((daemon, index) => daemon.ready(() => isOpen(this.#backends[index] ?? 0))));
    this.#running.push(front);
    await front.ready(() => isOpen(this.port));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((daemon) => daemon.stop()));
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #write(): void {
    const folder = this.#folder;
    const { uid, gid } = userIds('swift');
    const disk = join(folder, 'node', 'disk');
    mkdirSync(disk, { recursive: true });
    chmodSync(folder, 0o755);
    for (const path of [join(folder, 'node'), disk]) chownSync(path, uid, gid);
    const write = (name: string, ...sections: string[]): void => writeFileSync(join(folder, name), sections.join(''));
    write(
      'swift.conf',
      settings('swift-hash', { swift_hash_path_prefix: 'portico', swift_hash_path_suffix: 'portico' }),
      settings('storage-policy:0', { name: 'one', default: 'yes' }),
    );
    const shared = { bind_ip: '127.0.0.1', user: 'swift', swift_dir: folder, log_address: '/dev/null', workers: 0 };
    BACKENDS.forEach((name, index) => {
      const port = this.#backends[index] ?? 0;
      const place = { bind_port: port, devices: join(folder, 'node'), mount_check: 'false' };
      write(
        `${name}.conf`,
        settings('DEFAULT', { ...shared, ...place }),
        settings('pipeline:main', { pipeline: `${name}-server` }),
        settings(`app:${name}-server`, { use: `egg:swift#${name}` }),
      );
      // A ring says where data lies: here one copy on one disk.
      const ring = join(folder, `${name}.builder`);
      for (const args of [['create', '2', '1', '0'], ['add', `r1z1-127.0.0.1:${port}/disk`, '1'], ['rebalance']])
        execFileSync('swift-ring-builder', [ring, ...args], { stdio: 'ignore' });
    });
    write(
      'proxy.conf',
      settings('DEFAULT', { ...shared, bind_port: this.port }),
      settings('pipeline:main', { pipeline: 'catch_errors cache s3api tempauth copy proxy-server' }),
      settings('filter:catch_errors', { use: 'egg:swift#catch_errors' }),
      // Nobody is there; what it would remember is asked for again.
      settings('filter:cache', { use: 'egg:swift#memcache', memcache_servers: '127.0.0.1:1' }),
      settings('filter:s3api', { use: 'egg:swift#s3api', location: 'us-east-1', s3_acl: 'false' }),
      settings('filter:tempauth', { use: 'egg:swift#tempauth', user_portico_portico: 'porticosecret .admin' }),
      settings('filter:copy', { use: 'egg:swift#copy' }),
      settings('app:proxy-server', {
        use: 'egg:swift#proxy',
        account_autocreate: 'true',
        allow_account_management: 'true',
      }),
    );
  }
}
