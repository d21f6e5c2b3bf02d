import { describe, expect, it } from '@jest/globals';
import { anyText } from '@lianyi/shared/testing/any-text';
import fc from 'fast-check';
import { foldText, readNameForms } from './name-folding';

/** Signs that names are written with, among any others. */
const text = fc.oneof(
  anyText({ maxLength: 20 }),
  fc
    .array(fc.integer({ min: 0x4e00, max: 0x9fff }), { maxLength: 6 })
    .map((codes) => String.fromCodePoint(...codes)),
);

describe('foldText', () => {
  it.each([
    ['張偉', '张伟'],
    ['陳麗華', '陈丽华'],
    ['吳喆', '吴哲'],
    ['李堃', '李坤'],
    ['王昇', '王升'],
    ['劉峯', '刘峰'],
    ['黃淑貞', '黄淑贞'],
    ['髙濵', '高滨'],
    ['ＷＡＮＧ', 'WANG'],
  ])('folds %s to %s', (written, form) => {
    expect(foldText(written)).toBe(form);
  });

  it('keeps a character that is also a traditional form of another sound', () => {
    expect(foldText('李乾')).toBe('李乾');
  });

  it('changes nothing it has folded', () => {
    fc.assert(fc.property(text, (one) => foldText(foldText(one)) === foldText(one)));
  });

  it('reads each character by itself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('張', '峯', '丽'),
        fc.constantFrom('偉', '里', '乾'),
        (one, two) => expect(foldText(one + two)).toBe(foldText(one) + foldText(two)),
      ),
    );
  });

  it('has a file in which no form is itself a variant', () => {
    const { variants } = readNameForms();
    expect([...variants.values()].filter((form) => foldText(form) !== form)).toEqual([]);
  });
});
