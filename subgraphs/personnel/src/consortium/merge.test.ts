import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { mergerCounty, merging } from '../testing/merger-county';
import { codesOf, office, officeDesk } from '../testing/office-desk';
import { startPersonnel } from '../testing/personnel.harness';

const lead = aViewer('PERSONNEL_MANAGER');

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('a merger of institutions', (kind) => {
  let harness: SubgraphHarness;
  let [id, used] = ['', 0];
  beforeAll(async () => {
    harness = await startPersonnel(kind, mergerCounty());
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    id = merging[used++] ?? '';
  });

  const desk = officeDesk(() => harness);
  const { asked, join } = desk;
  const merge = (from: string, intoId?: string, viewer?: Viewer, of = id) =>
    desk.merge(of, from, intoId, viewer);
  const institution = async (fields: string) =>
    (await asked(`{ made: institution(id: "${id}") { ${fields} } }`)).made;

  it('is shown on it, and ends its memberships the day before', async () => {
    const merged = { mergedOn: '2026-07-01', mergedInto: { id: 'township-dongpu' } };
    expect((await merge('2026-07-01')).made).toEqual(merged);
    expect(await institution('mergedOn mergedInto { id }')).toEqual(merged);
    expect(await institution('consortia(on: "2026-06-30") { id }')).toEqual({
      consortia: [{ id: 'loose' }, { id: 'tight' }],
    });
    expect(await institution('consortia(on: "2026-07-01") { id }')).toEqual({ consortia: [] });
  });

  it('told again changes nothing, and is not told otherwise', async () => {
    for (let again = 0; again < 2; again += 1)
      expect((await merge('2026-07-01')).code).toBeUndefined();
    const conflict = { code: 'CONFLICT', field: 'institutionId' };
    expect(await merge('2026-06-15')).toMatchObject(conflict);
    expect(await merge('2026-06-15', 'township-shahe')).toMatchObject(conflict);
    expect(await merge('2026-06-15', id, office, 'township-shahe')).toMatchObject({
      ...{ code: 'CONFLICT', field: 'intoId' },
    });
  });

  it('is refused with itself, of who leads, and before it joins elsewhere', async () => {
    const invalid = (field: string) => ({ code: 'INVALID_INPUT', field });
    expect(await merge('2026-07-01', id)).toMatchObject(invalid('intoId'));
    expect(await merge('2026-07-01', 'township-dongpu', office, 'county-hospital')).toMatchObject(
      invalid('institutionId'),
    );
    const loose = aViewer('COMMUNITY_OFFICE', 'city-hospital');
    await join(id, '2026-08-01', 'later', loose);
    expect(await merge('2026-07-01')).toMatchObject({ code: 'CONFLICT', field: 'from' });
    expect(await institution('mergedOn')).toEqual({ mergedOn: null });
    expect((await merge('2026-08-02')).code).toBeUndefined();
  });

  it('is the office’s that leads both, that day', async () => {
    const forbidden = (field: string) => ({ code: 'FORBIDDEN', field });
    expect((await merge('2026-07-01', 'township-dongpu', lead)).code).toBe('FORBIDDEN');
    for (const other of ['city-hospital', 'township-dongpu'])
      expect(
        await merge('2026-07-01', 'township-shahe', aViewer('COMMUNITY_OFFICE', other)),
      ).toMatchObject(forbidden('institutionId'));
    expect(await merge('2026-07-01', 'city-hospital')).toMatchObject(forbidden('intoId'));
    expect(await merge('2026-07-01', 'none')).toMatchObject(forbidden('intoId'));
    expect(await merge('2026-07-01', 'township-dongpu', office, 'none')).toMatchObject(
      forbidden('institutionId'),
    );
  });

  it('is one of two told at once, whichever way', async () => {
    const [other, third] = [merging[used++] ?? '', merging[used++] ?? ''];
    const apart = ['township-dongpu', 'township-shahe'].map((into) => merge('2026-07-01', into));
    expect(codesOf(await Promise.all(apart))).toEqual(['CONFLICT', 'done']);
    const crossed = [
      merge('2026-07-01', third, office, other),
      merge('2026-07-01', other, office, third),
    ];
    expect(codesOf(await Promise.all(crossed))).toEqual(['CONFLICT', 'done']);
  });

  it('is told once, with the memberships that end', async () => {
    for (let again = 0; again < 2; again += 1) await merge('2026-07-01');
    const told = await harness.database.read.find(OutboxEvent);
    const about = told.filter(({ payload }) => JSON.stringify(payload).includes(`"${id}"`));
    expect(about.map(({ type }) => type).sort()).toEqual([
      ...['personnel.consortium.changed', 'personnel.consortium.changed'],
      'personnel.institution.changed',
    ]);
  });
});
