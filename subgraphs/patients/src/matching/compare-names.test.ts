import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aName } from '../testing/profile.arbitrary';
import { compareNames, namesAgree } from './compare-names';

describe('compareNames', () => {
  it.each([
    ['张伟', '張偉', 'SAME'],
    ['李峰', '李峯', 'SAME'],
    ['阿不都·外力', '阿不都•外力', 'SAME'],
    ['阿不都·外力', '阿不都外力', 'SAME'],
    ['阿不都．外力', '阿不都 外力', 'SAME'],
    ['John Smith', 'ＪＯＨＮ　ＳＭＩＴＨ', 'SAME'],
    ['张玮', '张伟', 'HOMOPHONE'],
    ['曾丽', '增莉', 'HOMOPHONE'],
    ['张伟', 'ZHANG WEI', 'LATIN'],
    ['张伟', 'Wei Zhang', 'LATIN'],
    ['张伟', 'Zhāng Wěi', 'LATIN'],
    ['张伟', 'zhang1 wei3', 'LATIN'],
    ['欧阳文静', 'wenjing ouyang', 'LATIN'],
    ['吕绿', 'LYU LU', 'LATIN'],
    ['张乐', 'Zhang Yue', 'LATIN'],
    ['单雄', 'Shan Xiong', 'LATIN'],
    ['Zhang Wei', 'Wei Zhang', 'LATIN'],
    ['ZHANG WEI', 'zhangwei', 'LATIN'],
    ['张建国', '张建华', 'ONE_CHARACTER'],
    ['张建国', '张建', 'ONE_CHARACTER'],
    ['张建国', '张国建', 'ONE_CHARACTER'],
    ['Smith', 'Smyth', 'ONE_CHARACTER'],
    ['张伟', '张亮', 'DIFFERENT'],
    ['张伟', 'Li Na', 'DIFFERENT'],
    ['张伟', '李秀英', 'DIFFERENT'],
    ['张三之子', '张三之子', 'NEWBORN'],
    ['张三之子', '张三之婴', 'NEWBORN'],
    ['张三之大子', '张三之小子', 'DIFFERENT'],
    ['张三之子1', '张三之子2', 'DIFFERENT'],
    ['张三之子', '张三之女', 'DIFFERENT'],
    ['张三之子', '张小明', null],
    ['张三之子', '李四之子', null],
    ['无名氏', '无名氏', null],
    ['无名氏', '张伟', null],
    ['Aygul', '阿依古丽', null],
    ['张*', '张伟', null],
  ])('of %s and %s is %s', (one, other, level) => {
    expect(compareNames(one, other)).toBe(level);
  });

  it('is the same from either side', () => {
    fc.assert(
      fc.property(aName, aName, (one, other) => {
        expect(compareNames(one, other)).toBe(compareNames(other, one));
      }),
    );
  });

  it('never takes one sound for the same characters', () => {
    fc.assert(
      fc.property(fc.constantFrom('玮', '炜', '维', '薇'), (sign) => {
        expect(compareNames('张伟', `张${sign}`)).toBe('HOMOPHONE');
      }),
    );
  });

  it.each([
    ['many letters that could be pinyin', 'ia'.repeat(49), '张伟'],
    ['many characters', '的大'.repeat(50), 'dada'.repeat(25)],
    ['many ordinals', `张三之${'一'.repeat(90)}`, '张三之子'],
  ])('takes no long time for %s', (_title, one, other) => {
    const start = performance.now();
    compareNames(one, other);
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe('namesAgree', () => {
  it.each([
    ['张玮', '张伟', true],
    ['張偉', '张伟', true],
    ['张伟', 'Zhang Wei', true],
    ['张伟', 'WEI ZHANG', true],
    ['张伟', '张伟明', false],
    ['张三', '张三之子', false],
    ['张伟', '李伟', false],
    ['无名氏', '无名氏', true],
    ['无名氏', '无名', false],
    ['张三之子', '张三之子', true],
    ['张三之子', '张三之婴', false],
    ['无名氏', '张伟', false],
  ])('of %s and %s is %s', (one, other, agree) => {
    expect(namesAgree(one, other)).toBe(agree);
  });
});
