import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import fc from 'fast-check';
import { createMappingClient } from '../testing/mapping.client';
import { createQualityClient } from '../testing/quality.client';
import { aLabReport, anExamReport, anObservation } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const minute = 60_000;
const verdict = '{ status scope mark validUntil obstacles }';
const things = [
  ...['post', 'post late', 'post preliminary', 'post exam', 'map', 'map wrongly', 'map unit'],
  ...['map exam', 'round', 'failed round', 'withdraw', 'lose control', 'regain control'],
] as const;
type Thing = (typeof things)[number];

describeOnBothDatabases('a verdict of a moment', (kind) => {
  let results: ResultsHarness;
  const { map } = createMappingClient(() => results);
  const { round, withdraw, control } = createQualityClient(() => results);
  let [run, now] = [0, Date.parse('2026-03-02T10:00:00+08:00')];
  beforeAll(async () => {
    results = await startResults(kind);
  });
  afterAll(() => results.stop());

  const post = (at: number, more: object = {}) =>
    results.post(
      aLabReport({
        ...{ sourceId: `lab-${run}`, patient: { patientId: `patient-${run}` } },
        issuedAt: new Date(Date.parse('2026-03-01T09:00:00+08:00') + at * minute).toISOString(),
        observations: [
          anObservation({ code: `W${run}`, value: String(at) }),
          anObservation({ unit: `单位${run}` }),
        ],
        ...more,
      }),
    );

  /** What may happen, the `at`-th of a run; rounds begin on days of their own. */
  const doing = (rounds: string[], at: number): Record<Thing, () => Promise<unknown>> => {
    const enter = async (passed: boolean) => {
      const validFrom = `2026-${run % 2 ? '01' : '02'}-${String(at + 1).padStart(2, '0')}`;
      const { record } = await round({
        passed,
        validFrom,
        validTo: `2027-01-${String(run + 1).padStart(2, '0')}`,
      });
      if (record?.id) rounds.push(record.id);
    };
    return {
      post: () => post(at),
      'post late': () => post(0),
      'post preliminary': () => post(at, { status: 'PRELIMINARY' }),
      'post exam': () =>
        results.post(
          anExamReport({
            ...{ sourceId: `exam-${run}`, itemCode: `CT${run}`, findings: String(at) },
            patient: { patientId: `patient-${run}` },
          }),
          { kind: 'Exam' },
        ),
      map: () => map({ code: `W${run}`, itemCode: '6690-2' }),
      'map wrongly': () => map({ code: `W${run}`, itemCode: '718-7' }),
      'map unit': () => map({ unit: `单位${run}`, ucumUnit: '10*9/L' }),
      'map exam': () => map({ code: `CT${run}`, itemCode: 'CT-CHEST' }),
      round: () => enter(true),
      'failed round': () => enter(false),
      withdraw: () => withdraw(rounds.pop()),
      'lose control': () => control({ inControl: false }),
      'regain control': () => control({ inControl: true }),
    };
  };

  const shownAt = async (asOf?: Date) => {
    const given = asOf ? `(asOf: "${asOf.toISOString()}")` : '';
    const fields = `labReports { nodes { observations { recognition${given} ${verdict} } } } examReports { nodes { recognition${given} ${verdict} } }`;
    return (await results.ofPatient(fields, `patient-${run}`)).value;
  };

  it('never changes, whatever happens afterwards', async () => {
    const story = fc.array(fc.constantFrom(...things), { minLength: 4, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(story, async (happenings) => {
        run += 1;
        results.county.access.set(`patient-${run}`, {});
        const rounds: string[] = [];
        const remembered: { at: Date; shown: unknown }[] = [];
        for (const [at, thing] of ['post', 'post exam', ...happenings].entries()) {
          now += minute;
          results.clock.now = new Date(now);
          await doing(rounds, at)[thing as Thing]();
          if (at > 0) remembered.push({ at: results.clock.now, shown: await shownAt() });
        }
        now += minute;
        results.clock.now = new Date(now);
        for (const { at, shown } of remembered) expect(await shownAt(at)).toEqual(shown);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
