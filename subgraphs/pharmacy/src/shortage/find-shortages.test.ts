import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import fc from 'fast-check';
import {
  aShortage,
  lead,
  office,
  openShortageDesk,
  outsider,
  people,
  type ShortageDesk,
  township,
  village,
} from '../testing/shortage-desk';
import { type Shortage, ShortageStatus } from './shortage.entity';

const now = new Date('2026-06-10T01:00:00Z');
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const ended = { status: ShortageStatus.CLOSED, dutyInstitutionId: null };
const rows = [
  aShortage({ id: 'late', dueAt: at(-90) }),
  aShortage({ id: 'later', dueAt: at(-1), institutionId: 'township-dongpu' }),
  aShortage({ id: 'now', dueAt: now }),
  aShortage({ id: 'soon', dueAt: at(1), institutionId: 'people-hospital' }),
  aShortage({
    ...{ id: 'told', dueAt: at(-5), status: ShortageStatus.RECEIVED, receivedAt: at(-1500) },
    ...{ dutyInstitutionId: 'village-dongpu-1', sourceInstitutionId: 'people-hospital' },
  }),
  aShortage({ id: 'over', ...ended, endedAt: at(-200) }),
  aShortage({ id: 'just over', ...ended, endedAt: at(-100), dueAt: at(-5000) }),
  aShortage({ id: 'refused', ...ended, status: ShortageStatus.REJECTED, endedAt: at(-150) }),
];

interface Listed {
  readonly nodes: readonly { readonly id: string; readonly overdue: boolean }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describeOnBothDatabases('the list of shortages', (kind) => {
  let desk: ShortageDesk;
  beforeAll(async () => {
    desk = await openShortageDesk(kind, rows);
    desk.clock.now = now;
  });
  afterAll(() => desk?.stop());

  const list = async (args = '', viewer = office) =>
    (await desk.read(
      viewer,
      `{ shortages${args} { nodes { id overdue } pageInfo { hasNextPage endCursor } } }`,
    )) as Listed;
  const idsOf = async (args = '', viewer = office) =>
    (await list(args, viewer)).nodes.map(({ id }) => id);

  it('has what is overdue longest first, and what has ended last, newest first', async () => {
    expect(await idsOf()).toEqual([
      ...['late', 'told', 'later', 'now', 'soon'],
      ...['just over', 'refused', 'over'],
    ]);
  });

  it('counts as overdue what is open a moment after it was due, and no sooner', async () => {
    const { nodes } = await list();
    const late = nodes.filter(({ overdue }) => overdue).map(({ id }) => id);
    expect(late).toEqual(['late', 'told', 'later']);
    expect(await idsOf('(overdue: true)')).toEqual(late);
    expect(await idsOf('(overdue: false)')).toEqual([
      ...['now', 'soon', 'just over', 'refused', 'over'],
    ]);
    desk.clock.now = new Date(now.getTime() + 1);
    expect(await idsOf('(overdue: true)')).toEqual([...late, 'now']);
    desk.clock.now = now;
  });

  it('has those of a state alone', async () => {
    expect(await idsOf('(status: CLOSED)')).toEqual(['just over', 'over']);
    expect(await idsOf('(status: REGISTERED, overdue: true)')).toEqual(['late', 'later']);
  });

  it.each([
    ['who lacks it', village, ['late', 'told', 'now', 'just over', 'refused', 'over']],
    ['who supplies it', township, ['late', 'told', 'later', 'now', 'just over', 'refused', 'over']],
    ['who sent it', people, ['told', 'soon']],
    ['the county’s central pharmacy', lead, rows.length],
    [
      'an office that leads nothing',
      aViewer('COMMUNITY_OFFICE', 'people-hospital'),
      ['told', 'soon'],
    ],
  ] as const)('is that of %s', async (_, viewer, ids) => {
    const found = await idsOf('', viewer);
    if (typeof ids === 'number') expect(found).toHaveLength(ids);
    else expect(found).toEqual(ids);
  });

  it('names those whose next step is the viewer’s, received ones that nobody closed among them', async () => {
    expect(await idsOf('(duty: true)', village)).toEqual(['told']);
    expect(await idsOf('(duty: true)', township)).toEqual(['late', 'later', 'now', 'soon']);
    expect(await idsOf('(duty: true)', people)).toEqual([]);
  });

  it('is not for other roles, nor outside the community', async () => {
    for (const viewer of [aViewer('CLINICIAN'), aViewer('AUDITOR'), outsider])
      expect(await desk.read(viewer, '{ shortages { nodes { id } } }')).toBe('FORBIDDEN');
  });

  it.each(['(first: 0)', '(first: 101)', '(after: "none")'])('refuses %s', async (args) => {
    expect(await desk.read(lead, `{ shortages${args} { nodes { id } } }`)).toBe('INVALID_INPUT');
  });

  it('comes in pages that hold each once, in one order, whatever their size', async () => {
    const viewers = [office, lead, township, village, people] as const;
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(...viewers),
      fc.constantFrom(
        '',
        ', overdue: true',
        ', overdue: false',
        ', duty: true',
        ', status: CLOSED',
      ),
      async (first, viewer, filter) => {
        const whole = await idsOf(`(first: 100${filter})`, viewer);
        const seen: string[] = [];
        for (let after = ''; ; ) {
          const { nodes, pageInfo } = await list(`(first: ${first}${filter}${after})`, viewer);
          expect(nodes.length).toBeLessThanOrEqual(first);
          seen.push(...nodes.map(({ id }) => id));
          if (!pageInfo.hasNextPage) break;
          after = `, after: "${pageInfo.endCursor}"`;
        }
        expect(seen).toEqual(whole);
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it('keeps its place although one before it moves on', async () => {
    const first = await list('(first: 2)');
    const change = (row: Partial<Shortage>) =>
      desk.harness.database.transaction((manager) =>
        manager.query('UPDATE `shortage` SET `place` = ? WHERE `id` = ?', [row.place, 'late']),
      );
    await change({ place: 9e13 });
    expect((await idsOf(`(after: "${first.pageInfo.endCursor}")`)).slice(0, 2)).toEqual([
      ...['later', 'now'],
    ]);
    await change({ place: rows[0]?.place ?? 0 });
  });

  it('asks as many statements for many as for one', async () => {
    const query = (first: number) =>
      `{ shortages(first: ${first}) { nodes { id drug { code } overdue suggestedSources { quantity } events { by } duty { id } } } }`;
    const count = async (first: number) => {
      desk.harness.statements.length = 0;
      await desk.read(office, query(first));
      return desk.harness.statements.length;
    };
    await count(1);
    expect(await count(100)).toBe(await count(1));
  });
});
