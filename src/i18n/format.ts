const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A time the way people say it: "5 minutes ago", "yesterday", "3 Oct", "3 Oct 2024". */
export function relativeTime(tag: string, time: string, now = Date.now()): string {
  const date = new Date(time);
  const age = now - date.getTime();
  if (age < 7 * day) {
    const say = (unit: Intl.RelativeTimeFormatUnit, length: number): string =>
      new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(-Math.max(0, Math.floor(age / length)), unit);
    if (age < minute) return new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(0, 'second');
    return age < hour ? say('minute', minute) : age < day ? say('hour', hour) : say('day', day);
  }
  return dayText(tag, date, now);
}

/** A day: without the year when it is this year's. */
export function dayText(tag: string, date: Date, now = Date.now()): string {
  const year = date.getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year }).format(date);
}

/** The whole of a time, for a tooltip and for a screen reader. */
export function exactTime(tag: string, time: string): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(time));
}

/** The time of the day alone. */
export function clockTime(tag: string, time: string): string {
  return new Intl.DateTimeFormat(tag, { timeStyle: 'short' }).format(new Date(time));
}
