import { buffer } from 'node:stream/consumers';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import sharp from 'sharp';
import type { FileStorage } from './storage.ts';

/** Pixels of the longer side: twice what the ticket shows, for screens that show two where one is meant. */
const SIDE = 480;
/** A picture that is small in bytes can be vast in memory. Twice what the largest telephones make. */
const MOST_PIXELS = 100_000_000;
const MOST_SECONDS = 10;
/** Bytes of small pictures that are kept: some thousands. */
const KEPT = 32 * 2 ** 20;
/** Milliseconds: a machine that was too busy for a picture is asked once more then. */
const KEPT_FOR = 3_600_000;

// Of all that the decoder reads, which is much, only what browsers show.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}`),
});
// What was decoded is not asked for twice, and the other requests want the processor too.
sharp.cache(false);
sharp.concurrency(1);

/** Small pictures of stored images, made when they are asked for and kept in memory for a while. */
export class Thumbnails {
  readonly #files: Pick<FileStorage, 'get'>;
  readonly #limit = pLimit(2);
  readonly #kept = new LRUCache<string, Uint8Array>({
    maxSize: KEPT,
    ttl: KEPT_FOR,
    sizeCalculation: ({ length }) => Math.max(1, length),
    fetchMethod: (key) => this.#limit(() => this.#make(key)),
  });

  constructor(files: Pick<FileStorage, 'get'>) {
    this.#files = files;
  }

  /**
   * The picture as WebP, without what the file says of its place and camera; null where no picture can be read of it.
   * Rejects as the storage does.
   */
  async of(storageKey: string): Promise<Uint8Array | null> {
    const bytes = await this.#kept.fetch(storageKey);
    return bytes?.length ? bytes : null;
  }

  /** Nothing where there is none to be made: that is remembered too. */
  async #make(storageKey: string): Promise<Uint8Array> {
    const bytes = await buffer(await this.#files.get(storageKey));
    return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .timeout({ seconds: MOST_SECONDS })
      .autoOrient()
      .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer()
      .catch(() => new Uint8Array());
  }
}
