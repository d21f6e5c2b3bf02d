import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aVisit, outreachCounty } from '../testing/outreach-county';
import { startPersonnel } from '../testing/personnel.harness';
import { anAttending } from '../testing/posting-county';

const open = { confirmedById: null, confirmedAt: null };
const lead = aViewer('PERSONNEL_MANAGER');
const host = aViewer('CLINICIAN', 'township-dongpu', { practitionerId: 'host-1' });

describeOnBothDatabases('the list of visits', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startPersonnel(kind, [
      ...outreachCounty(),
      ...[anAttending('visitor'), anAttending('other', 'people-hospital')],
      aVisit({ id: 'a', day: '2026-04-30' }),
      aVisit({ id: 'b', day: '2026-05-01', ...open }),
      aVisit({ id: 'c', day: '2026-05-02' }),
      aVisit({ id: 'd', day: '2026-05-02' }),
      aVisit({ id: 'e', day: '2026-05-31', ...open, practitionerId: 'other' }),
      aVisit({ id: 'f', day: '2026-05-31', hostId: 'township-shahe' }),
    ]);
  });
  afterAll(() => harness?.stop());

  const asked = async (args: string, viewer = host) => {
    const { data, errors } = await harness.run(
      viewer,
      `{ outreachVisits${args} { nodes { id } pageInfo { hasNextPage endCursor } } }`,
    );
    const { code, field } = errors?.[0]?.extensions ?? {};
    const page = data?.outreachVisits as {
      nodes: { id: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    } | null;
    return { ids: page?.nodes.map(({ id }) => id).join(''), ...page?.pageInfo, code, field };
  };

  it.each([
    ['to the viewer’s institution, newest first', '', 'edcba'],
    ['of a month in Shanghai', '(month: "2026-05")', 'edcb'],
    ['that wait to be confirmed', '(unconfirmed: true)', 'eb'],
    ['that wait, of a month', '(unconfirmed: true, month: "2026-04")', ''],
  ])('shows a host those %s', async (_, args, ids) => {
    expect((await asked(args)).ids).toBe(ids);
  });

  it.each([
    ['of another host that it leads', '(hostId: "township-shahe")', 'f'],
    ['of its visitor', '(practitionerId: "visitor")', 'fdcba'],
    ['of a member’s visitor', '(practitionerId: "other")', 'e'],
  ])('shows a leading institution those %s', async (_, args, ids) => {
    expect((await asked(args, lead)).ids).toBe(ids);
    expect((await asked(args, aViewer('COMMUNITY_OFFICE'))).ids).toBe(ids);
  });

  it('shows a visitor her own', async () => {
    const visitor = aViewer('CLINICIAN', 'county-hospital', { practitionerId: 'visitor' });
    expect((await asked('(practitionerId: "visitor")', visitor)).ids).toBe('fdcba');
    expect((await asked('(practitionerId: "other")', visitor)).code).toBe('FORBIDDEN');
  });

  it.each([
    ['another host', '(hostId: "township-shahe")', host],
    [
      'another host, from the hospital that leads it',
      '(hostId: "township-shahe")',
      aViewer('CLINICIAN'),
    ],
    ['others’ people', '(practitionerId: "of-city")', lead],
    [
      'a host no one leads for it',
      '(hostId: "county-hospital")',
      aViewer('PERSONNEL_MANAGER', 'township-dongpu'),
    ],
    ['another role', '', aViewer('REPORTER', 'township-dongpu')],
  ])('is refused of %s', async (_, args, viewer) => {
    expect((await asked(args, viewer)).code).toBe('FORBIDDEN');
  });

  it('refuses a host together with a visitor', async () => {
    const args = '(hostId: "township-dongpu", practitionerId: "visitor")';
    expect(await asked(args, lead)).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'practitionerId',
    });
  });

  it('goes on from page to page, also within one moment', async () => {
    const first = await asked('(first: 2)');
    expect(first).toMatchObject({ ids: 'ed', hasNextPage: true });
    const second = await asked(`(first: 3, after: "${first.endCursor}")`);
    expect(second).toMatchObject({ ids: 'cba', hasNextPage: false });
  });

  it('reads the log in one statement', async () => {
    harness.statements.length = 0;
    await asked('');
    expect(harness.statements.filter((text) => text.includes('`outreach_visit`'))).toHaveLength(1);
  });
});
