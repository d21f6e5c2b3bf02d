import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createCriticalClient, potassium, ward } from '../testing/critical.client';
import { type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('a critical value', (kind) => {
  let results: ResultsHarness;
  const critical = createCriticalClient(() => results);
  const standing = async () =>
    (await critical.list()).nodes
      .map(({ status, observation }) => `${observation?.value} ${status}`)
      .sort();

  beforeAll(async () => {
    results = await startResults(kind);
  });
  beforeEach(async () => {
    await critical.clear();
    results.county.down.clear();
    results.county.care.clear();
    for (const id of ['patient-1', 'patient-2']) {
      results.county.access.set(id, {});
      results.county.care.set(id, { birthDate: '1960-01-01' });
    }
  });
  afterAll(() => results.stop());

  it('is raised with its report, with the times the county set', async () => {
    await critical.postPotassium('6.5', { orderingDepartment: '心内科' });
    expect((await critical.list()).nodes).toEqual([
      {
        ...{ id: expect.any(String), status: 'OPEN', ground: 'LIMIT', department: '心内科' },
        raisedAt: '2026-03-04T10:00:00+08:00',
        dueAt: '2026-03-04T10:10:00+08:00',
        handleDueAt: '2026-03-04T16:00:00+08:00',
        ...{ escalatedAt: null, acknowledgedAt: null, acknowledgedBy: null, readBack: null },
        ...{ handling: null, handledAt: null, handledBy: null, examReport: null },
        ...{ patient: { id: 'patient-1' }, institution: { id: 'township-dongpu' } },
        observation: { value: '6.5', report: { version: 1, status: 'FINAL' } },
      },
    ]);
  });

  it('is raised by a flag, by a limit, and of each value of a report', async () => {
    const observations = [
      ...[potassium('6.5'), potassium('4.0'), potassium('4.1', { flag: 'HH' })],
    ];
    await critical.postPotassium('', { observations });
    expect(await standing()).toEqual(['4.1 OPEN', '6.5 OPEN']);
  });

  it('is an exam that its physician marked', async () => {
    const exam = await critical.postExam();
    await critical.postExam({ sourceId: 'other', critical: false });
    expect(await critical.rows('critical_value')).toHaveLength(1);
    const { nodes } = await critical.list(aViewer('REPORTER', 'township-dongpu'));
    expect(nodes).toMatchObject([
      { ground: 'EXAM', observation: null, examReport: { id: exam?.report.id } },
    ]);
  });

  it('is none where nothing is critical, and patients is asked no more than whose report it is', async () => {
    const before = results.county.asked.get('PatientCare');
    await critical.postPotassium('4.0');
    expect(await critical.rows('critical_value')).toEqual([]);
    expect(results.county.asked.get('PatientCare')).toBe(before);
  });

  it('is judged by her age as patients knows it', async () => {
    results.county.care.set('patient-1', { birthDate: '2026-02-20' });
    await critical.postPotassium('6.4');
    await critical.postPotassium('6.4', { patientId: 'patient-2' });
    const { nodes } = await critical.list();
    expect(nodes).toMatchObject([{ patient: { id: 'patient-2' } }]);
  });

  it('is raised where her age and care cannot be asked', async () => {
    results.county.down.add('PatientCare');
    await critical.postPotassium('6.4');
    expect(await standing()).toEqual(['6.4 OPEN']);
  });

  it('is raised by a preliminary report, not by a cancelled one', async () => {
    await critical.postPotassium('6.5', { status: 'PRELIMINARY' });
    await critical.postPotassium('6.5', { patientId: 'patient-2', status: 'CANCELLED' });
    expect(await critical.rows('critical_value')).toHaveLength(1);
  });

  it('is not raised again by the same report, nor by a version that came late', async () => {
    await critical.postPotassium('6.5', { hour: '10' });
    await critical.postPotassium('6.5', { hour: '10' });
    await critical.postPotassium('2.1', { hour: '09' });
    expect(await standing()).toEqual(['6.5 OPEN']);
  });

  it('goes on under a later version that reports the same', async () => {
    await critical.postPotassium('6.5');
    const [first] = (await critical.list()).nodes;
    await critical.acknowledge(first?.id ?? '');
    await critical.postPotassium('6.5', { hour: '10', status: 'AMENDED', conclusion: '已复核' });
    expect((await critical.list()).nodes).toMatchObject([
      {
        ...{ id: first?.id, status: 'ACKNOWLEDGED' },
        observation: { value: '6.5', report: { version: 2, status: 'AMENDED' } },
      },
    ]);
  });

  it('is superseded by a corrected one, which is raised anew', async () => {
    await critical.postPotassium('6.5');
    results.clock.now = new Date('2026-03-04T10:05:00+08:00');
    await critical.postPotassium('7.1', { hour: '10' });
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    const { nodes } = await critical.list();
    expect(nodes).toMatchObject([
      { status: 'OPEN', observation: { value: '7.1' }, dueAt: '2026-03-04T10:15:00+08:00' },
      { status: 'SUPERSEDED', observation: { value: '6.5', report: { version: 1 } } },
    ]);
  });

  it.each([
    ['is critical no more', { observations: [potassium('4.5')] }],
    ['is taken out', { observations: [potassium('140', { code: '2951-2' })] }],
    ['is cancelled', { status: 'CANCELLED' as const, observations: [] }],
  ])('is superseded where it %s, acknowledged or not', async (_title, change) => {
    await critical.postPotassium('6.5');
    await critical.postPotassium('6.5', { patientId: 'patient-2' });
    const { nodes } = await critical.list();
    await critical.acknowledge(nodes[0]?.id ?? '');
    await critical.postPotassium('', { hour: '10', ...change });
    await critical.postPotassium('', { hour: '10', patientId: 'patient-2', ...change });
    expect(await standing()).toEqual(['6.5 SUPERSEDED', '6.5 SUPERSEDED']);
  });

  it('that was handled stays handled, and a corrected one is raised beside it', async () => {
    await critical.postPotassium('6.5');
    const [first] = (await critical.list()).nodes;
    await critical.acknowledge(first?.id ?? '');
    await critical.handle(first?.id ?? '');
    await critical.postPotassium('7.1', { hour: '10' });
    expect(await standing()).toEqual(['6.5 HANDLED', '7.1 OPEN']);
    await critical.postPotassium('4.0', { hour: '11' });
    expect(await standing()).toEqual(['6.5 HANDLED', '7.1 SUPERSEDED']);
  });

  it('that was handled and corrected is raised anew where it comes back', async () => {
    await critical.postPotassium('6.5');
    const [first] = (await critical.list()).nodes;
    await critical.acknowledge(first?.id ?? '');
    await critical.handle(first?.id ?? '');
    await critical.postPotassium('6.5', { hour: '10', conclusion: '已复核' });
    expect(await standing()).toEqual(['6.5 HANDLED']);
    await critical.postPotassium('4.0', { hour: '11' });
    await critical.postPotassium('6.5', { hour: '12' });
    expect(await standing()).toEqual(['6.5 HANDLED', '6.5 OPEN']);
  });

  it('is raised for the right patient where the sender corrects whose it is', async () => {
    await critical.postPotassium('6.5', { sourceId: 'moved' });
    await critical.postPotassium('6.5', { sourceId: 'moved', hour: '10', patientId: 'patient-2' });
    const states = (await critical.rows('critical_value')).map((row) => [row.patientId, row.state]);
    expect(states.sort()).toEqual([
      ['patient-1', 'SUPERSEDED'],
      ['patient-2', 'OPEN'],
    ]);
  });

  it('shows nothing of the report where that is another patient’s now', async () => {
    const care = { treatedAt: ['county-hospital'] };
    results.county.care.set('patient-1', care).set('patient-2', care);
    for (const hour of ['09', '10']) {
      const patientId = hour === '09' ? 'patient-1' : 'patient-2';
      const issuedAt = `2026-03-01T${hour}:00:00+08:00`;
      await critical.postPotassium('6.5', { sourceId: 'moved', hour, patientId });
      await critical.postExam({ sourceId: 'moved', patient: { patientId }, issuedAt });
    }
    const gone = { patient: { id: 'patient-1' }, observation: null, examReport: null };
    const both = (await critical.list(undefined, '(status: SUPERSEDED)')).nodes;
    expect(both).toMatchObject([gone, gone]);
    results.county.access.delete('patient-2');
    const alone = await results.run(
      ward,
      '{ criticalValues { nodes { patient { id } observation { id } examReport { id } } } }',
    );
    expect(alone).toEqual({ data: { criticalValues: { nodes: [gone, gone] } } });
  });
});
