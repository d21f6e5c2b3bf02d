import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { OutreachKind } from '../outreach/outreach-visit.entity';
import { aVisit, outreachCounty } from '../testing/outreach-county';
import { aPractitioner } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { anAttending } from '../testing/posting-county';

const manager = (institutionId = 'county-hospital') => aViewer('PERSONNEL_MANAGER', institutionId);
const session = { kind: OutreachKind.OUTPATIENT_SESSION, topic: '=1+1' };
const at = (from: string, to: string, day = '2026-05-12') => ({
  ...{ startedAt: new Date(`${day}T${from}:00+08:00`), endedAt: new Date(`${day}T${to}:00+08:00`) },
});

describeOnBothDatabases('the monthly statement of outreach', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startPersonnel(kind, [
      ...outreachCounty(),
      aPractitioner({ id: 'visitor', name: '李明' }),
      anAttending('of-people', 'people-hospital'),
      aVisit({ id: 'round', peopleTaught: 5 }),
      // The same day at the same host: no second journey.
      aVisit({ id: 'same-day', ...session, minutes: 241, ...at('14:00', '18:01', '2026-05-11') }),
      aVisit({
        id: 'half-day',
        ...session,
        day: '2026-05-12',
        minutes: 240,
        ...at('08:00', '12:00'),
      }),
      aVisit({ id: 'waits', day: '2026-05-20', confirmedById: null, confirmedAt: null }),
      aVisit({
        ...{ id: 'taken-back', day: '2026-05-21', confirmedById: null, confirmedAt: null },
        withdrawnAt: new Date('2026-05-22T01:00:00Z'),
      }),
      // At the edges of the month in Shanghai, which are in others in UTC.
      aVisit({ id: 'before', day: '2026-04-30', ...at('23:00', '23:59', '2026-04-30') }),
      aVisit({
        id: 'first',
        day: '2026-05-01',
        minutes: 59,
        ...at('00:00', '00:59', '2026-05-01'),
      }),
      aVisit({ id: 'after', day: '2026-06-01', ...at('00:00', '00:59', '2026-06-01') }),
      aVisit({ practitionerId: 'of-people', fromInstitutionId: 'people-hospital' }),
      aVisit({ id: 'no-rate', day: '2023-12-31' }),
    ]);
  });
  afterAll(() => harness?.stop());

  const asked = async (month: string, viewer = manager(), practitionerId?: string) => {
    const { data, errors } = await harness.run(
      viewer,
      'query ($month: String!, $who: ID) { outreachStatements(month: $month, practitionerId: $who) { practitioner { id } month unconfirmed total lines { visit { id } allowance transport } } }',
      { month, who: practitionerId },
    );
    const { code, field } = errors?.[0]?.extensions ?? {};
    return { found: data?.outreachStatements as Record<string, unknown>[] | null, code, field };
  };

  it('pays each confirmed visit by its kind, and the way once for a day at a host', async () => {
    expect((await asked('2026-05')).found?.find(({ total }) => total !== 18_000)).toEqual({
      ...{ practitioner: { id: 'visitor' }, month: '2026-05', unconfirmed: 1 },
      total: 69_000,
      lines: [
        { visit: { id: 'first' }, allowance: 15_000, transport: 3000 },
        { visit: { id: 'round' }, allowance: 15_000, transport: 3000 },
        { visit: { id: 'same-day' }, allowance: 20_000, transport: 0 },
        { visit: { id: 'half-day' }, allowance: 10_000, transport: 3000 },
      ],
    });
  });

  it('pays nothing before the first rate', async () => {
    expect((await asked('2023-12')).found).toMatchObject([{ total: 0, unconfirmed: 0 }]);
  });

  it('is of the viewer’s people, of a leading institution of all it leads', async () => {
    const peopleOf = async (viewer: ReturnType<typeof manager>) =>
      (await asked('2026-05', viewer)).found?.map(({ practitioner }) => practitioner);
    const [visitor, ofPeople] = [{ id: 'visitor' }, { id: 'of-people' }];
    expect(await peopleOf(manager())).toEqual([ofPeople, visitor]);
    expect(await peopleOf(aViewer('COMMUNITY_OFFICE'))).toEqual([ofPeople, visitor]);
    expect(await peopleOf(manager('people-hospital'))).toEqual([ofPeople]);
    expect(await peopleOf(manager('township-dongpu'))).toEqual([]);
    expect((await asked('2026-05', manager(), 'of-people')).found).toHaveLength(1);
    expect((await asked('2026-05', aViewer('CLINICIAN'))).code).toBe('FORBIDDEN');
  });

  it.each(['2026-13', '2026-5', '26-05', ''])('refuses the month %p', async (month) => {
    expect(await asked(month)).toMatchObject({ code: 'INVALID_INPUT', field: 'month' });
  });

  it('is a sheet with Chinese titles, a row for each visit and a sum for each person', async () => {
    const { data } = await harness.run(
      manager(),
      '{ outreachStatementSheet(month: "2026-05", practitionerId: "visitor") }',
    );
    const lines = String(data?.outreachStatementSheet).trimEnd().split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFF月份,姓名,人员编号,派出机构,受援机构,日期,开始,结束,类别,主题,数量,诊治人次,带教人次,确认人,补助（元）,交通补助（元）,合计（元）',
    );
    expect(lines[2]).toBe(
      '2026-05,李明,visitor,云溪县中医院,东浦镇卫生院,2026-05-11,09:00,11:00,教学查房,,1,0,5,张三,150.00,30.00,180.00',
    );
    // A topic that a spreadsheet would run stays a text.
    expect(lines[3]).toContain(',"\'=1+1",');
    expect(lines.at(-1)).toBe('2026-05,李明,visitor,合计,,,,,,,,,,,600.00,90.00,690.00');
    expect(lines).toHaveLength(6);
  });

  it('reads the log in one statement', async () => {
    harness.statements.length = 0;
    await asked('2026-05');
    expect(harness.statements.filter((text) => text.includes('`outreach_visit`'))).toHaveLength(1);
  });
});
