import { noise } from '../files.ts';

const SPEAKERS = ['boom', 'lav A', 'lav B', 'lav C', 'plant mic', 'comms'];
const WHAT = [
  'clean',
  'clean, wind below 60 Hz',
  'two clicks at the start, then clean',
  'Siskin lost for about a second, backup recording is whole',
  'peak at -3 dBFS when the door slams, float file holds it',
  'rustle of the jacket, usable',
  'slot B light orange, file present on A',
  'slot B light off, file present on A only',
  'both cards fine again after power cycle',
  'timecode one frame late against camera B',
];
const LENGTH = 20_000;

/** A sound mixer's log of four shooting days: one message of 20,000 characters. */
export function fieldReport(): string {
  const next = noise(20_261_104);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  let report =
    'As promised, here is the whole log of the four days. I typed it up from my paper notes, so forgive the shorthand. What matters for you are the lines with **slot B** and the ones about *one frame late*; they cluster after a card swap and after lunch, when the recorder had been asleep.\n\n';
  let take = 1;
  for (let day = 1; day <= 4; day++) {
    report += `## Day ${day}\n\nFirmware 3.4.0, 48 kHz, 32-bit float, poly WAV, cards A and B mirrored. Temperature about ${6 + day} °C.\n\n`;
    for (let scene = day * 10; scene < day * 10 + 9; scene++) {
      report += `### Scene ${scene}${pick(['', 'A', 'B'])}\n\n`;
      for (let i = 0; i < 9; i++) {
        const minute = String(Math.floor(next() * 60)).padStart(2, '0');
        report += `- T${String(take++).padStart(3, '0')}, ${8 + Math.floor(i / 2)}:${minute}, ${pick(SPEAKERS)} and ${pick(SPEAKERS)}: ${pick(WHAT)}\n`;
      }
      report += '\n';
      if (report.length > LENGTH - 900) return finish(report);
    }
  }
  return finish(report);
}

function finish(report: string): string {
  const end = '\n\nThat is all of it. If one line is unclear, ask for it by its take number.\n\nMika';
  let filler = '';
  for (let i = 1; report.length + filler.length + end.length < LENGTH; i++) {
    filler += `- Wild track ${i}: room tone, thirty seconds, both cards fine\n`;
  }
  return (report + filler).slice(0, LENGTH - end.length) + end;
}
