import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadCatalogue } from '../catalogue/catalogue';
import { type RecognitionScope, recognitionScopes } from '../catalogue/scope';
import { county } from '../testing/recognition.factory';
import { type RecognitionQuestion, recognitionObstacles, recognize } from './recognize';

const { reach } = loadCatalogue().scopes;
const minute = 60_000;
const start = Date.parse('2026-03-01T00:00:00+08:00');
const instants = fc
  .integer({ min: -60 * 24 * 60, max: 60 * 24 * 60 })
  .map((at) => new Date(start + at * minute));
const days = fc
  .integer({ min: -60, max: 60 })
  .map((at) => new Date(start + at * 24 * 60 * minute).toISOString().slice(0, 10));
const marks: Record<RecognitionScope, string> = {
  ...{
    NATIONAL: '全国HR',
    REGION: '长三角HR',
    PROVINCE: '皖HR',
    CITY: '本市HR',
    COMMUNITY: '医共体HR',
  },
};

const rounds = fc.record({
  scope: fc.constantFrom(...recognitionScopes),
  passed: fc.boolean(),
  validFrom: days,
  validTo: days,
});
const positions = fc.record({
  institutionId: fc.constantFrom(county.institutionId, 'county-hospital', 'city-hospital'),
  regionCode: fc.constantFrom('341722', '341702', '340100', '310101', '650100', ''),
  consortiumIds: fc.subarray(['yunxi', 'other']),
});

const questions: fc.Arbitrary<RecognitionQuestion> = fc.record({
  result: fc.record({
    institutionId: fc.constant(county.institutionId),
    status: fc.constantFrom('PRELIMINARY', 'FINAL', 'AMENDED', 'CANCELLED'),
    effectiveAt: fc.option(instants),
    issuedAt: instants,
    comparable: fc.boolean(),
  }),
  window: fc.constantFrom(
    ...[null, { rule: 'NEVER' } as const, { rule: 'UNLIMITED' } as const],
    ...[1, 7, 30].map((count) => ({ rule: 'DAYS', days: count }) as const),
  ),
  quality: fc.array(
    rounds.map((round) => ({ ...round, mark: marks[round.scope] })),
    { maxLength: 4 },
  ),
  controls: fc.array(fc.record({ day: days, inControl: fc.boolean() }), { maxLength: 2 }),
  from: fc.option(fc.constant(county)),
  at: positions,
  agreed: fc.boolean(),
  instant: instants,
  base: fc.constantFrom('EFFECTIVE', 'ISSUED'),
  reach: fc.constant(reach),
});

/** One change of the facts that only ever speaks against a result. */
const worsenings: ((question: RecognitionQuestion) => RecognitionQuestion)[] = [
  (question) => ({ ...question, window: null }),
  (question) => ({ ...question, window: { rule: 'NEVER' } }),
  (question) => ({ ...question, quality: [] }),
  (question) => ({
    ...question,
    quality: question.quality.map((one) => ({ ...one, passed: false })),
  }),
  (question) => ({ ...question, result: { ...question.result, comparable: false } }),
  (question) => ({ ...question, result: { ...question.result, status: 'PRELIMINARY' } }),
  (question) => ({ ...question, result: { ...question.result, effectiveAt: null } }),
  (question) => ({
    ...question,
    instant: new Date(question.instant.getTime() + 400 * 24 * 60 * minute),
  }),
  (question) => ({ ...question, from: null }),
];

describe('recognize, for any facts,', () => {
  it('says RECOGNIZED exactly where nothing stands against it', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { status, obstacles } = recognize(question);
        expect(status === 'RECOGNIZED').toBe(obstacles.length === 0);
      }),
    );
  });

  it('lists obstacles once, in the order of the contract', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { obstacles } = recognize(question);
        expect(obstacles).toEqual(recognitionObstacles.filter((one) => obstacles.includes(one)));
      }),
    );
  });

  it('never recognises more when a fact turns against the result', () => {
    fc.assert(
      fc.property(questions, fc.constantFrom(...worsenings), (question, worsen) => {
        fc.pre(question.base === 'EFFECTIVE' && recognize(question).status === 'NOT_RECOGNIZED');
        // Time to come is unknown time: letting time pass may cure that and nothing else.
        fc.pre(!recognize(question).obstacles.includes('TIME_UNKNOWN'));
        expect(recognize(worsen(question)).status).toBe('NOT_RECOGNIZED');
      }),
    );
  });

  it('never recognises less by a wider mark', () => {
    const scope = fc.integer({ min: 1, max: recognitionScopes.length - 1 });
    fc.assert(
      fc.property(questions, scope, (question, index) => {
        const narrow = recognitionScopes[index] ?? 'COMMUNITY';
        const wide = recognitionScopes[index - 1] ?? 'NATIONAL';
        const with_ = (one: RecognitionScope) =>
          recognize({
            ...question,
            from: county,
            quality: [
              {
                scope: one,
                mark: marks[one],
                passed: true,
                validFrom: '0001-01-01',
                validTo: '9999-12-31',
              },
            ],
          });
        if (with_(narrow).status === 'RECOGNIZED') expect(with_(wide).status).toBe('RECOGNIZED');
      }),
    );
  });

  it('ends no earlier than the moment it is recognised at', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { validUntil } = recognize(question);
        if (validUntil)
          expect(validUntil.getTime()).toBeGreaterThanOrEqual(question.instant.getTime());
      }),
    );
  });
});
