import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createCriticalClient, ward } from '../testing/critical.client';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const noon = new Date('2026-03-04T10:00:00+08:00');
const doctor = aViewer('FAMILY_DOCTOR', 'township-xiling', { subject: 'doctor', name: '李家医' });

describeOnBothDatabases('a critical value that was raised', (kind) => {
  let results: ResultsHarness;
  let id = '';
  const critical = createCriticalClient(() => results);
  const state = async () => (await critical.rows('critical_value'))[0]?.state;
  const at = (minutes: number) => {
    results.clock.now = new Date(noon.getTime() + minutes * 60_000);
  };

  beforeAll(async () => {
    results = await startResults(kind);
  });
  beforeEach(async () => {
    await critical.clear();
    at(0);
    results.county.down.clear();
    results.county.access.set('patient-1', {});
    results.county.care.set('patient-1', { contractedWith: 'township-xiling' });
    await critical.postPotassium('6.5');
    id = (await critical.list()).nodes[0]?.id ?? '';
  });
  afterAll(() => results.stop());

  it('is acknowledged with who, when and what was read back', async () => {
    at(3);
    const { data } = await critical.acknowledge(id, ward, '6.50 mmol/L');
    expect(data?.value).toMatchObject({
      ...{ status: 'ACKNOWLEDGED', acknowledgedBy: '周护士', readBack: '6.50 mmol/L' },
      ...{ acknowledgedAt: '2026-03-04T10:03:00+08:00', escalatedAt: null },
    });
  });

  it('is handled with who, when and what was done', async () => {
    await critical.acknowledge(id);
    at(30);
    const { data } = await critical.handle(id, doctor, '转诊');
    expect(data?.value).toMatchObject({
      ...{ status: 'HANDLED', handledBy: '李家医', handling: '转诊' },
      ...{ handledAt: '2026-03-04T10:30:00+08:00', acknowledgedBy: '周护士' },
    });
  });

  it('is acknowledged without a read-back too', async () => {
    const { data } = await critical.acknowledge(id);
    expect(data?.value).toMatchObject({ status: 'ACKNOWLEDGED', readBack: null });
  });

  it('was escalated where it was acknowledged late', async () => {
    at(11);
    const { data } = await critical.acknowledge(id);
    expect(data?.value).toMatchObject({
      ...{ status: 'ACKNOWLEDGED', escalatedAt: '2026-03-04T10:10:00+08:00' },
    });
  });

  it.each(['5.6', ' ', 'x'.repeat(201)])(
    'refuses the read-back %p, naming it, and stays open',
    async (readBack) => {
      const { errors } = await critical.acknowledge(id, ward, readBack);
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'readBack' } }]);
      expect(JSON.stringify(errors)).not.toContain('6.5');
      expect(await state()).toBe('OPEN');
    },
  );

  it('of an exam is read back in words of its conclusion', async () => {
    await critical.postExam({ orderingInstitutionId: 'county-hospital' });
    const exam = (await critical.list()).nodes.find(({ ground }) => ground === 'EXAM')?.id ?? '';
    const wrong = await critical.acknowledge(exam, ward, '右侧气胸');
    expect(wrong.errors).toMatchObject([{ extensions: { field: 'readBack' } }]);
    const { data } = await critical.acknowledge(exam, ward, '左侧张力性气胸');
    expect(data?.value).toMatchObject({ status: 'ACKNOWLEDGED' });
  });

  it.each(['', ' ', 'x'.repeat(2001)])(
    'refuses that nothing or too much was done',
    async (text) => {
      await critical.acknowledge(id);
      const { errors } = await critical.handle(id, ward, text);
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'handling' } }]);
      expect(await state()).toBe('ACKNOWLEDGED');
    },
  );

  it('is acknowledged once: who was first stays', async () => {
    await critical.acknowledge(id, ward, '6.5');
    at(5);
    const { data } = await critical.acknowledge(id, doctor);
    expect(data?.value).toMatchObject({ acknowledgedBy: '周护士', readBack: '6.5' });
  });

  it('is not handled before it is acknowledged', async () => {
    const { errors } = await critical.handle(id);
    expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT', status: 'OPEN' } }]);
  });

  it('is handled once; the same again changes nothing', async () => {
    await critical.acknowledge(id);
    const first = await critical.handle(id);
    at(5);
    expect(await critical.handle(id)).toEqual(first);
    for (const answer of [await critical.handle(id, doctor), await critical.handle(id, ward, '二')])
      expect(answer.errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
  });

  it('is neither acknowledged nor handled once it is superseded', async () => {
    await critical.postPotassium('4.0', { hour: '10' });
    for (const answer of [await critical.acknowledge(id), await critical.handle(id)])
      expect(answer.errors).toMatchObject([
        { extensions: { code: 'CONFLICT', status: 'SUPERSEDED' } },
      ]);
    expect(await state()).toBe('SUPERSEDED');
  });

  it('is acknowledged by one of twenty at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `护士${index}`);
    const answers = await Promise.all(
      names.map((name) => critical.acknowledge(id, { ...ward, subject: name, name })),
    );
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
  });

  it('is handled by one of twenty at once', async () => {
    await critical.acknowledge(id);
    const names = Array.from({ length: 20 }, (_, index) => `护士${index}`);
    const answers = await Promise.all(
      names.map((name) => critical.handle(id, { ...ward, subject: name, name }, name)),
    );
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    expect(
      answers.flatMap(({ errors }) => errors?.map((one) => one.extensions?.code) ?? []),
    ).toEqual(Array.from({ length: 19 }, () => 'CONFLICT'));
  });

  it('ends in one state where it is acknowledged and corrected at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const patientId = `race-${round}`;
      results.county.access.set(patientId, {});
      await critical.postPotassium('6.5', { patientId });
      const raised = (await critical.list()).nodes.find(
        ({ patient }) => (patient as { id: string }).id === patientId,
      );
      await Promise.all([
        critical.acknowledge(raised?.id ?? ''),
        critical.postPotassium('4.0', { patientId, hour: '10' }),
      ]);
      const { nodes } = await critical.list(ward, '(status: SUPERSEDED)');
      expect(nodes.map(({ id: one }) => one)).toContain(raised?.id);
    }
  });

  it('is settled by who reported it where there is nobody else', async () => {
    results.county.access.set('alone', {});
    results.county.care.set('alone', {});
    await critical.postPotassium('6.5', { patientId: 'alone', orderingInstitutionId: null });
    const own = aViewer('CLINICIAN', 'township-dongpu');
    const { nodes } = await critical.list(own);
    const alone = nodes.find(({ patient }) => (patient as { id: string }).id === 'alone');
    const { data } = await critical.acknowledge(alone?.id ?? '', own);
    expect(data?.value).toMatchObject({ status: 'ACKNOWLEDGED' });
  });
});
