import { fileTypeFromBlob } from 'file-type';
import { judge, type Verdict } from './kinds.ts';

const BEGINNING_BYTES = 4096;
/** A file made to keep the reader busy is a file of no known kind. */
const LONGEST_LOOK_MS = 2000;

/** Says what a file is from its bytes, and whether its name tells the truth. */
export async function examine(name: string, bytes: Blob, refusedExtensions: readonly string[]): Promise<Verdict> {
  const beginning = new Uint8Array(await bytes.slice(0, BEGINNING_BYTES).arrayBuffer());
  return judge(name, await kindOf(bytes), looksLikeText(beginning, bytes.size > BEGINNING_BYTES), refusedExtensions);
}

async function kindOf(bytes: Blob): Promise<{ ext: string; mime: string } | undefined> {
  try {
    return await fileTypeFromBlob(bytes, { signal: AbortSignal.timeout(LONGEST_LOOK_MS) });
  } catch {
    return undefined;
  }
}

/** UTF-8 or UTF-16 with its mark, and no control characters. */
function looksLikeText(beginning: Uint8Array, isCut: boolean): boolean {
  if ((beginning[0] === 0xff && beginning[1] === 0xfe) || (beginning[0] === 0xfe && beginning[1] === 0xff)) return true;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: isCut });
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    // Files of older systems: Latin letters, no control characters.
    return !beginning.some((byte) => byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32));
  }
}
