import { describe, expect, it } from '@jest/globals';
import { type RecognitionScope, recognitionScopes } from '../catalogue/scope';
import { aQuestion, aRound, county, position } from '../testing/recognition.factory';
import {
  type RecognitionObstacle,
  type RecognitionQuestion,
  recognitionObstacles,
  recognize,
} from './recognize';

type Change = (question: RecognitionQuestion) => RecognitionQuestion;
const ofResult =
  (facts: Partial<RecognitionQuestion['result']>): Change =>
  (question) => ({ ...question, result: { ...question.result, ...facts } });

/** One fact each that stands against the result of the factory, and nothing else. */
const against: Record<RecognitionObstacle, Change> = {
  NOT_IN_CATALOGUE: (question) => ({ ...question, window: null }),
  NOT_FINAL: ofResult({ status: 'PRELIMINARY' }),
  NO_QUALITY_RECORD: (question) => ({ ...question, quality: [] }),
  QUALITY_LAPSED: (question) => ({ ...question, quality: [aRound({ passed: false })] }),
  OUT_OF_CONTROL: (question) => ({
    ...question,
    controls: [{ day: '2026-03-01', inControl: false }],
  }),
  OUTSIDE_SCOPE: (question) => ({ ...question, at: position('province-hospital', '340100') }),
  WINDOW_EXPIRED: (question) => ({ ...question, instant: new Date('2026-03-09T00:00:00+08:00') }),
  NEVER_BY_RULE: (question) => ({ ...question, window: { rule: 'NEVER' } }),
  TIME_UNKNOWN: ofResult({ effectiveAt: null }),
  UNIT_NOT_COMPARABLE: ofResult({ comparable: false }),
};

const pairs = recognitionObstacles.flatMap((one, index) =>
  recognitionObstacles.slice(index + 1).map((other) => [one, other] as const),
);

/** Pairs of which one cannot be asked about where the other stands, and the one that is listed. */
const hidden = new Map<string, RecognitionObstacle>([
  ['NOT_IN_CATALOGUE WINDOW_EXPIRED', 'NOT_IN_CATALOGUE'],
  ['NOT_IN_CATALOGUE NEVER_BY_RULE', 'NEVER_BY_RULE'],
  ['NOT_IN_CATALOGUE UNIT_NOT_COMPARABLE', 'NOT_IN_CATALOGUE'],
  ['NO_QUALITY_RECORD QUALITY_LAPSED', 'QUALITY_LAPSED'],
  ['NO_QUALITY_RECORD OUTSIDE_SCOPE', 'NO_QUALITY_RECORD'],
  ['QUALITY_LAPSED OUTSIDE_SCOPE', 'QUALITY_LAPSED'],
  ['WINDOW_EXPIRED NEVER_BY_RULE', 'NEVER_BY_RULE'],
  ['WINDOW_EXPIRED TIME_UNKNOWN', 'TIME_UNKNOWN'],
]);

describe('the table of obstacles', () => {
  it.each(recognitionObstacles)('lists %s alone where it stands alone', (obstacle) => {
    const verdict = recognize(against[obstacle](aQuestion({})));
    expect(verdict).toMatchObject({
      ...{ status: 'NOT_RECOGNIZED', validUntil: null, obstacles: [obstacle] },
    });
  });

  it.each(pairs)('lists %s and %s where both stand', (one, other) => {
    const alone = hidden.get(`${one} ${other}`);
    const verdict = recognize(against[other](against[one](aQuestion({}))));
    expect(verdict.status).toBe('NOT_RECOGNIZED');
    expect(verdict.obstacles).toEqual(alone ? [alone] : [one, other]);
  });
});

