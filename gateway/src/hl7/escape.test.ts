import { describe, expect, it } from '@jest/globals';
import { anyText } from '@lianyi/shared/testing/any-text';
import fc from 'fast-check';
import { decodeStrictly } from './charset';
import { standardDelimiters } from './delimiters';
import { escapeText, unescapeText } from './escape';

const read = (text: string, charset: 'UTF-8' | 'GB18030' = 'UTF-8') =>
  unescapeText(text, standardDelimiters, (bytes) => decodeStrictly(bytes, charset));

describe('unescaping', () => {
  it('gives back any text that was escaped', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(read(escapeText(text, standardDelimiters))).toBe(text);
      }),
    );
  });

  it('gives back any text of delimiters that was escaped', () => {
    const text = fc.string({
      unit: fc.constantFrom('\\', '|', '^', 'F', 'X', '4', '.', '\n', '\r'),
    });
    fc.assert(
      fc.property(text, (one) => {
        expect(read(escapeText(one, standardDelimiters))).toBe(one);
      }),
    );
  });

  it.each([
    ['\\F\\\\S\\\\T\\\\R\\\\E\\', '|^&~\\'],
    ['one\\.br\\two', 'one\ntwo'],
    ['one\\.sp2\\two', 'one\n\ntwo'],
    ['\\H\\high\\N\\ normal', 'high normal'],
    ['\\X41\\\\X42\\', 'AB'],
    ['a\\X0D0A\\b', 'a\r\nb'],
  ])('reads %s', (text, meaning) => {
    expect(read(text)).toBe(meaning);
  });

  it.each(['10\\L', 'C:\\temp', '\\Zlocal\\', '\\XZZ\\', '\\', '\\\\'])(
    'leaves %s as it is',
    (text) => {
      expect(read(text)).toBe(text);
    },
  );

  it('reads what follows a lone escape character', () => {
    expect(read('C:\\temp\\T\\x')).toBe('C:\\temp&x');
  });

  it('reads bytes in the character set of the message, two escapes long', () => {
    expect(read('\\XD5\\\\XC5\\', 'GB18030')).toBe('张');
  });

  it('leaves bytes that are no character of the message as they are', () => {
    expect(read('\\XD5C5\\')).toBe('\\XD5C5\\');
  });

  it('keeps a long text of broken escapes whole', () => {
    const broken = '\\X4\\'.repeat(200_000);
    expect(read(broken)).toBe(broken);
  });
});
