import { describe, expect, it } from '@jest/globals';
import { nameKeyOf } from './name-key';
import { kindOfName } from './name-kind';

const kindOf = (name: string) => kindOfName(nameKeyOf(name));

describe('kindOfName', () => {
  it.each([
    '张伟',
    '欧阳文静',
    '王毛毛',
    '陈宝宝',
    '李子',
    '张之',
    '王婴',
    'Li Na',
    '不同',
    '未来',
  ])('knows %s as a name', (name) => {
    expect(kindOf(name)).toEqual({ kind: 'ORDINARY' });
  });

  it.each([
    ['张三之子', '张三', '', 'BOY'],
    ['張三之女', '张三', '', 'GIRL'],
    ['张三之大子', '张三', '大', 'BOY'],
    ['张三之子1', '张三', '1', 'BOY'],
    ['张三之子（二）', '张三', '二', 'BOY'],
    ['张三之女B', '张三', 'b', 'GIRL'],
    ['张三之婴', '张三', '', null],
    ['张三女婴', '张三', '', 'GIRL'],
    ['张三新生儿', '张三', '', null],
    ['张三的儿子', '张三', '', 'BOY'],
    ['张三BB', '张三', '', null],
    ['张三之大', '张三', '', null],
    ['张三之双胞胎A', '张三', 'a', null],
    ['baby of Zhang San', 'zhangsan', '', null],
  ])('knows %s as the child of %s', (name, parent, ordinal, child) => {
    expect(kindOf(name)).toEqual({ kind: 'NEWBORN', parent, ordinal, child });
  });

  it.each([
    ...['无名氏', '无名', '无名男', '无名氏3', '无名氏（女）', '不详', '姓名不详', '未知', '待查'],
    ...['佚名', '某某', '张某', '三无人员', 'Unknown', 'unknown male', '测试', '张*', '?', '001'],
  ])('knows that %s names nobody', (name) => {
    expect(kindOf(name)).toEqual({ kind: 'PLACEHOLDER' });
  });
});
