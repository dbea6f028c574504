import { Readable } from 'node:stream';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A file of a zip; its bytes are asked for when it is its turn. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: () => Promise<AsyncIterable<Uint8Array>>;
  /** Whether packing would make it smaller: text does, pictures and archives do not. */
  readonly shrinks: boolean;
  readonly at: Date;
}

/** A zip that is made while it is read: one file after the other, no more of it in memory than a piece. */
export function zipStream(entries: AsyncIterable<ZipEntry>): Readable {
  return Readable.from(pieces(entries), { objectMode: false });
}

async function* pieces(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  let made: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    made.push(piece);
  });
  const taken = () => {
    const now = made;
    made = [];
    return now;
  };
  for await (const { name, bytes, shrinks, at } of entries) {
    const file = shrinks ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name);
    file.mtime = at;
    zip.add(file);
    for await (const piece of await bytes()) {
      file.push(piece);
      yield* taken();
    }
    file.push(new Uint8Array(), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const LONGEST_NAME = 120;

/** Gives each file of a folder a name that every system can write, and no two of them the same. */
export class FileNames {
  readonly #taken = new Set<string>();

  name(given: string): string {
    const clean = plainName(given);
    const dot = clean.lastIndexOf('.');
    const [stem, ending] = dot > 0 && clean.length - dot < 16 ? [clean.slice(0, dot), clean.slice(dot)] : [clean, ''];
    for (let count = 1; ; count += 1) {
      const name = `${stem.slice(0, LONGEST_NAME)}${count > 1 ? ` (${count})` : ''}${ending}`;
      // Some systems do not tell capital letters apart.
      const key = name.normalize('NFKC').toLowerCase();
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return name;
    }
  }
}

/** No path, nothing that is not seen or turns the writing around, no name that a system keeps for itself. */
function plainName(given: string): string {
  const name = given
    .toWellFormed()
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (name === '') return 'file';
  return RESERVED.test(name) ? `_${name}` : name;
}
