import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { dongpuManager, leadManager } from '../testing/mapping.client';
import { createQualityClient } from '../testing/quality.client';
import { aLabReport, aQualityRecord } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('recordQuality', (kind) => {
  let results: ResultsHarness;
  const { round, withdraw } = createQualityClient(() => results);
  beforeAll(async () => {
    results = await startResults(kind);
    results.county.access.set('patient-1', {});
    await results.post(aLabReport());
  });
  beforeEach(() =>
    results.database.transaction((manager) => manager.query('DELETE FROM `quality_record`')),
  );
  afterAll(() => results.stop());

  const verdict = async () => {
    const fields = 'labReports { nodes { observations { recognition { mark obstacles } } } }';
    const { value } = await results.ofPatient(fields, 'patient-1');
    const found = value as {
      labReports: { nodes: { observations: { recognition: object }[] }[] };
    };
    return found.labReports.nodes[0]?.observations[0]?.recognition;
  };
  const recognised = { mark: '医共体HR', obstacles: [] };

  it('is what verdicts rest on from that moment, with author and time', async () => {
    expect(await verdict()).toEqual({ mark: null, obstacles: ['NO_QUALITY_RECORD'] });
    const { record, errors } = await round();
    expect(errors).toBeUndefined();
    expect(record).toMatchObject({
      ...{ institution: { id: 'township-dongpu' }, item: { code: '6690-2' }, mark: '医共体HR' },
      ...{ recordedAt: '2026-03-04T10:00:00+08:00', recordedBy: dongpuManager.name },
    });
    expect(await verdict()).toEqual(recognised);
  });

  it('lets the latest of overlapping rounds in force on the day of the test decide', async () => {
    await round();
    await round({ passed: false, validFrom: '2026-03-01', validTo: '2026-06-30' });
    expect(await verdict()).toEqual({ mark: null, obstacles: ['QUALITY_LAPSED'] });
  });

  it('is not touched by a round that begins the day after the test', async () => {
    await round();
    await round({ passed: false, validFrom: '2026-03-02', validTo: '2026-06-30' });
    expect(await verdict()).toEqual(recognised);
  });

  it('is the same answer where the same round is entered again', async () => {
    const first = await round();
    const again = await round({ mark: ' 医共体HR ' });
    expect(again).toEqual(first);
  });

  it.each([
    ['passed', { passed: false }],
    ['validTo', { validTo: '2026-12-30' }],
    ['assessor', { assessor: '另一家' }],
  ])('refuses the same round with another %s, naming it', async (field, changed) => {
    const { record } = await round();
    const { errors } = await round(changed);
    const recordId = record?.id;
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field, recordId } }]);
    expect(await verdict()).toEqual(recognised);
  });

  it('refuses what contradicts a round that was stored before', async () => {
    await results.database.transaction((manager) => manager.save([aQualityRecord()]));
    const { errors } = await round({ passed: false });
    expect(errors).toMatchObject([{ extensions: { field: 'passed', recordId: 'quality-1' } }]);
  });

  it('is one round where many enter it at once, and of two that contradict one stands', async () => {
    const many = Array.from({ length: 20 }, (_, at) => round({ passed: at % 2 === 0 }));
    const answers = await Promise.all(many);
    const records = answers.flatMap(({ record }) => (record ? [record] : []));
    const refused = answers.flatMap(({ errors }) => errors ?? []);
    expect(new Set(records.map(({ id }) => id)).size).toBe(1);
    expect([records.length, refused.length]).toEqual([10, 10]);
    expect(refused[0]).toMatchObject({ extensions: { field: 'passed' } });
  });

  it('counts no more once it is withdrawn, and can then be entered rightly', async () => {
    const { record } = await round({ passed: false });
    const first = await withdraw(record?.id);
    expect(first.record).toEqual({
      ...{ id: record?.id, withdrawnAt: '2026-03-04T10:00:00+08:00' },
      withdrawalReason: '录入错误',
    });
    expect(await withdraw(record?.id, '另有原因')).toEqual(first);
    expect(await verdict()).toMatchObject({ obstacles: ['NO_QUALITY_RECORD'] });
    expect((await round()).errors).toBeUndefined();
    expect(await verdict()).toEqual(recognised);
  });

  it('is withdrawn by its institution or the leading one alone, others get the words for none', async () => {
    const { record } = await round();
    const xiling = aViewer('QUALITY_MANAGER', 'township-xiling');
    const words = async (id = '') => {
      const { errors } = await withdraw(id, '错', xiling);
      return errors?.[0]?.message.replace(id, 'ID');
    };
    expect(await words(record?.id)).toBe(await words('00000000-0000-0000-0000-000000000000'));
    expect(await verdict()).toEqual(recognised);
    expect((await withdraw(record?.id, '错', leadManager)).errors).toBeUndefined();
  });

  it('is entered for another institution by the leading one alone', async () => {
    expect((await round({}, leadManager)).errors).toBeUndefined();
    const others = { institutionId: 'township-xiling' };
    expect((await round(others)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it.each([
    ['itemCode', { itemCode: '0000-0' }],
    ['mark', { mark: ' ' }],
    ['mark', { mark: 'x'.repeat(41) }],
    ['mark', { scope: 'REGION', mark: '某某HR' }],
    ['scope', { scope: 'CITY', mark: '全国HR' }],
    ['scope', { scope: 'COMMUNITY', mark: '长三角HR' }],
    ['assessor', { assessor: '' }],
    ['validFrom', { validFrom: '0026-01-01' }],
    ['validTo', { validTo: '2025-12-31' }],
    ['validTo', { validTo: '2206-12-31' }],
  ])('refuses bad input, naming %s', async (field, input) => {
    const { errors } = await round(input);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
  });

  it('takes a round of one day', async () => {
    expect(
      (await round({ validFrom: '2026-03-01', validTo: '2026-03-01' })).errors,
    ).toBeUndefined();
    expect(await verdict()).toEqual(recognised);
  });

  it('refuses an institution outside the community', async () => {
    const outsider = aViewer('QUALITY_MANAGER', 'city-hospital');
    const { errors } = await round({ institutionId: 'city-hospital' }, outsider);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it.each(roles.filter((role) => role !== 'QUALITY_MANAGER'))(
    'refuses the role %s',
    async (role) => {
      const viewer = aViewer(role, 'township-dongpu');
      const refused = [await round({}, viewer), await withdraw('x', '错', viewer)];
      expect(refused.map(({ errors }) => errors?.[0]?.extensions?.code)).toEqual([
        ...['FORBIDDEN', 'FORBIDDEN'],
      ]);
    },
  );
});
