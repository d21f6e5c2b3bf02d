import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { dongpuManager, leadManager } from '../testing/mapping.client';
import { createQualityClient } from '../testing/quality.client';
import { aLabReport, aQualityRecord } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('recordControl', (kind) => {
  let results: ResultsHarness;
  const { control } = createQualityClient(() => results);
  beforeAll(async () => {
    results = await startResults(kind);
    await results.database.transaction((manager) => manager.save([aQualityRecord()]));
    results.county.access.set('patient-1', {});
    await results.post(aLabReport());
  });
  beforeEach(async () => {
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    await results.database.transaction(async (manager) => {
      await manager.query('DELETE FROM `quality_control`');
      await manager.query('DELETE FROM `quality_control_correction`');
    });
  });
  afterAll(() => results.stop());

  const obstacles = async () => {
    const fields = 'labReports { nodes { observations { recognition { obstacles } } } }';
    const { value } = await results.ofPatient(fields, 'patient-1');
    const found = value as {
      labReports: { nodes: { observations: { recognition: { obstacles: string[] } }[] }[] };
    };
    return found.labReports.nodes[0]?.observations[0]?.recognition.obstacles;
  };

  it('keeps a result of a day out of control from being relied on, from that moment', async () => {
    expect(await obstacles()).toEqual([]);
    const { control: said } = await control({ inControl: false, note: ' 1-3s ' });
    expect(said).toEqual({
      ...{ institution: { id: 'township-dongpu' }, item: { code: '6690-2' }, day: '2026-03-01' },
      ...{ inControl: false, note: '1-3s', revision: 1, earlier: [] },
      ...{ recordedAt: '2026-03-04T10:00:00+08:00', recordedBy: dongpuManager.name },
    });
    expect(await obstacles()).toEqual(['OUT_OF_CONTROL']);
  });

  it('counts the day of the test in Shanghai, not the days beside it', async () => {
    await control({ day: '2026-02-28', inControl: false });
    await control({ day: '2026-03-02', inControl: false });
    expect(await obstacles()).toEqual([]);
  });

  it('keeps what was said before it was corrected', async () => {
    await control({ inControl: false, note: '1-3s' });
    results.clock.now = new Date('2026-03-04T11:00:00+08:00');
    const { control: corrected } = await control({ inControl: true, note: '复测在控' });
    expect(corrected).toMatchObject({
      ...{ inControl: true, note: '复测在控', revision: 2 },
      recordedAt: '2026-03-04T11:00:00+08:00',
      earlier: [
        {
          ...{ inControl: false, note: '1-3s', revision: 1, recordedBy: dongpuManager.name },
          replacedAt: '2026-03-04T11:00:00+08:00',
        },
      ],
    });
    expect(await obstacles()).toEqual([]);
  });

  it('is the same answer where the same is said again', async () => {
    const first = await control({ inControl: false });
    results.clock.now = new Date('2026-03-04T11:00:00+08:00');
    expect(await control({ inControl: false })).toEqual(first);
  });

  it('keeps every word of many that are said at once', async () => {
    const notes = Array.from({ length: 20 }, (_, at) => `第${at}次`);
    const said = await Promise.all(notes.map((note) => control({ inControl: false, note })));
    expect(said.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    const last = await control({ inControl: false, note: '最后' });
    const { revision, earlier } = last.control as {
      revision: number;
      earlier: { revision: number; note: string }[];
    };
    expect(revision).toBe(21);
    expect(earlier.map((one) => one.revision)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
    expect(earlier.map(({ note }) => note).sort()).toEqual([...notes].sort());
  });

  it('lists the days of an institution, the last first, page by page', async () => {
    for (const day of ['2026-03-01', '2026-03-03', '2026-03-02'])
      for (const itemCode of ['6690-2', '718-7']) await control({ day, itemCode, inControl: true });
    const seen: string[] = [];
    let after = '';
    for (let more = true; more; ) {
      const query = `{ page: qualityControls(institutionId: "township-dongpu", itemCode: "718-7", first: 2${after}) { nodes { day } pageInfo { hasNextPage endCursor } } }`;
      const { data } = await results.run(leadManager, query);
      const page = data?.page as {
        nodes: { day: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      seen.push(...page.nodes.map(({ day }) => day));
      more = page.pageInfo.hasNextPage;
      after = `, after: "${page.pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(['2026-03-03', '2026-03-02', '2026-03-01']);
  });

  it.each([
    ['itemCode', { itemCode: '0000-0' }],
    ['day', { day: '2026-03-05' }],
    ['day', { day: '1949-12-31' }],
    ['note', { note: 'x'.repeat(501) }],
  ])('refuses bad input, naming %s', async (field, input) => {
    const { errors } = await control({ inControl: false, ...input });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
  });

  it('takes the day that has just begun in Shanghai', async () => {
    results.clock.now = new Date('2026-03-04T16:00:00Z');
    expect((await control({ day: '2026-03-05', inControl: true })).errors).toBeUndefined();
  });

  it('says it of the viewer’s own institution alone', async () => {
    await control({ inControl: false }, leadManager);
    expect(await obstacles()).toEqual([]);
    const query = '{ qualityControls(institutionId: "county-hospital") { nodes { day } } }';
    const { errors } = await results.run(dongpuManager, query);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('refuses an institution outside the community', async () => {
    const outsider = aViewer('QUALITY_MANAGER', 'city-hospital');
    const { errors } = await control({ inControl: false }, outsider);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it.each(roles.filter((role) => role !== 'QUALITY_MANAGER'))(
    'refuses the role %s',
    async (role) => {
      const { errors } = await control({ inControl: false }, aViewer(role, 'township-dongpu'));
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    },
  );
});
