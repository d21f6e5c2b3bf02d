import fc from 'fast-check';
import type { Profile } from '../matching/profile';

const surnames = fc.constantFrom('张', '章', '李', '王', '欧阳', '陳');
const signs = fc.constantFrom('伟', '玮', '偉', '芳', '方', '建', '国', '國', '小', '明', '子');

/** Names of every kind, few enough that two of them often have something in common. */
export const aName = fc.oneof(
  fc.tuple(surnames, signs, fc.option(signs)).map((parts) => parts.join('')),
  fc.constantFrom('ZHANG WEI', 'Wei Zhang', 'LI FANG', 'John Smith', '阿不都·外力', '阿不都外力'),
  fc.constantFrom('张芳之子', '张芳之女', '张芳之大子', '李芳之婴', '无名氏', '不详', '未知'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
);

export const aDay = fc.option(
  fc
    .tuple(
      fc.constantFrom(1958, 1985, 1986, 2021),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 13 }),
    )
    .map(([year, month, day]) => {
      const two = (value: number) => String(value).padStart(2, '0');
      return `${year}-${two(month)}-${two(day)}`;
    }),
);

export const aPhone = fc.option(
  fc.constantFrom(
    '13800001234',
    '13800001243',
    '13800001235',
    '13977778888',
    '8001',
    '11111111111',
  ),
);

export const anAddress = fc.option(
  fc.constantFrom(
    ...['云溪县东浦镇河湾村3组12号', '东浦镇河湾村12号', '云溪县东浦镇河湾村', '河湾村21号'],
    ...['云溪县东浦镇大塘村12号', '云溪县西岭镇上坪村5号', '云溪县东浦镇', '不详'],
  ),
);

const residentIds = ['341322198507031014', '341322198507031030', '341322195808031012'];
const number = (system: Profile['numbers'][number]['system'], values: readonly string[]) =>
  fc
    .option(fc.constantFrom(...values))
    .map((value) => (value === null ? [] : [{ system, issuerId: '', value }]));

/** Persons who often resemble each other. */
export const aProfile: fc.Arbitrary<Profile> = fc.record({
  name: aName,
  gender: fc.constantFrom('MALE', 'FEMALE', 'UNKNOWN'),
  ...{ birthDate: aDay, phone: aPhone, address: anAddress },
  numbers: fc
    .tuple(
      number('RESIDENT_ID', residentIds),
      number('INSURANCE_NUMBER', ['YX100', 'YX101', 'YX999']),
    )
    .map((lists) => lists.flat()),
});
