/** The file name of a tus `Upload-Metadata` header; null when the header cannot be read. */
export function fileNameOf(header: string): string | null {
  const pairs = header.split(',').map((pair) => pair.trim().split(' '));
  const keys = pairs.map(([key]) => key);
  if (new Set(keys).size !== keys.length) return null;
  const found = pairs.find(([key]) => key === 'filename');
  if (!found || found.length > 2) return null;
  const encoded = found[1] ?? '';
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64'));
  } catch {
    return null;
  }
}
