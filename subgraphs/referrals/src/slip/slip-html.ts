/** Text that stands in a page as it is: markup, or what was escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  ...{ '<': '&lt;', '>': '&gt;' },
  ...{ '"': '&quot;', "'": '&#39;' },
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

type Part = string | number | null | undefined | Markup | readonly Markup[];

const written = (part: Part): string => {
  if (part === null || part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return escaped(String(part));
};

/** Writes markup; what stands in `${}` is text, escaped, unless it is markup itself. */
export const html = (pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(pieces.map((piece, at) => `${piece}${written(parts[at])}`).join(''));
