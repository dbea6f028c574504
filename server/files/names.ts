const LONGEST_NAME = 200;
const LONGEST_ENDING = 20;

/** Control characters, and those that turn the direction of what follows: `exe.gpj` must not read as `jpg.exe`. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;
/** What a file name may not hold on one system or another. */
const FORBIDDEN = /[<>:"|?*]/g;

/** A file name to keep and to show: never a path, never a name that a system treats specially, never empty. */
export function cleanFileName(given: string): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const seen = last.normalize('NFC').replace(UNSEEN, '').replace(FORBIDDEN, '_').replace(/\s+/g, ' ');
  // Some systems drop dots and spaces at the end, so that `x.exe.` would become `x.exe`.
  const trimmed = seen.replace(/^ +/, '').replace(/[. ]+$/, '');
  return shorten(trimmed) || 'file';
}

/** The ending of a clean name, lower case without the dot; empty when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

function shorten(name: string): string {
  const points = [...name];
  if (points.length <= LONGEST_NAME) return name;
  const dot = points.lastIndexOf('.');
  const ending = dot > 0 && points.length - dot <= LONGEST_ENDING ? points.slice(dot) : [];
  return [...points.slice(0, LONGEST_NAME - ending.length), ...ending].join('');
}
