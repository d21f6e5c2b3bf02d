/** A JSON text that was cut off, ended as a lenient reader would: whole items stay, the rest goes. */
export function closeBrackets(text: string): string {
  const open: string[] = [];
  let [inText, escaped] = [false, false];
  let last = { end: 0, open: '' };
  for (const [at, sign] of [...text].entries()) {
    if (escaped) escaped = false;
    else if (inText) {
      if (sign === '\\') escaped = true;
      if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === '{') open.push('}');
    else if (sign === '[') open.push(']');
    else if (sign === '}' || sign === ']') {
      open.pop();
      if (open.at(-1) === ']') last = { end: at + 1, open: open.toReversed().join('') };
    }
  }
  if (open.length === 0) return text;
  return `${[...text].slice(0, last.end).join('')}${last.open}`;
}
