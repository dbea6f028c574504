declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- It is how the types of Intl are written.
  namespace Intl {
    interface Locale {
      /** Not yet in the compiler's types. */
      getTimeZones?(): string[] | undefined;
    }
  }
}

/** Where a device is, as far as its clock says: a time zone is as wide as its country, or a part of a large one. */
export interface Place {
  /** ISO 3166-1. */
  readonly country: string;
  /** The city that names the time zone, where the country has several; in Latin letters. */
  readonly city: string | null;
}

/** The time zone that a browser says; null where this server knows no such one, or it is an offset and no place. */
export function timeZoneOf(said: string | undefined): string | null {
  const isName = said !== undefined && /^[A-Za-z]+(\/[A-Za-z0-9_+-]+){1,2}$/.test(said);
  return isName && sameZone(said) !== null ? said : null;
}

/** The place that a time zone stands for; null where it stands for none. */
export function placeOf(timeZone: string | null): Place | null {
  const country = timeZone === null ? undefined : countries().get(sameZone(timeZone) ?? '');
  if (timeZone === null || country === undefined) return null;
  const hasOneTime = new Set(zonesOf(country).map(winterTime)).size === 1;
  return { country, city: hasOneTime ? null : timeZone.replace(/.*\//, '').replaceAll('_', ' ') };
}

/** A place in the words of a language. */
export function placeIn(language: string, { country, city }: Place): string {
  const name = new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country;
  return city === null ? name : `${name} (${city})`;
}

/** The one name that this server has for a time zone of several; null where it has none. */
function sameZone(timeZone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    // Newer than this server, or made up.
    return null;
  }
}

/** How far a time zone is from UTC on a first of January. */
function winterTime(timeZone: string): string | undefined {
  return new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(Date.UTC(2026, 0, 1))
    .find(({ type }) => type === 'timeZoneName')?.value;
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

let known: Map<string, string> | undefined;

/** The country of each time zone, as this server's own data of languages and places has it. Read once, when it is first needed. */
function countries(): Map<string, string> {
  known ??= new Map(
    LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
      .filter(isCountry)
      .flatMap((country) => zonesOf(country).map((zone) => [zone, country] as const)),
  );
  return known;
}

/** No country of former times, and no second name of one. */
function isCountry(code: string): boolean {
  return (
    new Intl.Locale(`und-${code}`).region === code &&
    new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined
  );
}

function zonesOf(country: string): string[] {
  return new Intl.Locale(`und-${country}`).getTimeZones?.() ?? [];
}
