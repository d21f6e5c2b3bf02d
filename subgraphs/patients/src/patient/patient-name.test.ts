import { describe, expect, it } from '@jest/globals';
import { anyText } from '@lianyi/shared/testing/any-text';
import fc from 'fast-check';
import { nameKeys } from './patient-name';

describe('nameKeys', () => {
  it.each([
    ['张建国', 'zhangjianguo', 'zjg'],
    ['曾小贤', 'zengxiaoxian', 'zxx'],
    ['单雄信', 'shanxiongxin', 'sxx'],
    ['吕布', 'lvbu', 'lb'],
    ['欧阳修', 'ouyangxiu', 'oyx'],
    ['阿不都·外力', 'abudouwaili', 'abdwl'],
    ['José Núñez', 'josenunez', 'jn'],
    ['𠮷野', '𠮷ye', '𠮷y'],
  ])('spells %s', (name, pinyin, initials) => {
    expect(nameKeys(name)).toMatchObject({ pinyin, initials });
  });

  it('compares names without spaces, dots and width', () => {
    expect(nameKeys('阿不都 • 外力').nameKey).toBe(nameKeys('阿不都·外力').nameKey);
    expect(nameKeys('ＪＯＨＮ smith').nameKey).toBe('johnsmith');
  });

  it('fits the columns whatever the name', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 100 }), (name) => {
        const { nameKey, pinyin, initials } = nameKeys(name);
        const lengths = [nameKey, pinyin, initials].map((key) => Array.from(key).length);
        expect(lengths[0]).toBeLessThanOrEqual(100);
        expect(lengths[1]).toBeLessThanOrEqual(200);
        expect(lengths[2]).toBeLessThanOrEqual(40);
      }),
    );
  });
});
