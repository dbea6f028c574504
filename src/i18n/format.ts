const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const formats = new Map<string, unknown>();

/** A format, made once: making one costs more than all that is written with it in a row. */
function kept<T>(make: new (tag: string, options: object) => T, tag: string, options: object): T {
  const key = tag + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new make(tag, options));
  return formats.get(key) as T;
}

/** A time the way people say it: "5 minutes ago", "yesterday", "3 Oct", "3 Oct 2024". */
export function relativeTime(tag: string, time: string, now = Date.now()): string {
  const date = new Date(time);
  const age = now - date.getTime();
  if (age >= 7 * day) return dayText(tag, date, now);
  const say = (unit: Intl.RelativeTimeFormatUnit, length: number): string =>
    kept(Intl.RelativeTimeFormat, tag, { numeric: 'auto' }).format(-Math.max(0, Math.floor(age / length)) || 0, unit);
  return age < minute
    ? say('second', day)
    : age < hour
      ? say('minute', minute)
      : age < day
        ? say('hour', hour)
        : say('day', day);
}

/** A day: without the year when it is this year's. */
export function dayText(tag: string, date: Date, now = Date.now()): string {
  const year = date.getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return kept(Intl.DateTimeFormat, tag, { day: 'numeric', month: 'short', year }).format(date);
}

/** The value of a property in the reader's way: a number with separators, a date (`2026-10-03`) as a day, everything else as it is. */
export function propertyText(tag: string, type: string, value: string): string {
  return type === 'number'
    ? kept(Intl.NumberFormat, tag, {}).format(+value)
    : type === 'date'
      ? dayText(tag, new Date(value + 'T00:00'))
      : value;
}

/** The whole of a time, for a tooltip and for a screen reader. */
export function exactTime(tag: string, time: string): string {
  return kept(Intl.DateTimeFormat, tag, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(time));
}

/** The time of the day alone. */
export function clockTime(tag: string, time: string): string {
  return kept(Intl.DateTimeFormat, tag, { timeStyle: 'short' }).format(new Date(time));
}
