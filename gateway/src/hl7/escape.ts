import type { Delimiters } from './delimiters';

/**
 * Puts a text into a field: the delimiters as escape sequences, line ends as `\.br\` (line feed)
 * and `\X0D\` (carriage return), so that no text can end its segment. HL7 v2.9, chapter 2.7.
 */
export function escapeText(text: string, delimiters: Delimiters): string {
  const mark = delimiters.escape;
  const codes = new Map([
    [delimiters.escape, 'E'],
    [delimiters.field, 'F'],
    [delimiters.component, 'S'],
    [delimiters.subcomponent, 'T'],
    [delimiters.repetition, 'R'],
    ['\n', '.br'],
    ['\r', 'X0D'],
  ]);
  let escaped = '';
  for (const character of text) {
    const code = codes.get(character);
    escaped += code === undefined ? character : `${mark}${code}${mark}`;
  }
  return escaped;
}

/**
 * Reads a field's text. Sequences of formatting that carry no text (`\H\`, `\.in+2\`) vanish;
 * what is not a known sequence, a lone escape character among it, stays as it was sent.
 * `decode` turns the bytes of `\Xhh..\` into text, or returns undefined where it cannot.
 */
export function unescapeText(
  text: string,
  delimiters: Delimiters,
  decode: (bytes: Buffer) => string | undefined,
): string {
  const mark = delimiters.escape;
  if (!text.includes(mark)) return text;
  const pieces: string[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf(mark, at);
    const end = start === -1 ? -1 : text.indexOf(mark, start + 1);
    if (end === -1) break;
    pieces.push(text.slice(at, start));
    const hex = readHexRun(text, start, mark);
    const meaning = hex ? decode(hex.bytes) : meaningOf(text.slice(start + 1, end), delimiters);
    // An unknown sequence stays, and its closing character may open the next one.
    pieces.push(meaning ?? text.slice(start, hex ? hex.end : end));
    at = hex ? hex.end : meaning === undefined ? end : end + 1;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

function meaningOf(code: string, delimiters: Delimiters): string | undefined {
  switch (code) {
    case 'E':
      return delimiters.escape;
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.subcomponent;
    case 'R':
      return delimiters.repetition;
    case 'H':
    case 'N':
      return '';
    default:
      return formatting(code);
  }
}

/** Formatting commands of FT fields: line breaks are text, indents and fills are not. */
function formatting(code: string): string | undefined {
  const command = /^\.(br|ce|sp|in|ti|fi|nf|sk)([+-]?\d{0,3})$/.exec(code);
  if (!command) return undefined;
  const count = Math.min(Math.abs(Number(command[2] || 1)), 100);
  if (command[1] === 'br' || command[1] === 'ce') return '\n';
  if (command[1] === 'sp') return '\n'.repeat(count);
  return command[1] === 'sk' ? ' '.repeat(count) : '';
}

/** Neighbouring `\Xhh..\` sequences are read as one: a character's bytes may lie in two of them. */
function readHexRun(text: string, start: number, mark: string) {
  const parts: Buffer[] = [];
  let at = start;
  while (text.startsWith(`${mark}X`, at)) {
    const end = text.indexOf(mark, at + 2);
    const digits = end === -1 ? '' : text.slice(at + 2, end);
    if (!/^(?:[0-9A-Fa-f]{2})+$/.test(digits)) break;
    parts.push(Buffer.from(digits, 'hex'));
    at = end + 1;
  }
  return parts.length === 0 ? undefined : { bytes: Buffer.concat(parts), end: at };
}
