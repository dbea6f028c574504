import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { LRUCache } from 'lru-cache';

/** Characters of a text that is held against a pattern; a longer one does not match. */
export const PATTERN_TEXT = 1000;
const PATTERN_LENGTH = 500;
/** States of a pattern's automaton: every character of a text is held against each of them at most once. */
const STATES = 1000;

type Test = (character: string) => boolean;
type State =
  | { readonly kind: 'character'; readonly test: Test; readonly next: number }
  | { readonly kind: 'edge'; readonly edge: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'fork'; readonly next: number[] }
  | { readonly kind: 'found' };

interface Automaton {
  readonly states: readonly State[];
  readonly start: number;
}

class Unfit extends Error {}

/** Why a pattern cannot be used, in words for whoever wrote it; null where it can. */
export function patternFault(pattern: string): string | null {
  try {
    build(pattern);
    return null;
  } catch (error) {
    if (error instanceof Unfit) return error.message;
    return 'is not a regular expression of the flag v';
  }
}

const automatons = new LRUCache<string, Automaton>({ max: 500 });

/**
 * Whether the whole of a text matches. By an automaton and not by the engine of JavaScript, which a pattern with a hostile text
 * could keep busy for years: this takes time by the length of the text and no more.
 */
export function matchesWhole(pattern: string, text: string): boolean {
  if (text.length > PATTERN_TEXT) return false;
  const automaton = automatons.get(pattern) ?? build(pattern);
  automatons.set(pattern, automaton);
  const characters = [...text];
  let current = reach(automaton, [automaton.start], { isStart: true, isEnd: characters.length === 0 });
  for (const [place, character] of characters.entries()) {
    const next = current.flatMap((id) => {
      const state = automaton.states[id];
      return state?.kind === 'character' && state.test(character) ? [state.next] : [];
    });
    current = reach(automaton, next, { isStart: false, isEnd: place === characters.length - 1 });
    if (current.length === 0) return false;
  }
  return current.some((id) => automaton.states[id]?.kind === 'found');
}

/** The states that are reached without a character. */
function reach(
  { states }: Automaton,
  from: readonly number[],
  at: { readonly isStart: boolean; readonly isEnd: boolean },
): number[] {
  const seen = new Set<number>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const state = states[id];
    if (!state || seen.has(id)) continue;
    seen.add(id);
    if (state.kind === 'fork') open.push(...state.next);
    else if (state.kind === 'edge' && (state.edge === 'start' ? at.isStart : at.isEnd)) open.push(state.next);
  }
  return [...seen];
}

function build(pattern: string): Automaton {
  if (pattern === '' || pattern.length > PATTERN_LENGTH)
    throw new Unfit(`is empty, or longer than ${PATTERN_LENGTH} characters`);
  const tree = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicodeSets: true });
  const states: State[] = [{ kind: 'found' }];
  const start = anyOf(tree.alternatives, 0, states, 1);
  return { states, start };
}

function add(states: State[], state: State): number {
  if (states.length >= STATES) throw new Unfit('repeats too much');
  return states.push(state) - 1;
}

/** The state from which one of the alternatives leads to another state. `most` is how often what is around it may be repeated. */
function anyOf(alternatives: readonly AST.Alternative[], next: number, states: State[], most: number): number {
  const starts = alternatives.map(({ elements }) =>
    elements.reduceRight((after, element) => one(element, after, states, most), next),
  );
  return starts.length === 1 ? (starts[0] ?? next) : add(states, { kind: 'fork', next: starts });
}

function one(element: AST.Element, next: number, states: State[], most: number): number {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass':
      return add(states, { kind: 'character', test: testOf(element), next });
    case 'Group':
      if (element.modifiers) throw new Unfit('changes its flags, which cannot be checked safely');
      return anyOf(element.alternatives, next, states, most);
    case 'CapturingGroup':
      return anyOf(element.alternatives, next, states, most);
    case 'Quantifier':
      return repeated(element, next, states, most);
    case 'Assertion':
      if (element.kind !== 'start' && element.kind !== 'end')
        throw new Unfit('looks ahead, back or at the ends of words, which cannot be checked safely');
      return add(states, { kind: 'edge', edge: element.kind, next });
    default:
      throw new Unfit('refers back to what it matched, which cannot be checked safely');
  }
}

function repeated({ element, min, max }: AST.Quantifier, next: number, states: State[], most: number): number {
  // This server would take it; a browser would stand still with a text that nearly fits.
  if (max === Infinity && most === Infinity)
    throw new Unfit('repeats without end what repeats without end, which can make a browser stand still');
  const inner = Math.max(most, max);
  let start = next;
  if (max === Infinity) {
    const loop: number[] = [next];
    start = add(states, { kind: 'fork', next: loop });
    loop.push(one(element, start, states, inner));
  } else {
    for (let count = min; count < max; count += 1) {
      const body: number = one(element, start, states, inner);
      start = add(states, { kind: 'fork', next: [body, next] });
    }
  }
  for (let count = 0; count < min; count += 1) start = one(element, start, states, inner);
  return start;
}

type OneCharacter = AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass;

/** JavaScript itself says what a class of characters has in it: a single character keeps no engine busy. */
function testOf(element: OneCharacter): Test {
  if (element.type === 'Character') {
    const wanted = String.fromCodePoint(element.value);
    return (character) => character === wanted;
  }
  if (mayBeSeveral(element)) throw new Unfit('has a class of whole strings, which cannot be checked safely');
  const expression = new RegExp(`^${element.raw}$`, 'v');
  return (character) => expression.test(character);
}

function mayBeSeveral({ raw }: OneCharacter): boolean {
  return /\\q\{|\\p\{(?:Basic_Emoji|Emoji_Keycap_Sequence|RGI_)/.test(raw);
}