describe('the last day of a window', () => {
  const moments = [-1, 0, 1].flatMap((after) =>
    [1, 3, 7, 30, 60, 90, 180].map((days) => [days, after] as const),
  );
  const lastMoment = (days: number) =>
    Date.parse('2026-03-01T23:59:59.999+08:00') + days * 24 * 3600 * 1000;

  it.each(moments)('of %i days: %i ms after its last moment', (days, after) => {
    const instant = new Date(lastMoment(days) + after);
    const { obstacles } = recognize(aQuestion({ window: { rule: 'DAYS', days }, instant }));
    expect(obstacles).toEqual(after > 0 ? ['WINDOW_EXPIRED'] : []);
  });

  it.each([
    ['2026-03-01T00:00:00.000+08:00', '2026-03-08T23:59:59.999+08:00'],
    ['2026-03-01T23:59:59.999+08:00', '2026-03-08T23:59:59.999+08:00'],
    ['2026-03-02T00:00:00.000+08:00', '2026-03-09T23:59:59.999+08:00'],
  ])('sampled at %s is %s', (sampled, last) => {
    const issued = ofResult({
      effectiveAt: new Date(sampled),
      issuedAt: new Date('2026-03-02T11:00:00+08:00'),
    });
    expect(recognize(issued(aQuestion({}))).validUntil).toEqual(new Date(last));
  });
});

describe('the days of a round', () => {
  it.each([
    ['2026-02-28T23:59:59.999+08:00', ['QUALITY_LAPSED']],
    ['2026-03-01T00:00:00.000+08:00', []],
    ['2026-03-02T23:59:59.999+08:00', []],
    ['2026-03-03T00:00:00.000+08:00', ['QUALITY_LAPSED']],
  ])('from 1 to 2 March, tested at %s: %j', (tested, expected) => {
    const at = ofResult({ effectiveAt: new Date(tested), issuedAt: new Date(tested) });
    const quality = [aRound({ validFrom: '2026-03-01', validTo: '2026-03-02' })];
    expect(recognize(at(aQuestion({ quality }))).obstacles).toEqual(expected);
  });

  it('leave the earlier round in force again once a later one has ended', () => {
    const failed = aRound({ passed: false, validFrom: '2026-02-01', validTo: '2026-02-28' });
    expect(recognize(aQuestion({ quality: [failed, aRound({})] })).obstacles).toEqual([]);
  });
});

describe('the table of scopes and receivers', () => {
  const marks: Record<RecognitionScope, string> = {
    NATIONAL: '全国HR',
    REGION: '长三角HR',
    PROVINCE: '本省HR',
    CITY: '本市HR',
    COMMUNITY: '医共体HR',
  };
  /** Whom a mark of each scope, from national to community, reaches. */
  const receivers = [
    ['a member of the community', position('member', '341722', ['yunxi']), 'YYYYY'],
    ['a member in another city', position('far member', '340100', ['yunxi']), 'YYYYY'],
    ['the county, no member', position('neighbour', '341722'), 'YYYYN'],
    ['another county of the city', position('city', '341702', ['other']), 'YYYYN'],
    ['another city of the province', position('province', '340100'), 'YYYNN'],
    ['another province of the region', position('region', '310101'), 'YYNNN'],
    ['elsewhere', position('elsewhere', '650100'), 'YNNNN'],
    ['a place that is not known', position('nowhere', ''), 'YNNNN'],
    ['the maker itself', county, 'YYYYY'],
  ] as const;
  const cells = receivers.flatMap(([name, at, row]) =>
    recognitionScopes.map((scope, index) => ({ name, at, scope, reaches: row[index] === 'Y' })),
  );

  it.each(cells)('$scope at $name: $reaches', ({ at, scope, reaches }) => {
    const quality = [aRound({ scope, mark: marks[scope] })];
    const verdict = recognize(aQuestion({ quality, at }));
    expect(verdict).toMatchObject(
      reaches
        ? { status: 'RECOGNIZED', scope, mark: marks[scope], obstacles: [] }
        : { status: 'NOT_RECOGNIZED', scope: null, mark: null, obstacles: ['OUTSIDE_SCOPE'] },
    );
  });
});
