import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aDecoction,
  astragalus,
  day,
  doctor,
  lead,
  openTcmPharmacy,
  people,
  type TcmPharmacy,
  township,
} from '../testing/tcm-pharmacy';
import { Decoction, DecoctionStatus, PieceTreatment } from './decoction.entity';
import { DecoctionEvent } from './decoction-event.entity';

const after = (minutes: number) => new Date(day.getTime() + minutes * 60_000);
const { CANCELLED, REVIEWED, SIGNED, UPLOADED } = DecoctionStatus;
const statuses = [UPLOADED, REVIEWED, SIGNED, CANCELLED];

/** Of three clinics, four hundred in all, two of each moment; half of them have ended. */
const clinics = ['township-dongpu', 'people-hospital', 'county-hospital', 'township-dongpu'];
const rows = Array.from({ length: 400 }, (_, index) =>
  aDecoction({
    orderedAt: after(Math.floor(index / 2) * 7),
    status: statuses[index % 4] ?? UPLOADED,
    clinicInstitutionId: clinics[Math.floor(index / 4) % 4] ?? '',
    pieces: [{ drugCode: astragalus, quantity: 70, treatment: PieceTreatment.FIRST }],
  }),
);
const events = rows.map(({ id, orderedAt, status }) =>
  Object.assign(new DecoctionEvent(), {
    ...{ decoctionId: id, step: 1, status, at: orderedAt, by: '药师' },
    ...{ institutionId: 'county-hospital', machine: null, note: null },
  }),
);

/** Open ones oldest first, then ended ones, newest first. */
const expected = (within: (row: Decoction) => boolean) => {
  const byId = (one: Decoction, other: Decoction) => (one.id < other.id ? -1 : 1);
  const time = ({ orderedAt }: Decoction) => orderedAt.getTime();
  const own = rows.filter(within);
  const open = own
    .filter(({ endedAt }) => endedAt === null)
    .sort((one, other) => time(one) - time(other) || byId(one, other));
  const ended = own
    .filter(({ endedAt }) => endedAt !== null)
    .sort((one, other) => time(other) - time(one) || byId(one, other));
  return [...open, ...ended].map(({ id }) => id);
};

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

describeOnBothDatabases('the list of orders', (kind) => {
  let at: TcmPharmacy;
  beforeAll(async () => {
    at = await openTcmPharmacy(kind, [...rows, ...events]);
    await at.desk.harness.database.transaction((manager) =>
      manager.query(kind === 'sqlite' ? 'ANALYZE' : 'ANALYZE TABLE `decoction`, `decoction_event`'),
    );
  });
  afterAll(() => at?.stop());

  const page = async (viewer: typeof lead, args: string) => {
    const query = `{ order: decoctions${args} { nodes { id } pageInfo { endCursor hasNextPage } } }`;
    const { order } = await at.ask(viewer, query, {});
    return order as unknown as Page;
  };
  const walk = async (viewer: typeof lead, filter: string, first: number) => {
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { nodes, pageInfo } = await page(viewer, `(first: ${first}${filter}${cursor})`);
      expect(nodes.length).toBeLessThanOrEqual(first);
      seen.push(...nodes.map(({ id }) => id));
      if (!pageInfo.hasNextPage) return seen;
      cursor = `, after: "${pageInfo.endCursor}"`;
    }
  };

  it.each([
    ['the TCM pharmacy', lead, () => true],
    ['a clinic', township, (row: Decoction) => row.clinicInstitutionId === 'township-dongpu'],
    ['a doctor of it', doctor, (row: Decoction) => row.clinicInstitutionId === 'township-dongpu'],
    ['another', people, (row: Decoction) => row.clinicInstitutionId === 'people-hospital'],
    [
      'doctors where it is prepared',
      aViewer('CLINICIAN', 'county-hospital'),
      (row: Decoction) => row.clinicInstitutionId === 'county-hospital',
    ],
    ['who has none', aViewer('PHARMACIST', 'village-dongpu-1'), () => false],
  ])('holds its own, each once, in one order: %s', async (_, viewer, within) => {
    expect(await walk(viewer, '', 100)).toEqual(expected(within));
    expect(await walk(viewer, '', 37)).toEqual(expected(within));
    for (const status of statuses)
      expect(await walk(viewer, `, status: ${status}`, 50)).toEqual(
        expected((row) => row.status === status && within(row)),
      );
  });

  it('keeps its place although one before it ends', async () => {
    const first = await page(lead, '(first: 3)');
    const [moved] = first.nodes;
    const [{ place } = rows[0] as Decoction] = rows;
    const put = (value: number) =>
      at.desk.harness.database.transaction((manager) =>
        manager.update(Decoction, { id: moved?.id ?? '' }, { place: value }),
      );
    await put(9e13);
    const next = await page(lead, `(first: 3, after: "${first.pageInfo.endCursor}")`);
    expect(next.nodes.map(({ id }) => id)).toEqual(expected(() => true).slice(3, 6));
    await put(place);
  });

  it.each(['(first: 0)', '(first: 101)', '(after: "none")'])('refuses %s', async (args) => {
    const asked = await at.ask(lead, `{ order: decoctions${args} { nodes { id } } }`, {});
    expect(asked.code).toBe('INVALID_INPUT');
  });

  it('is not for other roles', async () => {
    for (const role of ['AUDITOR', 'COMMUNITY_OFFICE', 'REGIONAL_PLATFORM', 'ADMIN'] as const)
      expect(
        await at.ask(
          aViewer(role, 'county-hospital'),
          '{ order: decoctions { nodes { id } } }',
          {},
        ),
      ).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('asks as many statements for many as for one', async () => {
    const count = async (first: number) => {
      at.desk.harness.statements.length = 0;
      const below = 'id pieces { drug { name } } events { by } clinic { id }';
      await at.ask(lead, `{ order: decoctions(first: ${first}) { nodes { ${below} } } }`, {});
      return at.desk.harness.statements.length;
    };
    await count(1);
    expect(await count(100)).toBe(await count(1));
  });

  it.each(['', '(status: UPLOADED)', '(status: SIGNED)'])(
    'walks an index in its order: %s',
    async (args) => {
      const { database } = at.desk.harness;
      const queries = await queriesOf(database, () => page(lead, args));
      const plan = (await Promise.all(queries.map((one) => planOf(database, one)))).flat();
      expect(plan.length).toBeGreaterThan(0);
      expect(plan.filter((step) => /^(SCAN decoction(?! USING)|ALL )/.test(step))).toEqual([]);
      expect(plan.filter((step) => /TEMP B-TREE FOR ORDER|filesort/.test(step))).toEqual([]);
    },
  );
});
