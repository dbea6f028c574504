import { type Format, formats, isApple, names } from './shortcuts.js';

/** Puts a text in the place of another, as if it were typed: undo takes it back. */
function replace(area: HTMLTextAreaElement, start: number, end: number, text: string): void {
  area.focus();
  area.setSelectionRange(start, end);
  if (text === '' && start === end) return;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Nothing else is known to the browser's undo.
  if (document.execCommand(text ? 'insertText' : 'delete', false, text)) return;
  area.setRangeText(text, start, end, 'end');
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Puts marks around what is selected, or takes them away. */
function wrap(area: HTMLTextAreaElement, mark: string): void {
  let { selectionStart: start, selectionEnd: end } = area;
  const { value } = area;
  // Marks beside a space mark nothing.
  while (start < end && /\s/.test(value[start]!)) start++;
  while (end > start && /\s/.test(value[end - 1]!)) end--;
  const inner = value.slice(start, end);
  const size = mark.length;
  const [before, after] = [value.slice(start - size, start), value.slice(end, end + size)];
  // The asterisk of bold is not that of italics.
  const isLonger = mark === '*' && value[start - 2] === '*' && value[start - 3] !== '*';
  if (start >= size && before === mark && after === mark && !isLonger) {
    replace(area, start - size, end + size, inner);
    area.setSelectionRange(start - size, end - size);
  } else {
    replace(area, start, end, mark + inner + mark);
    area.setSelectionRange(start + size, end + size);
  }
}

/** Begins each line of what is selected with a mark, or takes it away where all have it. */
function mark(area: HTMLTextAreaElement, prefix: string): void {
  const { value, selectionStart, selectionEnd } = area;
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const next = value.indexOf('\n', Math.max(start, selectionEnd - (selectionEnd > selectionStart ? 1 : 0)));
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split('\n');
  const isMarked = lines.every((line) => line.startsWith(prefix));
  const text = lines.map((line) => (isMarked ? line.slice(prefix.length) : prefix + line)).join('\n');
  replace(area, start, end, text);
  if (lines.length > 1) area.setSelectionRange(start, start + text.length);
}

function link(area: HTMLTextAreaElement): void {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const inner = value.slice(start, end);
  const isAddress = /^(https?:\/\/|mailto:)\S+$/.test(inner);
  replace(area, start, end, isAddress ? `[](${inner})` : `[${inner}](https://)`);
  if (isAddress) area.setSelectionRange(start + 1, start + 1);
  else area.setSelectionRange(end + 3, end + 11);
}

function code(area: HTMLTextAreaElement): void {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const inner = value.slice(start, end);
  if (!inner.includes('\n')) return wrap(area, '`');
  const open = start > 0 && value[start - 1] !== '\n' ? '\n' : '';
  replace(area, start, end, `${open}\`\`\`\n${inner.replace(/\n$/, '')}\n\`\`\`\n`);
}

/** Formats what is selected. */
export function format(area: HTMLTextAreaElement, what: Format): void {
  if (what === 'bold') wrap(area, '**');
  else if (what === 'italic') wrap(area, '*');
  else if (what === 'code') code(area);
  else if (what === 'link') link(area);
  else mark(area, what === 'list' ? '- ' : '> ');
}

/** Goes on with a list or a quote on the next line, or ends it on an empty one; whether it did. */
export function continueLine(area: HTMLTextAreaElement): boolean {
  const { value, selectionStart: at, selectionEnd } = area;
  const start = value.lastIndexOf('\n', at - 1) + 1;
  const found = /^(\s*)(?:([-*+]|>)|(\d{1,8})([.)]))(\s+)/.exec(value.slice(start, at));
  if (!found || at !== selectionEnd) return false;
  const [all, indent = '', sign, number, point = '', space = ''] = found;
  if (start + all.length === at && /^\s*(\n|$)/.test(value.slice(at))) replace(area, start, at, '');
  else replace(area, at, at, `\n${indent}${sign ?? Number(number) + 1 + point}${space}`);
  return true;
}

/** Does what a key asks for; whether it did. */
export function pressed(area: HTMLTextAreaElement, event: KeyboardEvent): boolean {
  if (event.isComposing || event.altKey) return false;
  const { shiftKey, ctrlKey, metaKey } = event;
  if (event.key === 'Enter' && !shiftKey && !ctrlKey && !metaKey) return continueLine(area);
  if (isApple ? !metaKey || ctrlKey : !ctrlKey || metaKey) return false;
  const name = (shiftKey ? 'Shift+' : '') + event.code.replace(/^Key|^Digit/, '');
  const what = formats.find((each) => names[each] === name);
  if (what) format(area, what);
  return !!what;
}
