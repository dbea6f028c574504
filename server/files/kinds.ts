import { extensionOf } from './names.ts';

/** What file-type found in the bytes. */
export interface FoundKind {
  readonly ext: string;
  readonly mime: string;
}

/** What an examination ends with. */
export type Verdict = { mediaType: string } | { refused: 'file-type-refused' | 'file-type-mismatch' };

/** Endings that name one kind of file. The first of a row is what file-type calls it, or one of several it may see. */
const FAMILIES = [
  'png apng',
  'jpg jpeg jpe jfif',
  'gif',
  'webp',
  'tif tiff',
  'bmp',
  'heic heif hif',
  'avif',
  'psd',
  'ico cur',
  'pdf ai',
  'zip docx xlsx pptx docm xlsm pptm dotx dotm xltx xltm potx potm ppsx ppsm odt ods odp odg ott ots otp otg epub key numbers pages vsdx 3mf kmz cbz',
  'cfb doc xls ppt msg pub vsd mpp',
  'rtf',
  '7z',
  'rar',
  'gz tgz',
  'tar.gz gz tgz',
  'bz2',
  'xz',
  'tar',
  'wav bwf rf64',
  'flac',
  'aif aiff aifc',
  'mp3 mp2 mp1 mpga',
  'mp4 m4a m4v m4b m4p f4v 3gp 3g2 mov qt',
  'mkv mka webm',
  'ogg oga ogv ogx opus spx',
  'avi',
  'exe dll',
  'sqlite',
].map((family) => new Set(family.split(' ')));

/** Kinds that people recognise by their ending: bytes that are nothing of the sort are a lie, or broken. */
const MUST_BE_FOUND = new Set(
  'png jpg jpeg gif webp tif tiff bmp heic heif avif pdf zip docx xlsx pptx odt ods odp doc xls ppt 7z rar gz tgz wav flac mp4 mov webm mkv ogg exe'.split(
    ' ',
  ),
);

const TEXTS: Record<string, string> = {
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  xml: 'application/xml',
  ics: 'text/calendar',
  vcf: 'text/vcard',
  vtt: 'text/vtt',
  srt: 'text/plain',
  ini: 'text/plain',
  yaml: 'text/plain',
  yml: 'text/plain',
  html: 'text/html',
  htm: 'text/html',
  css: 'text/css',
  svg: 'image/svg+xml',
  eml: 'message/rfc822',
  gpx: 'application/gpx+xml',
  kml: 'application/vnd.google-earth.kml+xml',
};

/** Kinds that a machine runs. */
const REFUSED_KINDS = new Set(
  'exe elf macho dmg deb rpm apk jar lnk alias chm crx xpi class wasm swf iso reg cab asar'.split(' '),
);

/** Holds the name against the bytes. `looksLikeText` is said of the file's beginning. */
export function judge(
  name: string,
  found: FoundKind | undefined,
  looksLikeText: boolean,
  refusedExtensions: readonly string[],
): Verdict {
  const extension = extensionOf(name);
  if (refusedExtensions.includes(extension)) return { refused: 'file-type-refused' };
  if (extension in TEXTS) {
    if (looksLikeText) return { mediaType: TEXTS[extension]! };
    return found ? { refused: 'file-type-mismatch' } : { mediaType: 'application/octet-stream' };
  }
  const expected = FAMILIES.filter((family) => family.has(extension));
  if (!found) {
    if (MUST_BE_FOUND.has(extension)) return { refused: 'file-type-mismatch' };
    return { mediaType: looksLikeText ? 'text/plain' : 'application/octet-stream' };
  }
  if (expected.length > 0 && !expected.some((family) => family.has(found.ext)))
    return { refused: 'file-type-mismatch' };
  if (REFUSED_KINDS.has(found.ext)) return { refused: 'file-type-refused' };
  return { mediaType: found.mime };
}

/** What browsers show without running anything of it. Never SVG or HTML. */
const SHOWN = ['image/png', 'image/apng', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'application/pdf'];

/** The type by which a file may be shown in place; null: it is only ever saved. */
export function shownAs(mediaType: string): string | null {
  return SHOWN.includes(mediaType) ? mediaType : null;
}
