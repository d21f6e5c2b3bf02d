import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aLabReport, anObservation } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const panel = ['WBC', 'RBC', 'HGB', 'HCT', 'MCV', 'MCH', 'MCHC', 'PLT'];

describeOnBothDatabases('a patient’s lab reports', (kind) => {
  let results: ResultsHarness;
  beforeAll(async () => {
    results = await startResults(kind);
    results.county.access.set('many', {});
    for (let day = 1; day <= 25; day += 1) {
      const at = `2026-02-${String(Math.ceil(day / 2)).padStart(2, '0')}`;
      await results.post(
        aLabReport({
          ...{ sourceId: `day-${day}`, patient: { patientId: 'many' } },
          ...{ effectiveAt: `${at}T08:00:00+08:00`, issuedAt: `${at}T09:00:00+08:00` },
          observations: panel.map((code) => anObservation({ code })),
        }),
      );
    }
  });
  afterAll(() => results.stop());

  interface Reports {
    labReports: {
      nodes: { id: string; effectiveAt: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  }
  const page = async (first: number, after: string | null, more = '') => {
    const cursor = after === null ? '' : `, after: "${after}"`;
    const fields = `labReports(first: ${first}${cursor}${more}) { nodes { id effectiveAt } pageInfo { hasNextPage endCursor } }`;
    return ((await results.ofPatient(fields, 'many')).value as unknown as Reports).labReports;
  };

  it('come newest first, page by page, none lost or doubled though times are equal', async () => {
    const seen: { id: string; effectiveAt: string }[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { nodes, pageInfo }: Reports['labReports'] = await page(4, after);
      seen.push(...nodes);
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(25);
    const times = seen.map(({ effectiveAt }) => effectiveAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('are 20 a page by default', async () => {
    const { value } = await results.ofPatient('labReports { nodes { id } }', 'many');
    expect((value as unknown as Reports).labReports.nodes).toHaveLength(20);
  });

  it('can be those that hold an item', async () => {
    const [held, other] = [
      await page(100, null, ', itemCode: "6690-2"'),
      await page(100, null, ', itemCode: "2823-3"'),
    ];
    expect([held.nodes.length, other.nodes.length]).toEqual([25, 0]);
  });

  it('refuse a page size and a cursor that are none', async () => {
    const ask = (args: string) => results.ofPatient(`labReports(${args}) { nodes { id } }`, 'many');
    const answers = [await ask('first: 101'), await ask('after: "x"')];
    const fields = answers.map(({ errors }) => errors?.[0]?.extensions?.field);
    expect(fields).toEqual(['first', 'after']);
  });

  const record = (first: number) =>
    `labReports(first: ${first}) { nodes { id status institution { id } history { version } observations { value item { name } recognition { status obstacles } } } }`;

  it('cost as many statements for 20 reports as for one', async () => {
    await results.ofPatient(record(1), 'many');
    const cost = async (first: number) => {
      await results.flushShown();
      results.statements.length = 0;
      await results.ofPatient(record(first), 'many');
      return results.statements.length;
    };
    expect([await cost(1), await cost(20)]).toEqual([3, 3]);
  });
});
