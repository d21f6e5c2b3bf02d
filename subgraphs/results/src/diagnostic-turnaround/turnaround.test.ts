import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import fc from 'fast-check';
import { loadCatalogue } from '../catalogue/catalogue';
import { readDiagnosisRules } from '../diagnostic-request/diagnosis-rules';
import { DiagnosticRequest } from '../diagnostic-request/diagnostic-request.entity';
import { toRequestRow } from '../diagnostic-request/request-row';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const rules = readDiagnosisRules();
const item = loadCatalogue().find('CT-CHEST');
const at = (time: string) => new Date(`${time}+08:00`);
const minutesLater = (instant: Date, minutes: number) =>
  new Date(instant.getTime() + minutes * 60_000);

let made = 0;
/** An urgent request (due after 120 minutes), reported after so many minutes; null: not yet. */
function aRow(from: string, center: string, minutes: number | null, overrides: object = {}) {
  if (!item) throw new Error('the catalogue has no CT of the chest');
  made += 1;
  const requestedAt = at('2026-03-04T08:00:00');
  const row = toRequestRow(rules, item, {
    ...{ id: `row-${made}`, sourceId: `row-${made}`, patientId: 'patient-1', requestedAt },
    ...{ fromInstitutionId: from, centerId: center, urgency: 'URGENT', performedAt: requestedAt },
    ...{ studyInstanceUid: null, clinicalQuestion: null },
  });
  const reported = minutes !== null && {
    ...{ status: 'REPORTED', turnaroundSeconds: minutes * 60 },
    endedAt: minutesLater(requestedAt, minutes),
  };
  return Object.assign(row, reported, overrides);
}

const lead = aViewer('QUALITY_MANAGER', 'county-hospital');
const march = '{ start: "2026-03-01", end: "2026-03-31" }';
const fields =
  'center { id } from { id } requested reported rejected overdue medianMinutes shareInTime';

describeOnBothDatabases('the turnaround of diagnostic requests', (kind) => {
  let results: ResultsHarness;
  const ask = async (viewer = lead, period = march) => {
    const query = `{ diagnosticTurnaround(period: ${period}) { ${fields} } }`;
    const { data, errors } = await results.run(viewer, query);
    return (data?.diagnosticTurnaround as object[] | null) ?? errors?.[0]?.extensions?.code;
  };
  const store = (rows: DiagnosticRequest[]) =>
    results.database.transaction(async (manager) => {
      await manager.query('DELETE FROM diagnostic_request');
      await insertRows(manager, DiagnosticRequest, rows);
    });
  const line = (from: string, center: string, numbers: object) => ({
    ...{ from: { id: from }, center: { id: center }, rejected: 0, overdue: 0, ...numbers },
  });

  beforeAll(async () => {
    results = await startResults(kind);
    results.clock.now = at('2026-03-04T12:00:00');
  });
  afterAll(() => results.stop());

  it('counts by centre and sender, what is overdue as not in time', async () => {
    await store([
      aRow('township-dongpu', 'imaging-center', 30),
      aRow('township-dongpu', 'imaging-center', 120),
      aRow('township-dongpu', 'imaging-center', 121),
      aRow('township-dongpu', 'imaging-center', null),
      aRow('township-dongpu', 'imaging-center', null, { dueAt: at('2026-03-04T12:00:00') }),
      aRow('township-dongpu', 'imaging-center', null, { status: 'REJECTED' }),
      aRow('township-dongpu', 'imaging-center', null, { status: 'CANCELLED' }),
      aRow('township-xiling', 'imaging-center', 10),
      aRow('township-xiling', 'imaging-center', 20),
      aRow('township-xiling', 'county-hospital', null, { status: 'REJECTED' }),
    ]);
    const none = { reported: 0, medianMinutes: null, shareInTime: null };
    expect(await ask()).toEqual([
      line('township-xiling', 'county-hospital', { ...none, requested: 1, rejected: 1 }),
      line('township-dongpu', 'imaging-center', {
        ...{ requested: 7, reported: 3, rejected: 1, overdue: 1 },
        ...{ medianMinutes: 120, shareInTime: 0.5 },
      }),
      line('township-xiling', 'imaging-center', {
        ...{ requested: 2, reported: 2, medianMinutes: 15, shareInTime: 1 },
      }),
    ]);
  });

  it('shows an institution what it sent or was asked', async () => {
    await store([
      aRow('township-dongpu', 'imaging-center', 10),
      aRow('township-xiling', 'imaging-center', 10),
      aRow('imaging-center', 'county-hospital', 10),
    ]);
    const seen = async (institutionId: string) => {
      const rows = await ask(aViewer('COMMUNITY_OFFICE', institutionId));
      return (rows as { from: { id: string } }[]).map(({ from }) => from.id);
    };
    expect(await seen('imaging-center')).toEqual([
      ...['imaging-center', 'township-dongpu', 'township-xiling'],
    ]);
    expect(await seen('township-dongpu')).toEqual(['township-dongpu']);
    expect(await seen('city-hospital')).toEqual([]);
  });

  it('shows the leading institution nothing of another community', async () => {
    await store([aRow('city-hospital', 'province-hospital', 10)]);
    expect(await ask()).toEqual([]);
  });

  it('counts the Shanghai days of the period, both ends included', async () => {
    const requested = (time: string) => ({ requestedAt: at(time) });
    await store([
      aRow('township-dongpu', 'imaging-center', 10, requested('2026-02-28T23:59:59.999')),
      aRow('township-dongpu', 'imaging-center', 10, requested('2026-03-01T00:00:00')),
      aRow('township-dongpu', 'imaging-center', 10, requested('2026-03-31T23:59:59.999')),
      aRow('township-dongpu', 'imaging-center', 10, requested('2026-04-01T00:00:00')),
    ]);
    expect(await ask()).toMatchObject([{ requested: 2 }]);
  });

  it('takes the median as it is defined, whatever the times', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5000), { minLength: 1, maxLength: 9 }), async (minutes) => {
        await store(minutes.map((one) => aRow('township-dongpu', 'imaging-center', one)));
        const sorted = [...minutes].sort((one, other) => one - other);
        const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1];
        const median = ((sorted[low] ?? 0) + (sorted[high] ?? 0)) / 2;
        const [row] = (await ask()) as { medianMinutes: number }[];
        expect(row?.medianMinutes).toBeCloseTo(median, 3);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['ends before it begins', '{ start: "2026-03-02", end: "2026-03-01" }'],
    ['is longer than a year', '{ start: "2025-03-01", end: "2026-03-02" }'],
  ])('refuses a period that %s', async (_title, period) => {
    expect(await ask(lead, period)).toBe('INVALID_INPUT');
  });

  it('takes a whole leap year', async () => {
    expect(await ask(lead, '{ start: "2024-01-01", end: "2024-12-31" }')).toEqual([]);
  });

  it.each(['REPORTER', 'CLINICIAN', 'AUDITOR'] as const)('is not for a %s', async (role) => {
    expect(await ask(aViewer(role, 'county-hospital'))).toBe('FORBIDDEN');
  });

  it('goes by who led whom last where nobody can say it now', async () => {
    const before = await ask();
    results.county.down.add('personnel');
    expect(await ask()).toEqual(before);
    expect(before).not.toBe('UNAVAILABLE');
    results.county.down.clear();
  });
});
