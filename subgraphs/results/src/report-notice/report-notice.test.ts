import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { potassium } from '../testing/critical.client';
import { createNoticeClient } from '../testing/notice.client';
import { aLabReport, anExamReport } from '../testing/report.factory';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';

const xiling = aViewer('FAMILY_DOCTOR', 'township-xiling', { subject: 'doctor', name: '李家医' });

describeOnBothDatabases('a notice of a changed report', (kind) => {
  let results: ResultsHarness;
  let [patientId, count] = ['', 0];
  const notice = createNoticeClient(() => results);
  const post = (hour: string, value: string, more: object = {}) =>
    notice.post(patientId, hour, value, more);
  const kinds = async (viewer = clinician) =>
    (await notice.notices(viewer)).nodes.map(
      ({ kind: what, fromVersion, toVersion }) => `${what} ${fromVersion}-${toVersion}`,
    );

  beforeAll(async () => {
    results = await startResults(kind);
  });
  beforeEach(async () => {
    // What was shown in the test before belongs there.
    await results.flushShown();
    await notice.clear();
    count += 1;
    patientId = `patient-${count}`;
    results.county.access.set(patientId, {});
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
  });
  afterAll(() => results.stop());

  it('tells who looked at a value what it was and what it is', async () => {
    await post('09', '4.0');
    await notice.look(patientId);
    results.clock.now = new Date('2026-03-04T11:00:00+08:00');
    await post('10', '4.5', { conclusion: '已更正' });
    expect((await notice.notices()).nodes).toEqual([
      {
        ...{ id: expect.any(String), kind: 'AMENDED', fromVersion: 1, toVersion: 2 },
        ...{ relied: false, raisedAt: '2026-03-04T11:00:00+08:00', readAt: null, readBy: null },
        ...{ patient: { id: patientId }, institution: { id: 'township-dongpu' } },
        ...{ labReport: { id: expect.any(String), version: 2 }, examReport: null },
        changes: [
          { field: 'VALUE', item: { code: '2823-3' }, from: '4.0 mmol/L', to: '4.5 mmol/L' },
          { field: 'CONCLUSION', item: null, from: null, to: '已更正' },
        ],
      },
    ]);
  });

  it('tells of a report that was cancelled', async () => {
    await post('09', '4.0');
    await notice.look(patientId);
    await post('10', '', { status: 'CANCELLED', observations: [] });
    const gone = { field: 'VALUE', from: '4.0 mmol/L', to: null };
    expect((await notice.notices()).nodes).toMatchObject([{ kind: 'CANCELLED', changes: [gone] }]);
  });

  it('tells of one that is another patient’s now, and nothing of whose', async () => {
    await post('09', '4.0');
    await notice.look(patientId);
    results.county.access.set('right', {});
    await post('10', '7.9', { patient: { patientId: 'right' } });
    const { nodes } = await notice.notices();
    expect(nodes).toMatchObject([
      { kind: 'WITHDRAWN', patient: { id: patientId }, labReport: null, changes: [] },
    ]);
    expect(JSON.stringify(nodes)).not.toMatch(/right|7\.9/);
  });

  it('is not about a withdrawal where both records are one person’s', async () => {
    await post('09', '4.0');
    await notice.look(patientId);
    const records = [patientId, 'other-record'];
    results.county.access.set(patientId, { records }).set('other-record', { records });
    await post('10', '4.5', { patient: { patientId: 'other-record' } });
    expect(await kinds()).toEqual(['AMENDED 1-2']);
  });

  it('tells of an exam what its text was', async () => {
    const exam = (hour: string, findings: string) =>
      results.post(
        anExamReport({
          ...{ sourceId: `e-${patientId}`, patient: { patientId }, findings },
          issuedAt: `2026-03-01T${hour}:00:00+08:00`,
        }),
        { kind: 'Exam' },
      );
    await exam('09', '未见异常');
    await notice.look(patientId);
    await exam('10', '右肺结节');
    expect((await notice.notices()).nodes).toMatchObject([
      {
        ...{ kind: 'AMENDED', labReport: null, examReport: { version: 2 } },
        changes: [{ field: 'FINDINGS', from: '未见异常', to: '右肺结节' }],
      },
    ]);
  });

  it('is to each institution that looked, not to who reported it or never saw it', async () => {
    await post('09', '4.0');
    await notice.look(patientId);
    await notice.look(patientId, xiling);
    await notice.look(patientId, aViewer('CLINICIAN', 'township-dongpu'));
    await notice.look(patientId, aViewer('REGIONAL_PLATFORM', 'city-hospital'));
    await post('10', '4.5');
    for (const viewer of [clinician, xiling]) expect(await kinds(viewer)).toEqual(['AMENDED 1-2']);
    for (const place of ['township-dongpu', 'city-hospital', 'people-hospital'])
      expect(await kinds(aViewer('CLINICIAN', place))).toEqual([]);
  });

  it.each([
    ['a trend', 'trend(itemCode: "2823-3") { value }'],
    ['a list', 'labReports { nodes { status } }'],
  ])('is to who saw it in %s', async (_title, fields) => {
    await post('09', '4.0');
    await results.ofPatient(fields, patientId);
    await results.flushShown();
    await post('10', '4.5');
    expect(await kinds()).toEqual(['AMENDED 1-2']);
  });

  it('is to who saw the report by its id', async () => {
    const { value } = await results.post(
      aLabReport({ sourceId: `n-${patientId}`, patient: { patientId } }),
    );
    await results.run(clinician, `{ labReport(id: "${value?.report.id}") { status } }`);
    await results.flushShown();
    await post('10', '4.5');
    expect(await kinds()).toEqual(['AMENDED 1-2']);
  });

  it('is none where the record was refused', async () => {
    await post('09', '4.0');
    results.county.access.delete(patientId);
    await notice.look(patientId);
    results.county.access.set(patientId, {});
    await post('10', '4.5');
    expect(await kinds()).toEqual([]);
  });

  it('is none of a report that did not stand on the page', async () => {
    const older = { sourceId: `older-${patientId}`, effectiveAt: '2026-03-01T07:00:00+08:00' };
    await post('09', '4.0', older);
    await post('09', '5.0');
    await results.ofPatient('labReports(first: 1) { nodes { id } }', patientId);
    await results.flushShown();
    await post('10', '4.5', older);
    expect(await kinds()).toEqual([]);
    await post('10', '5.5');
    expect(await kinds()).toEqual(['AMENDED 1-2']);
  });

  it.each([
    ['a preliminary report is final and says the same', '10', { status: 'FINAL' }],
    ['the same comes again', '09', {}],
    ['an older version comes late', '08', { observations: [potassium('9.9')] }],
  ])('is none where %s', async (_title, hour, more) => {
    await post('09', '4.0', { status: 'PRELIMINARY' });
    await notice.look(patientId);
    await post(hour, '4.0', { status: 'PRELIMINARY', ...more });
    expect(await kinds()).toEqual([]);
  });

  it('goes on while it is unread, from what was known to what is in force', async () => {
    await post('09', '4.0');
    await notice.look(patientId);
    await post('10', '4.5');
    await post('11', '4.7');
    expect((await notice.notices()).nodes).toMatchObject([
      { fromVersion: 1, toVersion: 3, changes: [{ from: '4.0 mmol/L', to: '4.7 mmol/L' }] },
    ]);
  });

  it('is a new one after the last was read, from what that told', async () => {
    await post('09', '4.0');
    await notice.look(patientId);
    await post('10', '4.5');
    await notice.markRead((await notice.notices()).nodes[0]?.id ?? '');
    await post('11', '4.7');
    expect(await kinds()).toEqual(['AMENDED 2-3', 'AMENDED 1-2']);
  });
});
