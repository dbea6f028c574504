import assert from 'node:assert/strict';

/** Pairs that are measured. */
const ROUNDS = 40;
/** Relabellings that say what noise alone would do. */
const RELABELLINGS = 2000;
/** The share of them that may be further apart than what was measured. */
const CHANCE = 0.001;
/** Series that all have to tell the two apart: once in a while noise does. */
const SERIES = 2;
/** Closer than this, two medians tell nobody anything over a network. */
const INDISTINCT = 1.1;

/**
 * Fails when one of two things takes longer than the other, as far as anybody could tell who tries both often.
 *
 * Both are done in pairs, in turn the one and the other first, so that whatever slows the machine slows both. Then the labels within
 * the pairs are swapped at random: how far the medians are apart then is what noise alone does. More than almost all of that, and
 * more than a tenth, is a difference; and one that is there again in a second series is none of chance's.
 */
export async function assertSameTime(
  known: (round: number) => Promise<unknown>,
  unknown: (round: number) => Promise<unknown>,
): Promise<void> {
  await known(-1);
  await unknown(-1);
  const told: string[] = [];
  while (told.length < SERIES) {
    const pairs = await measure(known, unknown, told.length * ROUNDS);
    const measured = distance(pairs);
    const byChance = Array.from({ length: RELABELLINGS }, () =>
      distance(pairs.map(([a, b]) => (Math.random() < 0.5 ? [a, b] : [b, a]))),
    ).sort((a, b) => a - b);
    const bound = Math.max(Math.log(INDISTINCT), byChance[Math.floor(RELABELLINGS * (1 - CHANCE))] ?? 0);
    if (measured <= bound) return;
    const [a, b] = [0, 1].map((side) => median(pairs.map((pair) => pair[side] ?? 0)).toFixed(2));
    told.push(`known ${a} ms, unknown ${b} ms: ${measured.toFixed(3)} apart, ${bound.toFixed(3)} at most`);
  }
  assert.fail(told.join('; '));
}

type Pair = [known: number, unknown: number];

/** How long both take, in pairs. */
async function measure(
  known: (round: number) => Promise<unknown>,
  unknown: (round: number) => Promise<unknown>,
  from: number,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = from; round < from + ROUNDS; round += 1) {
    if (round % 2 === 0) {
      const first = await timeOf(() => known(round));
      pairs.push([first, await timeOf(() => unknown(round))]);
    } else {
      const first = await timeOf(() => unknown(round));
      pairs.push([await timeOf(() => known(round)), first]);
    }
  }
  return pairs;
}

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

function distance(pairs: readonly (readonly [number, number])[]): number {
  return Math.abs(Math.log(median(pairs.map(([a]) => a)) / median(pairs.map(([, b]) => b))));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
