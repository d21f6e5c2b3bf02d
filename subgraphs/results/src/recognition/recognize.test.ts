import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../catalogue/catalogue';
import { aQuestion, aRound, county, position } from '../testing/recognition.factory';
import { recognize } from './recognize';

const catalogue = loadCatalogue();

describe('recognize', () => {
  const sampled = new Date('2026-03-01T09:00:00+08:00');
  const obstacles = (overrides: Parameters<typeof aQuestion>[0]) =>
    recognize(aQuestion({ ...overrides })).obstacles;
  const result = (overrides: object) => ({ ...aQuestion({}).result, ...overrides });

  it('recognises a final result with a mark that reaches the receiver, inside its window', () => {
    expect(recognize(aQuestion({}))).toEqual({
      status: 'RECOGNIZED',
      scope: 'CITY',
      mark: '本市HR',
      validUntil: new Date('2026-03-08T23:59:59.999+08:00'),
      obstacles: [],
    });
  });

  it('recognises the own result of an institution whatever stands against it', () => {
    const own = result({
      status: 'PRELIMINARY',
      institutionId: 'county-hospital',
      comparable: false,
    });
    const question = aQuestion({ result: own, window: null, quality: [] });
    expect(recognize(question)).toEqual({
      ...{ status: 'RECOGNIZED', scope: null, mark: null, validUntil: null, obstacles: [] },
    });
  });

  it.each([
    ['NOT_IN_CATALOGUE', { window: null }],
    ['NOT_FINAL', { result: result({ status: 'PRELIMINARY' }) }],
    ['NOT_FINAL', { result: result({ status: 'CANCELLED' }) }],
    ['NO_QUALITY_RECORD', { quality: [] }],
    ['QUALITY_LAPSED', { quality: [aRound({ validTo: '2026-02-28' })] }],
    ['QUALITY_LAPSED', { quality: [aRound({ validFrom: '2026-03-02' })] }],
    ['QUALITY_LAPSED', { quality: [aRound({ passed: false })] }],
    ['OUT_OF_CONTROL', { controls: [{ day: '2026-03-01', inControl: false }] }],
    ['OUTSIDE_SCOPE', { at: position('province-hospital', '340100') }],
    ['WINDOW_EXPIRED', { instant: new Date('2026-03-09T00:00:00+08:00') }],
    ['NEVER_BY_RULE', { window: { rule: 'NEVER' as const } }],
    ['TIME_UNKNOWN', { result: result({ effectiveAt: null }) }],
    ['TIME_UNKNOWN', { result: result({ effectiveAt: new Date('2026-03-05T09:00:00+08:00') }) }],
    ['TIME_UNKNOWN', { result: result({ effectiveAt: new Date('2026-03-02T00:00:00+08:00') }) }],
    ['UNIT_NOT_COMPARABLE', { result: result({ comparable: false }) }],
  ])('refuses for %s alone', (obstacle, overrides) => {
    expect(obstacles(overrides)).toEqual([obstacle]);
  });

  it('lists every obstacle, in the order of the contract', () => {
    const against = {
      result: result({ status: 'PRELIMINARY', comparable: false }),
      quality: [aRound({ passed: false })],
      controls: [{ day: '2026-03-01', inControl: false }],
      instant: new Date('2026-06-01T00:00:00Z'),
    };
    expect(obstacles(against)).toEqual([
      ...['NOT_FINAL', 'QUALITY_LAPSED', 'OUT_OF_CONTROL', 'WINDOW_EXPIRED', 'UNIT_NOT_COMPARABLE'],
    ]);
  });

  it('accepts an amended result', () => {
    expect(obstacles({ result: result({ status: 'AMENDED' }) })).toEqual([]);
  });

  it('counts quality on the day of the test in Shanghai, not of the judgement', () => {
    const quality = [aRound({ validFrom: '2026-03-01', validTo: '2026-03-01' })];
    const early = result({ effectiveAt: new Date('2026-03-01T00:10:00+08:00') });
    expect(obstacles({ quality, result: early, instant: sampled })).toEqual([]);
  });

  it('lets a failed later round take away the mark of an earlier one', () => {
    const failed = aRound({ validFrom: '2026-02-01', passed: false });
    expect(obstacles({ quality: [aRound({}), failed] })).toEqual(['QUALITY_LAPSED']);
  });

  it('keeps the mark of another scope when one fails', () => {
    const failed = aRound({ scope: 'NATIONAL', mark: '全国HR', passed: false });
    expect(recognize(aQuestion({ quality: [aRound({}), failed] })).mark).toBe('本市HR');
  });

  it('shows the widest of several marks', () => {
    const quality = [aRound({}), aRound({ scope: 'NATIONAL', mark: '全国HR' })];
    expect(recognize(aQuestion({ quality })).mark).toBe('全国HR');
  });

  it('is recognised until the last millisecond of its last day', () => {
    const instant = new Date('2026-03-08T23:59:59.999+08:00');
    expect(recognize(aQuestion({ instant })).status).toBe('RECOGNIZED');
  });

  it('counts from the report where the site says so', () => {
    const late = result({ effectiveAt: null, issuedAt: new Date('2026-03-02T09:00:00+08:00') });
    const verdict = recognize(aQuestion({ result: late, base: 'ISSUED' }));
    expect(verdict.validUntil).toEqual(new Date('2026-03-09T23:59:59.999+08:00'));
  });

  it('does not end where the window has no limit', () => {
    const verdict = recognize(
      aQuestion({ window: { rule: 'UNLIMITED' }, instant: new Date('2036-01-01T00:00:00Z') }),
    );
    expect(verdict).toMatchObject({ status: 'RECOGNIZED', validUntil: null });
  });
});

