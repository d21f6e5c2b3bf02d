import { describe, expect, it } from '@jest/globals';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { anyText } from '@lianyi/shared/testing/any-text';
import fc from 'fast-check';
import { readAccessPolicy } from '../policy/access-policy';
import { readReason } from './read-reason';

const rule = readAccessPolicy().breakGlass;
const read = (text: string) => readReason(text, rule);

describe('readReason', () => {
  it.each([
    ['of ten characters', '昏迷送医需查用药史况', '昏迷送医需查用药史况'],
    ['of ten rare characters', '\u{20BB7}'.repeat(10), '\u{20BB7}'.repeat(10)],
    ['of five hundred characters', '急'.repeat(500), '急'.repeat(500)],
    ['with spaces around', '  unconscious after a fall ', 'unconscious after a fall'],
    ['of several lines', 'unconscious\r\nafter a\tfall', 'unconscious after a fall'],
    ['with an invisible sign', 'unconscious\u200b after \u202ea fall', 'unconscious after a fall'],
  ])('takes a reason %s', (_title, text, reason) => {
    expect(read(text)).toBe(reason);
  });

  it.each([
    ['nothing', ''],
    ['spaces', ' '.repeat(20)],
    ['nine characters', '昏迷送医需查用药史'],
    ['nine characters, one a row of spaces', `昏迷送医${' '.repeat(9)}需查用药`],
    ['nine characters and invisible ones', `昏迷送医需查用药史${'\u200b'.repeat(9)}`],
    ['501 characters', '急'.repeat(501)],
    ['a control character', 'unconscious \u0000 after a fall'],
    ['half a character', 'unconscious \ud800 after a fall'],
  ])('refuses %s, naming the field', (_title, text) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', details: { field: 'reason' } }),
    );
  });

  it('keeps of any text what it would keep again, or refuses it', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 600 }), (text) => {
        try {
          const reason = read(text);
          expect(read(reason)).toBe(reason);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInput);
        }
      }),
    );
  });
});
