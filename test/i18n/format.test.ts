import { expect } from '@open-wc/testing';
import { dayText, exactTime, relativeTime } from '../../src/i18n/format.js';
import { fileSize } from '../../src/i18n/size.js';

const now = new Date(2026, 10, 22, 12).getTime();
const ago = (seconds: number): string => new Date(now - seconds * 1000).toISOString();

describe('formats', () => {
  const times: [number, string][] = [
    [-30, 'now'],
    [20, 'now'],
    [300, '5 minutes ago'],
    [3 * 3600, '3 hours ago'],
    [25 * 3600, 'yesterday'],
    [6 * 86_400, '6 days ago'],
    [40 * 86_400, 'Oct 13'],
    [400 * 86_400, 'Oct 18, 2025'],
  ];
  for (const [seconds, text] of times)
    it(`say ${text}`, () => expect(relativeTime('en-US', ago(seconds), now)).to.equal(text));

  it('follow the page’s variant of a language', () => {
    expect(dayText('en-GB', new Date(2026, 9, 13), now)).to.equal('13 Oct');
    expect(exactTime('en-GB', ago(0))).to.contain('22 November 2026');
  });

  const sizes: [number, string][] = [
    [0, '0 bytes'],
    [1, '1 byte'],
    [1023, '1,023 bytes'],
    [2048, '2 kB'],
    [20 * 1024 ** 2, '20 MB'],
    [1.5 * 1024 ** 2, '1.5 MB'],
    [3 * 1024 ** 3, '3 GB'],
  ];
  for (const [bytes, text] of sizes) it(`say ${text}`, () => expect(fileSize('en', bytes)).to.equal(text));
});
