import { crc32, deflateSync } from 'node:zlib';

/** A file of the demo; its bytes are made when they are needed, the same ones each time. */
export interface DemoFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: () => Buffer;
  /** Where a scanner has not let it through. */
  readonly state?: 'checking' | 'quarantined';
}

/** Numbers that look like chance and are the same at every seeding. */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A screenshot of a waveform: two channels on dark ground, the second one quieter by `drop`. */
export function waveform(name: string, seed: number, drop = 1): DemoFile {
  return { name, mediaType: 'image/png', bytes: () => png(720, 320, waveformPixel(seed, drop)) };
}

/** A photograph, as far as a few gradients go: a device with a lamp on a bench. */
export function photo(name: string, seed: number, lamp: [number, number, number]): DemoFile {
  const next = noise(seed);
  const tilt = next() * 40 - 20;
  return {
    name,
    mediaType: 'image/png',
    bytes: () =>
      png(640, 480, (x, y) => {
        const inDevice = Math.abs(x - 320 + ((y - 240) * tilt) / 200) < 150 && Math.abs(y - 240) < 90;
        const toLamp = Math.hypot(x - 410, y - 190);
        if (inDevice && toLamp < 10) return lamp;
        if (inDevice && Math.hypot(x - 250, y - 245) < 46) return [52, 54, 58];
        if (inDevice) return [30 + ((y * 20) >> 9), 34, 40];
        return [150 + ((x * 30) >> 9), 120 + ((y * 24) >> 9), 90];
      }),
  };
}

/** One page of text, as an accounting program prints it. */
export function pdf(name: string, lines: string[]): DemoFile {
  return { name, mediaType: 'application/pdf', bytes: () => pdfBytes(lines) };
}

/** A second of mains hum at `hertz` under a little noise: 16 bits, mono, 16 kHz. */
export function wav(name: string, hertz: number): DemoFile {
  return { name, mediaType: 'audio/wav', bytes: () => wavBytes(hertz) };
}

/** A file that the scanner holds back. */
export function heldBack(file: DemoFile): DemoFile {
  return { ...file, state: 'quarantined' };
}

/** A text file. */
export function txt(name: string, text: string): DemoFile {
  return { name, mediaType: 'text/plain', bytes: () => Buffer.from(text) };
}

/** An archive of text files, not compressed. */
export function zip(name: string, entries: Record<string, string>): DemoFile {
  return { name, mediaType: 'application/zip', bytes: () => zipBytes(entries) };
}

function waveformPixel(seed: number, drop: number) {
  const next = noise(seed);
  const envelope = Array.from({ length: 720 }, (_, x) => 14 + 40 * Math.abs(Math.sin(x / 37)) * next() + 18 * next());
  return (x: number, y: number): [number, number, number] => {
    const lower = y >= 160;
    const centre = lower ? 240 : 80;
    const height = envelope[x]! * (lower ? drop : 1);
    if (Math.abs(y - centre) <= height) return lower ? [236, 160, 60] : [90, 200, 160];
    if (y === 80 || y === 240) return [70, 76, 84];
    return x % 90 === 0 ? [38, 42, 48] : [24, 27, 31];
  };
}

function png(width: number, height: number, pixel: (x: number, y: number) => [number, number, number]): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  let at = 0;
  for (let y = 0; y < height; y++) {
    rows[at++] = 0;
    for (let x = 0; x < width; x++) for (const part of pixel(x, y)) rows[at++] = part;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A piece of a PNG. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return frame;
}

function pdfBytes(lines: string[]): Buffer {
  const shown = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  const content = `BT /F1 11 Tf 16 TL 56 780 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = Buffer.byteLength(text, 'latin1');
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = Buffer.byteLength(text, 'latin1');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

function wavBytes(hertz: number): Buffer {
  const rate = 16_000;
  const next = noise(hertz);
  const file = Buffer.alloc(44 + rate * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + rate * 2, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(rate * 2, 40);
  for (let i = 0; i < rate; i++) {
    const hum = Math.sin((2 * Math.PI * hertz * i) / rate) * 6000 + Math.sin((6 * Math.PI * hertz * i) / rate) * 2000;
    file.writeInt16LE(Math.round(hum + (next() - 0.5) * 800), 44 + i * 2);
  }
  return file;
}

function zipBytes(entries: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const data = Buffer.from(text);
    const label = Buffer.from(name);
    const facts = Buffer.alloc(26);
    // Version 2.0, stored, 1 October 2026.
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x5d41, 8);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(label.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), facts, label, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), facts, rest, label]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
