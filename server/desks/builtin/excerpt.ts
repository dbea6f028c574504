import type { SnippetPart } from '../desk.ts';

// UTF-16 code units shown before the first match, and in all.
const BEFORE = 40;
const LENGTH = 180;

interface Range {
  start: number;
  end: number;
}

/** Whether every word is the beginning of a word of the text. */
export function hasEveryWord(text: string, words: readonly string[]): boolean {
  const found = [...tokens(text.normalize('NFC'))].map(({ word }) => word);
  return words.every((word) => found.some((candidate) => candidate.startsWith(word)));
}

/** The piece of a text around the first of the words, in parts that say what matched. */
export function excerpt(source: string, words: readonly string[]): SnippetPart[] {
  const text = source.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  const matches = [...tokens(text)].filter(({ word }) => words.some((wanted) => word.startsWith(wanted)));
  const start = beginning(text, (matches[0]?.start ?? 0) - BEFORE);
  const end = ending(text, start + LENGTH);
  const parts: SnippetPart[] = [];
  const push = (part: string, match: boolean) => {
    if (part !== '') parts.push({ text: part, match });
  };
  let at = start;
  for (const match of matches.filter((range) => range.end <= end)) {
    push((at === start && start > 0 ? '…' : '') + text.slice(at, match.start), false);
    push(text.slice(match.start, match.end), true);
    at = match.end;
  }
  push((at === start && start > 0 ? '…' : '') + text.slice(at, end) + (end < text.length ? '…' : ''), false);
  return parts;
}

function* tokens(text: string): Generator<Range & { word: string }> {
  for (const { 0: token, index } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    yield { word: token.toLowerCase().normalize('NFKC'), start: index, end: index + token.length };
  }
}

/** The start of the word at a place, so that no word or character is cut. */
function beginning(text: string, place: number): number {
  if (place <= 0) return 0;
  const space = text.indexOf(' ', place);
  return space === -1 || space > place + BEFORE ? wholeCharacter(text, place) : space + 1;
}

function ending(text: string, place: number): number {
  if (place >= text.length) return text.length;
  const space = text.lastIndexOf(' ', place);
  return space <= place - BEFORE ? wholeCharacter(text, place) : space;
}

function wholeCharacter(text: string, place: number): number {
  const code = text.charCodeAt(place);
  return code >= 0xdc00 && code <= 0xdfff ? place - 1 : place;
}
