/*
 * Two mistakes decode without an error, and a record would keep the nonsense:
 *
 * - UTF-8 declared as GB18030. Chinese in UTF-8 is made of three-byte sequences; almost any of
 *   them reads as GB18030 too (张三 becomes 寮犱笁), and so do the signs of units and accented
 *   letters (渭mol/L, 脳10^9/L).
 *
 * - GB18030 declared as UTF-8 (or as nothing). About one common Chinese character in seven reads
 *   as a two-byte sequence of UTF-8 (魏伟 becomes κΰ): in a message whose only Chinese is a short
 *   name this happens.
 *
 * What tells them apart: text that someone meant to write in UTF-8 holds Chinese, or signs that
 * laboratories use, or accented letters inside Latin words. Text that is UTF-8 by accident holds
 * lone letters of Greek, Cyrillic, Hebrew or Arabic, and at most a character or two of Chinese.
 * What remains undecidable is refused: it passes as soon as it is declared rightly.
 */

/** Signs that stand in results and units without a letter beside them. */
const laboratorySigns = /^[×÷±°µ·²³¹½¼¾§αβγδεκλμστωΔΩ]+$/u;
const latinLetters = /^[\u00c0-\u024f\u00b7]+$/u;

/** In a line that names a person no such sign stands alone. */
const personLine = /^(?:PID|NK1)/;

interface Signs {
  /** Characters of three and four bytes in UTF-8: Chinese, among others. */
  readonly strong: number;
  /** Characters of two bytes where nobody writes them. */
  readonly strange: number;
}

/** True where a message that decodes as UTF-8 was written so, and does not only happen to. */
export function isSurelyUtf8(text: string): boolean {
  const { strong, strange } = countSigns(text);
  return strange === 0 || strong > 2 * strange;
}

/** True where text read as ISO-8859-1 holds accented letters outside of words, or other signs. */
export const isStrangeLatin = (text: string) => countSigns(text).strange > 0;

export const holdsChinese = (text: string) => /\p{Script=Han}/u.test(text);

function countSigns(text: string): Signs {
  let strong = 0;
  let strange = 0;
  for (const line of text.split(/[\r\n]+/)) {
    const person = personLine.test(line);
    strong += line.match(/[\u0800-\u{10ffff}]/gu)?.length ?? 0;
    for (const { 0: run, index } of line.matchAll(/[\u0080-\u07ff]+/g)) {
      const beside = `${line[index - 1] ?? ''}${line[index + run.length] ?? ''}`;
      const inWord = latinLetters.test(run) && /[A-Za-z]/.test(beside);
      if (!inWord && (person || !laboratorySigns.test(run))) strange += run.length;
    }
  }
  return { strong, strange };
}

/**
 * How much of the bytes beyond ASCII is pairs that name signs and everyday characters of GB 2312,
 * from 0 to 1. In Chinese text it is nearly all; in Latin text two accented letters rarely meet.
 */
export function gb2312Share(bytes: Buffer): number {
  let high = 0;
  let paired = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    const isPair = lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe;
    high += isPair ? 2 : 1;
    if (!isPair) continue;
    paired += 2;
    at += 1;
  }
  return high === 0 ? 0 : paired / high;
}
