import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recognitionScopes } from '../catalogue/scope';
import { aQuestion, aRound, county, position } from '../testing/recognition.factory';
import { recognize } from './recognize';

/** The verdict on the same facts, whichever order the rounds come in. */
const inAnyOrder = (...rounds: readonly ReturnType<typeof aRound>[]) => {
  const verdicts = [rounds, [...rounds].reverse()].map((quality) =>
    recognize(aQuestion({ quality })),
  );
  expect(verdicts[0]).toEqual(verdicts[1]);
  return verdicts[0];
};

describe('of several rounds for one mark', () => {
  const earlier = { validFrom: '2026-01-01' };
  const later = { validFrom: '2026-02-01' };

  it.each([
    ['failed', aRound(earlier), aRound({ ...later, passed: false }), ['QUALITY_LAPSED']],
    ['passed', aRound({ ...earlier, passed: false }), aRound(later), []],
    [
      'failed, of the same day',
      aRound(later),
      aRound({ ...later, passed: false }),
      ['QUALITY_LAPSED'],
    ],
  ])('the later one decides: %s', (_, one, other, obstacles) => {
    expect(inAnyOrder(one, other)?.obstacles).toEqual(obstacles);
  });
});

describe('of several marks in force', () => {
  it('the widest is shown, whatever it is called', () => {
    for (const [narrow, wide] of [
      ['A市HR', 'Z国HR'],
      ['Z市HR', 'A国HR'],
    ])
      expect(
        inAnyOrder(
          aRound({ scope: 'CITY', mark: narrow ?? '' }),
          aRound({ scope: 'NATIONAL', mark: wide ?? '' }),
        )?.mark,
      ).toBe(wide);
  });

  it('of one scope the first by its name is shown', () => {
    expect(
      inAnyOrder(
        aRound({ scope: 'PROVINCE', mark: 'B省HR' }),
        aRound({ scope: 'PROVINCE', mark: 'A省HR' }),
      ),
    ).toMatchObject({ scope: 'PROVINCE', mark: 'A省HR' });
  });
});

describe('rounds, for any of them,', () => {
  const days = fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01', '2026-03-02');
  const rounds = fc.record({
    scope: fc.constantFrom(...recognitionScopes),
    mark: fc.constantFrom('A', 'B'),
    passed: fc.boolean(),
    validFrom: days,
    validTo: days,
  });

  it('say the same in any order', () => {
    const shuffled = fc
      .array(rounds, { maxLength: 5 })
      .chain((quality) =>
        fc.tuple(fc.constant(quality), fc.shuffledSubarray(quality, { minLength: quality.length })),
      );
    fc.assert(
      fc.property(shuffled, ([quality, again]) => {
        expect(recognize(aQuestion({ quality: again }))).toEqual(recognize(aQuestion({ quality })));
      }),
    );
  });
});

describe('internal control', () => {
  const obstacles = (day: string, inControl: boolean) =>
    recognize(aQuestion({ controls: [{ day, inControl }] })).obstacles;

  it.each([
    ['2026-02-28', false, []],
    ['2026-03-01', false, ['OUT_OF_CONTROL']],
    ['2026-03-01', true, []],
    ['2026-03-02', false, []],
  ])('on %s, in control %s, of a test of 1 March: %j', (day, inControl, expected) => {
    expect(obstacles(day, inControl)).toEqual(expected);
  });
});

describe('where two institutions stand', () => {
  const at = (from: ReturnType<typeof position>, to: ReturnType<typeof position>) =>
    recognize(aQuestion({ from, at: to })).obstacles;

  it('is one community where they share one consortium of several', () => {
    const [one, other] = [
      ['yunxi', 'remote'],
      ['other', 'yunxi'],
    ];
    const from = position(county.institutionId, '', one);
    const quality = [aRound({ scope: 'COMMUNITY', mark: '医共体HR' })];
    const verdict = recognize(aQuestion({ from, quality, at: position('else', '', other) }));
    expect(verdict.obstacles).toEqual([]);
  });

  it('is one city by the first four digits, and by no fewer', () => {
    const city = position(county.institutionId, '3417');
    expect(at(city, position('else', '3417'))).toEqual([]);
    expect(at(city, position('else', '341702'))).toEqual([]);
    const province = position(county.institutionId, '34');
    expect(at(province, position('else', '34'))).toEqual(['OUTSIDE_SCOPE']);
  });

  it('is no place at all where neither is known', () => {
    const nowhere = position(county.institutionId, '');
    expect(at(nowhere, position('else', ''))).toEqual(['OUTSIDE_SCOPE']);
  });
});

it('knows no time that lies ahead of the moment asked about, whichever time it counts from', () => {
  const issuedAt = new Date('2026-03-06T09:00:00+08:00');
  const result = { ...aQuestion({}).result, issuedAt };
  const instant = new Date('2026-03-05T23:59:59+08:00');
  for (const base of ['ISSUED', 'EFFECTIVE'] as const)
    expect(
      recognize(aQuestion({ base, instant, result: { ...result, effectiveAt: issuedAt } }))
        .obstacles,
    ).toEqual(['TIME_UNKNOWN']);
});
