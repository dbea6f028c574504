/** The digits and signs that numbers are written with in a language. */
function signsOf(tag?: string) {
  const format = new Intl.NumberFormat(tag, { useGrouping: true });
  const digits = [...new Intl.NumberFormat(tag, { useGrouping: false }).format(9876543210)].reverse();
  const group = format.formatToParts(1234567).find(({ type }) => type === 'group')?.value;
  return { digits, group };
}

/** The number that somebody wrote, with a comma or a point as they are used to; NaN where it is none. */
export function readNumber(text: string, tag?: string): number {
  const { digits, group } = signsOf(tag);
  let plain = text.replace(/[\s'’_]/g, '').replace('−', '-');
  digits.forEach((digit, index) => (plain = plain.replaceAll(digit, String(index))));
  plain = plain.replaceAll('٫', '.').replaceAll('٬', ',');
  const marks = plain.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  const isGroup =
    marks.length > 1 ? new Set(marks).size === 1 : last === group && /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(plain);
  // 1.234.567 and, where it is written so, 1,234 have no fraction.
  if (marks.length && isGroup && !/^[+-]?\d{1,3}(?:[.,]\d{3})+$/.test(plain)) return NaN;
  const [whole, fraction] = isGroup || !last ? [plain] : splitAt(plain, plain.lastIndexOf(last));
  const value = `${whole.replace(/[.,]/g, '')}${fraction === undefined ? '' : `.${fraction}`}`;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(value) ? Number(value) : NaN;
}

const splitAt = (text: string, at: number): [string, string] => [text.slice(0, at), text.slice(at + 1)];
