/** The character sets this door decodes. GB18030 is read for GBK and GB2312 too: it contains them. */
export type Charset = 'UTF-8' | 'GB18030' | 'ASCII' | 'ISO-8859-1';

/** HL7 table 0211 and the spellings senders use, without case, blanks, hyphens, underscores. */
const spellings: Readonly<Record<string, Charset>> = {
  UTF8: 'UTF-8',
  UNICODE: 'UTF-8',
  UNICODEUTF8: 'UTF-8',
  GB18030: 'GB18030',
  GB180302000: 'GB18030',
  GB180302005: 'GB18030',
  GB180302022: 'GB18030',
  GBK: 'GB18030',
  GB2312: 'GB18030',
  GB23121980: 'GB18030',
  CP936: 'GB18030',
  EUCCN: 'GB18030',
  ASCII: 'ASCII',
  USASCII: 'ASCII',
  ISOIR6: 'ASCII',
  '8859/1': 'ISO-8859-1',
  ISO88591: 'ISO-8859-1',
  'ISO8859/1': 'ISO-8859-1',
  LATIN1: 'ISO-8859-1',
};

/** Says in a refusal what may be declared. */
export const charsetChoices = 'UNICODE UTF-8, GB 18030-2000, GBK, ASCII or 8859/1';

/**
 * The character set MSH-18 names; undefined where this door does not know it. Empty is UTF-8:
 * the standard means ASCII by it, of which UTF-8 holds every message, and what is neither is
 * refused rather than guessed at.
 */
export function charsetNamed(declared: string): Charset | undefined {
  if (declared === '') return 'UTF-8';
  const key = declared.toUpperCase().replace(/[\s_-]/g, '');
  return Object.hasOwn(spellings, key) ? spellings[key] : undefined;
}
