import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { FileMissing, StorageUnavailable, type ByteRange, type FileStorage } from './storage.ts';

const KEY = /^[A-Za-z0-9_-]{8,64}$/;

/** Where an S3 is, and what opens it. */
export interface S3Place {
  /** Null: Amazon's own, of the region. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Whether the bucket is in the path; else it is in the name of the host. */
  readonly pathStyle: boolean;
}

/** Files in a bucket of a service that speaks S3. */
export class S3Storage implements FileStorage {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor({ endpoint, region, bucket, accessKeyId, secretAccessKey, pathStyle }: S3Place) {
    this.#bucket = bucket;
    this.#client = new S3Client({
      ...(endpoint !== null && { endpoint }),
      region,
      forcePathStyle: pathStyle,
      credentials: { accessKeyId, secretAccessKey },
      // Otherwise a stream is sent in a framing of its own, which many services refuse or keep as content.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      // A stream that has begun cannot be sent again; whoever sends the file asks again anyway.
      maxAttempts: 2,
      // It would write to the console; what failed is told by the one who asked.
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      requestHandler: { connectionTimeout: 3000, socketTimeout: 20_000 },
    });
  }

  async put(key: string, bytes: Readable | Uint8Array, size?: number): Promise<void> {
    await this.#ask(() =>
      this.#client.send(
        new PutObjectCommand({
          ...this.#at(key),
          Body: bytes,
          ContentLength: bytes instanceof Uint8Array ? bytes.byteLength : size,
          // Whatever it is, it is not for the bucket to say.
          ContentType: 'application/octet-stream',
        }),
      ),
    );
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    const Range = range && `bytes=${range.start}-${range.end}`;
    const { Body } = await this.#ask(() => this.#client.send(new GetObjectCommand({ ...this.#at(key), Range })));
    if (!(Body instanceof Readable)) throw new FileMissing();
    return Body;
  }

  async delete(key: string): Promise<void> {
    await this.#ask(() => this.#client.send(new DeleteObjectCommand(this.#at(key)))).catch((error: unknown) => {
      // Some services say so, though S3 does not.
      if (!(error instanceof FileMissing)) throw error;
    });
  }

  /** Looks whether the bucket is there and opens. */
  async check(): Promise<void> {
    await this.#ask(() => this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket })));
  }

  /** Closes the connections. */
  close(): void {
    this.#client.destroy();
  }

  #at(key: string): { Bucket: string; Key: string } {
    if (!KEY.test(key)) throw new TypeError('A storage key is 8 to 64 of the characters A-Z, a-z, 0-9, _ and -');
    return { Bucket: this.#bucket, Key: key };
  }

  async #ask<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof TypeError) throw error;
      if (error instanceof Error && ['NoSuchKey', 'NotFound'].includes(error.name)) throw new FileMissing();
      throw new StorageUnavailable(faultOf(error));
    }
  }
}

/** What went wrong, in a word: the service's own text may quote what it was sent. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
