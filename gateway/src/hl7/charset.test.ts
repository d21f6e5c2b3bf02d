import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encode } from 'iconv-lite';
import { decodeMessage } from './charset';
import { readHeader } from './header';
import { aBloodCount, inGb18030, lines, msh, pid } from './testing/messages';

const decode = (bytes: Buffer) => decodeMessage(bytes, readHeader(bytes).charset).text;

/** A message without any Chinese but the name. */
const onlyName = (name: string, charset: string) =>
  lines(msh({ charset }), pid(name), 'OBX|1|NM|WBC||5.6|10*9/L');

/** Characters whose second byte in GB18030 looks like a delimiter. */
const rareNames = ['李^瑋', '王^珅', '錦^昞', '焅^瓇', '鈤^伟', '䶮^㐁', '𠮷^镕'];

describe('decoding', () => {
  it.each(['GB 18030-2000', 'GB18030', 'GBK', 'gb2312'])('reads %s', (charset) => {
    const text = aBloodCount({ charset });
    expect(decode(inGb18030(text))).toBe(text);
  });

  it.each(rareNames)('reads the GB18030 name %s', (name) => {
    const text = aBloodCount({ charset: 'GB 18030-2000', name });
    expect(decode(inGb18030(text))).toBe(text);
  });

  it.each(['UNICODE UTF-8', 'UTF-8', 'utf8', 'UNICODE', ''])(
    'reads UTF-8 declared as "%s"',
    (charset) => {
      const text = aBloodCount({ charset, name: '𠮷^镕' });
      expect(decode(Buffer.from(text))).toBe(text);
    },
  );

  it('reads MSH-18 behind a facility whose GB18030 bytes look like delimiters', () => {
    const text = lines(msh({ charset: 'GB18030', facility: '瑋鈤' }), pid('张^瑋'));
    expect(decode(inGb18030(text))).toBe(text);
  });

  it('drops a byte order mark', () => {
    expect(decode(Buffer.from(`\ufeff${aBloodCount()}`))).toBe(aBloodCount());
  });

  it('reads ISO-8859-1', () => {
    const text = onlyName('Müller^José', '8859/1');
    expect(decode(encode(text, 'latin1'))).toBe(text);
  });

  it('reads accented Latin names and signs in UTF-8', () => {
    const text = lines(msh(), pid('Müller^José'), 'OBX|1|NM|B2||1.2|μmol/L|±2×10|||F');
    expect(decode(Buffer.from(text))).toBe(text);
  });
});

describe('decoding refuses', () => {
  it.each(rareNames)('GB18030 declared as UTF-8, name %s', (name) => {
    const bytes = inGb18030(onlyName(name, 'UNICODE UTF-8'));
    expect(() => decode(bytes)).toThrow(/^MSH-18: says UTF-8/);
  });

  it.each(['魏^伟', '位^仑', '联^通'])(
    'GB18030 bytes of %s that are valid UTF-8 by accident',
    (name) => {
      expect(() => decode(inGb18030(onlyName(name, '')))).toThrow(/^MSH-18: says UTF-8/);
    },
  );

  it.each(['张^三', '李^瑋', '𠮷^镕', '王^芳芳芳'])(
    'UTF-8 declared as GB18030, name %s',
    (name) => {
      expect(() => decode(Buffer.from(onlyName(name, 'GB18030')))).toThrow(/^MSH-18: says GB18030/);
    },
  );

  it('UTF-8 declared as GB18030 whose only sign is a μ', () => {
    const text = lines(msh({ charset: 'GB18030' }), pid('Li^Lei'), 'OBX|1|NM|CREA||80|μmol/L');
    expect(() => decode(Buffer.from(text))).toThrow(/the bytes are UTF-8/);
  });

  it.each([
    ['ASCII', Buffer.from(onlyName('张^三', 'ASCII'))],
    ['8859/1 that is UTF-8', Buffer.from(onlyName('张^三', '8859/1'))],
    ['8859/1 that is accented UTF-8', Buffer.from(onlyName('Müller^J', '8859/1'))],
    ['8859/1 that is GB18030', inGb18030(onlyName('张^三', '8859/1'))],
    ['8859/1 that is GB18030 in full sentences', inGb18030(aBloodCount({ charset: '8859/1' }))],
  ])('bytes that are not %s', (_, bytes) => {
    expect(() => decode(bytes)).toThrow(/^MSH-18: says/);
  });

  it('a character set it does not know', () => {
    expect(() => decode(Buffer.from(onlyName('Li^Lei', 'BIG-5')))).toThrow(/does not read: send/);
  });

  it('a message with a NUL in it', () => {
    expect(() => decode(Buffer.from(onlyName('Li\0^Lei', '')))).toThrow(/control character 0x00/);
  });

  it('a message with the start of another in it', () => {
    expect(() => decode(Buffer.from(onlyName('Li\x0bMSH|', '')))).toThrow(/0x0B/);
  });
});

describe('a name in a message without other Chinese', () => {
  const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code));
  const everyday = fc
    .tuple(fc.integer({ min: 0xb0, max: 0xd7 }), fc.integer({ min: 0xa1, max: 0xf9 }))
    .map((pair) => new TextDecoder('gb18030').decode(Buffer.from(pair)));
  const name = fc
    .tuple(everyday, fc.string({ unit: everyday, minLength: 1, maxLength: 2 }))
    .map(([family, given]) => `${family}^${given}`);
  const rareName = fc.tuple(everyday, han).map(([family, given]) => `${family}^${given}`);
  const reads = (bytes: Buffer) => {
    try {
      return decode(bytes);
    } catch {
      return undefined;
    }
  };

  it.each([
    ['everyday', name],
    ['rare', rareName],
  ])('of %s characters is read as declared, and refused as declared wrongly', (_, names) => {
    fc.assert(
      fc.property(names, (one) => {
        const [gb, utf8] = [onlyName(one, 'GB18030'), onlyName(one, 'UTF-8')];
        expect([reads(inGb18030(gb)), reads(Buffer.from(utf8))]).toEqual([gb, utf8]);
        expect([reads(inGb18030(utf8)), reads(Buffer.from(gb))]).toEqual([undefined, undefined]);
      }),
      { numRuns: 1000 },
    );
  });
});
