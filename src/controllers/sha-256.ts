/** The fractional parts of the roots of the first primes, which the algorithm begins with (FIPS 180-4). */
function constants() {
  const rounds: number[] = [];
  const start: number[] = [];
  const fraction = (value: number) => ((value - Math.floor(value)) * 2 ** 32) | 0;
  for (let candidate = 2; rounds.length < 64; candidate++) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) isPrime = false;
    if (!isPrime) continue;
    if (start.length < 8) start.push(fraction(Math.sqrt(candidate)));
    rounds.push(fraction(Math.cbrt(candidate)));
  }
  return { rounds: Int32Array.from(rounds), start: Int32Array.from(start) };
}

const { rounds, start } = constants();
const schedule = new Int32Array(64);

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function compress(state: Int32Array, block: DataView, offset: number) {
  for (let i = 0; i < 16; i++) schedule[i] = block.getInt32(offset + i * 4);
  for (let i = 16; i < 64; i++) {
    const early = schedule[i - 15]!;
    const late = schedule[i - 2]!;
    const low = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const high = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    schedule[i] = (schedule[i - 16]! + low + schedule[i - 7]! + high) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[i]! + schedule[i]!) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = (state[index]! + word) | 0));
}

/**
 * The SHA-256 of a text, as eight words. Only for the work before a request, where a hundred thousand short texts are hashed: each one
 * asked of WebCrypto would cost a turn of the event loop.
 */
export function sha256(text: string): Int32Array {
  const bytes = new TextEncoder().encode(text);
  const padded = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  bytes.forEach((byte, index) => padded.setUint8(index, byte));
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(padded.byteLength - 4, bytes.length * 8);
  const state = start.slice();
  for (let offset = 0; offset < padded.byteLength; offset += 64) compress(state, padded, offset);
  return state;
}
