import { describe, expect, it } from '@jest/globals';
import { decideMatch } from './decide-match';
import { readMatchingRules } from './matching-rules';
import type { Profile } from './profile';

const rules = readMatchingRules();

const someone = (overrides: Partial<Profile> = {}): Profile => ({
  ...{ name: '张建国', gender: 'MALE', birthDate: '1985-07-03', phone: '13800001234' },
  ...{ address: '云溪县东浦镇河湾村3组12号', numbers: [], ...overrides },
});
const resident = (value: string) => [{ system: 'RESIDENT_ID', issuerId: '', value } as const];
const insurance = (value: string) => [{ system: 'INSURANCE_NUMBER', issuerId: '', value } as const];

const decide = (profile: Profile, ...known: Profile[]) =>
  decideMatch(
    profile,
    known.map((one, at) => ({ id: `record-${at}`, personId: `record-${at}`, profile: one })),
    rules,
  );

/** LINK, CANDIDATE or NOTHING. */
function outcomeOf(profile: Profile, known: Profile) {
  const { link, candidates } = decide(profile, known);
  return link ? 'LINK' : candidates.length > 0 ? 'CANDIDATE' : 'NOTHING';
}

describe('decideMatch', () => {
  it.each<[string, Partial<Profile>]>([
    ['nothing differs', {}],
    ['the name is in traditional characters', { name: '張建國' }],
    ['the phone changed', { phone: '13977778888' }],
    ['she moved', { address: '云溪县西岭镇上坪村5号' }],
    ['the phone has a wrong digit and no address came', { phone: '13800001334', address: null }],
    ['day and month are swapped', { birthDate: '1985-03-07' }],
    ['the day of birth has a wrong digit', { birthDate: '1985-07-13' }],
    [
      'she moved and the day of birth has a wrong digit',
      { birthDate: '1985-07-13', address: '云溪县西岭镇上坪村5号' },
    ],
    [
      'the phone changed and day and month are swapped',
      { birthDate: '1985-03-07', phone: '13977778888' },
    ],
    ['no phone came', { phone: null }],
    ['no address came', { address: null }],
    ['no day of birth came', { birthDate: null }],
    ['the sex is not stated', { gender: 'UNKNOWN' }],
    ['the village came without the house, and no phone', { phone: null, address: '东浦镇河湾村' }],
  ])('links where %s', (_title, differs) => {
    expect(outcomeOf(someone(differs), someone())).toBe('LINK');
  });

  it('links where a number has a wrong digit and nothing else is known', () => {
    const [one, other] = [insurance('YX100200'), insurance('YX100300')];
    const bare = { phone: null, address: null };
    expect(
      outcomeOf(someone({ ...bare, numbers: one }), someone({ ...bare, numbers: other })),
    ).toBe('LINK');
  });

  it('does not take a namesake with the next record number for her', () => {
    const record = (value: string) =>
      [{ system: 'MEDICAL_RECORD_NUMBER', issuerId: 'county-hospital', value }] as const;
    const bare = { phone: null, address: null };
    const [one, other] = [record('MR100'), record('MR101')];
    expect(
      outcomeOf(someone({ ...bare, numbers: one }), someone({ ...bare, numbers: other })),
    ).toBe('CANDIDATE');
  });

  it.each<[string, Partial<Profile>]>([
    ['the name only sounds the same', { name: '章建国' }],
    ['the name is spelt in letters', { name: 'ZHANG JIANGUO' }],
    ['one character of the name differs', { name: '张建华' }],
    ['the sex contradicts', { gender: 'FEMALE' }],
    ['name and day of birth are all that agrees', { phone: null, address: null }],
    ['name and phone are all that came', { birthDate: null, address: null }],
    ['the day of birth is another altogether', { birthDate: '1991-11-25' }],
    ['phone and house are others', { phone: '13977778888', address: '西岭镇上坪村5号' }],
    [
      'the village agrees and the phone does not',
      { phone: '13977778888', address: '东浦镇河湾村' },
    ],
    ['a neighbour’s house and no phone came', { phone: null, address: '东浦镇河湾村3组21号' }],
    ['day and house differ', { birthDate: '1985-03-07', phone: null, address: '河湾村' }],
  ])('asks a person where %s', (_title, differs) => {
    expect(outcomeOf(someone(differs), someone())).toBe('CANDIDATE');
  });

  it.each<[string, Partial<Profile>]>([
    ['a wife of one house', { name: '李秀英', gender: 'FEMALE', birthDate: '1986-02-11' }],
    ['a brother of one house', { name: '张建华', birthDate: '1991-11-25' }],
    ['a child of one house', { name: '张小宝', birthDate: '2019-05-06' }],
    ['a twin', { name: '张明亮' }],
    ['a namesake', { birthDate: '1962-01-25', phone: null, address: '云溪县西岭镇上坪村5号' }],
    ['who shares nothing but the phone', { name: '王芳', birthDate: null, address: null }],
    ['who shares nothing but the house', { name: '王芳', birthDate: null, phone: null }],
  ])('leaves %s alone', (_title, differs) => {
    expect(outcomeOf(someone(differs), someone())).toBe('NOTHING');
  });

  it.each([
    ['of one sound', '张建果'],
    ['of one sign in common', '张建华'],
  ])('leaves twins with names %s and numbers of their own alone', (_title, name) => {
    const first = someone({ numbers: resident('341322198507031014') });
    const second = someone({ name, numbers: resident('341322198507031030') });
    expect(outcomeOf(second, first)).toBe('NOTHING');
  });

  it('asks a person about two valid resident numbers of one name', () => {
    const first = someone({ numbers: resident('341322198507031014') });
    const second = someone({ numbers: resident('341322198507031030') });
    expect(outcomeOf(second, first)).toBe('CANDIDATE');
  });

  it('believes the day a resident number states rather than the typed one', () => {
    const first = someone({ birthDate: '1991-11-25', numbers: resident('341322198507031014') });
    expect(outcomeOf(someone(), first)).toBe('LINK');
  });

  it('asks a person where the typed day is hers and the number another’s', () => {
    const first = someone({ numbers: resident('341322198507031014') });
    const borrowed = someone({ numbers: resident('341322195808031012') });
    expect(outcomeOf(borrowed, first)).toBe('CANDIDATE');
    expect(outcomeOf(borrowed, someone())).toBe('CANDIDATE');
  });

  it('asks a person about two unnamed children of one mother', () => {
    const child = someone({ name: '张芳之子', birthDate: '2025-06-01' });
    expect(outcomeOf(child, child)).toBe('CANDIDATE');
  });

  it('asks a person whether a child that has a name now is the one without', () => {
    const unnamed = someone({ name: '张芳之子', birthDate: '2025-06-01' });
    const named = someone({ name: '张小明', birthDate: '2025-06-01', address: null });
    expect(outcomeOf(named, unnamed)).toBe('CANDIDATE');
  });

  it('asks a person where two persons agree as well', () => {
    const { link, candidates } = decide(someone(), someone(), someone({ phone: null }));
    expect([link, candidates.length]).toEqual([null, 2]);
  });

  it('asks a person where somebody is likelier who may not link', () => {
    const namesake = someone({ phone: null, address: '东浦镇河湾村' });
    const homophone = someone({ name: '章建国' });
    const { link, candidates } = decide(someone(), namesake, homophone);
    expect([link, candidates.length]).toEqual([null, 2]);
    expect(decide(someone(), namesake).link).toBe('record-0');
  });

  it('links to the likeliest of one person’s records', () => {
    const known = [someone({ phone: null }), someone()].map((profile, at) => ({
      ...{ id: `record-${at}`, personId: 'one', profile },
    }));
    expect(decideMatch(someone(), known, rules).link).toBe('record-1');
  });

  it('links nobody with a resident number to who came with another’s', () => {
    const known = {
      id: 'a',
      personId: 'a',
      profile: someone({ numbers: resident('341322198507031014') }),
    };
    const decided = decideMatch(someone(), [known], rules, resident('341322198507031030'));
    expect(decided).toMatchObject({ link: null, candidates: [{ id: 'a' }] });
  });
});