describe('a mark', () => {
  const reaches = (
    scope: 'NATIONAL' | 'REGION' | 'PROVINCE' | 'CITY' | 'COMMUNITY',
    mark: string,
    at: string,
    consortia: string[] = [],
  ) =>
    recognize(
      aQuestion({
        quality: [aRound({ scope, mark })],
        at: position('elsewhere', at, consortia),
        reach: catalogue.scopes.reach,
      }),
    ).status === 'RECOGNIZED';

  it.each([
    ['NATIONAL', '全国HR', '650100', true],
    ['REGION', '长三角HR', '310101', true],
    ['REGION', '长三角HR', '650100', false],
    ['REGION', '无此区域HR', '310101', false],
    ['PROVINCE', '皖HR', '340100', true],
    ['PROVINCE', '皖HR', '320100', false],
    ['CITY', '本市HR', '341702', true],
    ['CITY', '本市HR', '340100', false],
    ['COMMUNITY', '医共体HR', '341722', false],
  ] as const)('of scope %s (%s) at division %s counts: %s', (scope, mark, at, counts) => {
    expect(reaches(scope, mark, at)).toBe(counts);
  });

  it('of the community reaches the members of the same consortium', () => {
    expect(reaches('COMMUNITY', '医共体HR', '341722', county.consortiumIds.slice())).toBe(true);
  });

  it('of the community reaches who agreed on the item, and no mark does who did not earn one', () => {
    const apart = { at: position('elsewhere', '999999'), agreed: true };
    const ofCommunity = [aRound({ scope: 'COMMUNITY', mark: '医共体HR' })];
    expect(recognize(aQuestion({ ...apart, quality: ofCommunity })).status).toBe('RECOGNIZED');
    expect(recognize(aQuestion({ ...apart, quality: [] })).obstacles).toEqual([
      'NO_QUALITY_RECORD',
    ]);
  });

  it('of a wider scope reaches the own community too', () => {
    expect(reaches('CITY', '本市HR', '999999', county.consortiumIds.slice())).toBe(true);
  });

  it('reaches nobody but by the whole country where the maker has no known place', () => {
    expect(recognize(aQuestion({ from: null })).obstacles).toEqual(['OUTSIDE_SCOPE']);
  });
});
