import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aLabReport, anExamReport, anObservation } from '../testing/report.factory';
import { dongpu, type ResultsHarness, startResults } from '../testing/results.harness';

const full =
  'report { id version status issuedAt observations { value } history { version status issuedAt } }';

describeOnBothDatabases('a report sent more than once', (kind) => {
  let results: ResultsHarness;
  beforeAll(async () => {
    results = await startResults(kind);
  });
  afterAll(() => results.stop());

  const version = (sourceId: string, hour: string, value: string, more: object = {}) =>
    aLabReport({
      ...{ sourceId, issuedAt: `2026-03-01T${hour}:00:00+08:00` },
      observations: [anObservation({ value })],
      ...more,
    });
  const post = async (input: object) => (await results.post(input, { fields: full })).value;
  const count = async (table: string) => {
    const [row] = await results.database.read.query(`SELECT COUNT(*) AS n FROM \`${table}\``);
    return Number(row.n);
  };

  it('is UNCHANGED where its content is the same', async () => {
    const first = await post(version('same', '09', '5.6'));
    const again = await post(version('same', '09', '5.6'));
    expect([first?.outcome, again?.outcome]).toEqual(['CREATED', 'UNCHANGED']);
    expect(again?.report).toEqual(first?.report);
  });

  it('is AMENDED where its content differs, the old version kept', async () => {
    const first = await post(version('other', '09', '5.6', { status: 'PRELIMINARY' }));
    const second = await post(version('other', '10', '5.7'));
    expect(second).toMatchObject({
      outcome: 'AMENDED',
      report: {
        ...{ id: first?.report.id, version: 2, status: 'FINAL', observations: [{ value: '5.7' }] },
        history: [
          { version: 1, status: 'PRELIMINARY', issuedAt: '2026-03-01T09:00:00+08:00' },
          { version: 2, status: 'FINAL', issuedAt: '2026-03-01T10:00:00+08:00' },
        ],
      },
    });
  });

  it('keeps a late version in its history and leaves the newer one in force', async () => {
    await post(version('late', '10', 'new'));
    const late = await post(version('late', '09', 'old'));
    expect(late).toMatchObject({
      outcome: 'AMENDED',
      report: { version: 1, observations: [{ value: 'new' }], history: [{}, { version: 2 }] },
    });
  });

  it('is UNCHANGED where an older version of it is sent again', async () => {
    await post(version('replay', '09', 'old'));
    await post(version('replay', '10', 'new'));
    const replay = await post(version('replay', '09', 'old'));
    expect(replay).toMatchObject({
      outcome: 'UNCHANGED',
      report: { version: 2, observations: [{ value: 'new' }] },
    });
  });

  it('ends in the same version whatever the order', async () => {
    const hours = ['09', '10', '11'];
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    const ends = [];
    for (const [index, order] of orders.entries()) {
      for (const at of order) await post(version(`order-${index}`, hours[at] ?? '', `v${at}`));
      ends.push((await post(version(`order-${index}`, '09', 'v0')))?.report.observations);
    }
    expect(ends).toEqual(orders.map(() => [{ value: 'v2' }]));
  });

  it('takes a cancellation as a version of its own', async () => {
    await post(version('cancelled', '09', '5.6'));
    const cancelled = await post(
      version('cancelled', '10', '5.6', { status: 'CANCELLED', observations: [] }),
    );
    expect(cancelled?.report).toMatchObject({ status: 'CANCELLED', observations: [] });
  });

  it('moves to the right patient where the sender corrects whose it is', async () => {
    results.county.access.set('wrong', {}).set('right', {});
    await post(version('moved', '09', '5.6', { patient: { patientId: 'wrong' } }));
    await post(version('moved', '10', '5.6', { patient: { patientId: 'right' } }));
    const fields = 'labReports { nodes { version } } trend(itemCode: "6690-2") { value }';
    const [wrong, right] = [
      await results.ofPatient(fields, 'wrong'),
      await results.ofPatient(fields, 'right'),
    ];
    expect([wrong.value, right.value]).toEqual([
      { labReports: { nodes: [] }, trend: [] },
      { labReports: { nodes: [{ version: 2 }] }, trend: [{ value: '5.6' }] },
    ]);
  });

  it('is another report at another institution and of another kind', async () => {
    const xiling = { ...dongpu, institutionId: 'township-xiling' };
    const here = await results.post(version('shared-id', '09', '5.6'));
    const there = await results.post(version('shared-id', '09', '5.6'), { viewer: xiling });
    const exam = await results.post(anExamReport({ sourceId: 'shared-id' }), { kind: 'Exam' });
    expect([here, there, exam].map(({ value }) => value?.outcome)).toEqual([
      ...['CREATED', 'CREATED', 'CREATED'],
    ]);
  });

  it('is amended as an exam report too', async () => {
    const send = (findings: string) =>
      results.post(anExamReport({ sourceId: 'exam', findings }), { kind: 'Exam' });
    const outcomes = [await send('一'), await send('一'), await send('二')];
    expect(outcomes.map(({ value }) => value?.outcome)).toEqual([
      'CREATED',
      'UNCHANGED',
      'AMENDED',
    ]);
  });

  it('is one report with one version where 50 of the same come at once', async () => {
    const before = [
      await count('lab_report'),
      await count('report_version'),
      await count('observation'),
    ];
    const posts = await Promise.all(
      Array.from({ length: 50 }, () => results.post(version('storm', '09', '5.6'))),
    );
    const outcomes = posts.map(({ value }) => value?.outcome).sort();
    expect(outcomes).toEqual(['CREATED', ...Array.from({ length: 49 }, () => 'UNCHANGED')]);
    const after = [
      await count('lab_report'),
      await count('report_version'),
      await count('observation'),
    ];
    expect(after).toEqual(before.map((rows) => rows + 1));
  });

  it('ends in the newest of 50 versions that come at once, each kept once', async () => {
    const minutes = Array.from({ length: 50 }, (_, index) => String(index).padStart(2, '0'));
    const posts = await Promise.all(
      minutes.map((minute) =>
        results.post(
          version('race', '09', minute, { issuedAt: `2026-03-01T09:${minute}:00+08:00` }),
        ),
      ),
    );
    expect(posts.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    const end = await post(version('race', '09', '00', { issuedAt: '2026-03-01T09:00:00+08:00' }));
    expect(end).toMatchObject({
      outcome: 'UNCHANGED',
      report: { observations: [{ value: '49' }] },
    });
    const history = end?.report.history as { version: number }[];
    expect(history.map((one) => one.version)).toEqual(minutes.map((_, index) => index + 1));
  });
});
