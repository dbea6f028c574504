/** A file's size in the unit people use for it. */
export function fileSize(tag: string, bytes: number): string {
  const step = Math.min(3, Math.max(0, Math.floor(Math.log2(bytes || 1) / 10)));
  const unit = ['byte', 'kilobyte', 'megabyte', 'gigabyte'][step]!;
  const style = {
    style: 'unit',
    unit,
    unitDisplay: step ? 'short' : 'long',
    maximumFractionDigits: step > 1 ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(tag, style).format(bytes / 1024 ** step);
}
