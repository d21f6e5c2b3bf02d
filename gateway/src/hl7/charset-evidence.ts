/*
 * Two mistakes decode without an error, and a record would keep the nonsense:
 *
 * - UTF-8 declared as GB18030. Chinese in UTF-8 is made of three-byte sequences; almost any of
 *   them reads as GB18030 too (张三 becomes 寮犱笁). The other way round, GB18030 text that is
 *   valid UTF-8 throughout AND holds a three-byte sequence needs a rare character followed by
 *   two of a few hundred, in a message without any other Chinese. So valid UTF-8 with such a
 *   sequence is UTF-8. Without one there are only signs such as μ and ×, or accented letters,
 *   each of which reads as one lone Chinese character (渭mol/L, 脳10^9/L).
 *
 * - GB18030 declared as UTF-8 (or as nothing). About one common Chinese character in seven reads
 *   as a two-byte sequence of UTF-8 (魏伟 becomes κΰ): in a message whose only Chinese is a short
 *   name this happens. Such text holds letters of other scripts where no laboratory writes them.
 *
 * What remains undecidable is refused: it passes as soon as it is declared rightly.
 */

/** Signs that stand in results and units without a letter beside them. */
const laboratorySigns = /^[×÷±°µ·²³¹½¼¾§αβγδεκλμστωΔΩ]$/u;

/** In a line that names a person no such sign stands alone. */
const personLine = /^(?:PID|NK1)/;

/** True where text that decoded as UTF-8 is what someone meant to write. */
export function readsAsUtf8(text: string): boolean {
  return /[\u0800-\u{10ffff}]/u.test(text) || onlyExpectedSigns(text);
}

/**
 * How much of the text beyond ASCII is pairs that name signs and everyday characters of GB 2312,
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

/** Every letter beyond ASCII is Latin and next to an ASCII letter; every other sign is known. */
function onlyExpectedSigns(text: string): boolean {
  return text.split(/[\r\n]+/).every((line) => {
    const person = personLine.test(line);
    return [...line.matchAll(/[^\p{ASCII}]+/gu)].every(({ 0: run, index }) => {
      if (!person && [...run].every((sign) => laboratorySigns.test(sign))) return true;
      const inWord = /[A-Za-z]/.test(`${line[index - 1] ?? ''}${line[index + run.length] ?? ''}`);
      return inWord && /^[\u00c0-\u024f\u00b7]+$/u.test(run);
    });
  });
}
