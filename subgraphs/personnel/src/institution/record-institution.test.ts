import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { codesOf, office, officeDesk } from '../testing/office-desk';
import { anInstitution } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { postingCounty } from '../testing/posting-county';
import { InstitutionTier } from './institution.entity';

const fields =
  'id name tier regionCode parent { id } creditCode creditCodeWarning institutionCode institutionCodeWarning institutionCategory { code name }';
/** Invented, with check signs that fit. */
const codes = {
  creditCode: '12340100MB1A2B3C4P',
  institutionCode: '3417991234',
  categoryCode: 'C220',
};

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('the list of institutions', (kind) => {
  let harness: SubgraphHarness;
  let [id, used] = ['', 0];
  beforeAll(async () => {
    const township = InstitutionTier.TOWNSHIP_HEALTH_CENTER;
    harness = await startPersonnel(kind, [
      ...postingCounty(),
      anInstitution({ id: 'alone', tier: township }),
      anInstitution({ id: 'foreign' }),
      anInstitution({
        ...{ id: 'merged', tier: township, addedById: 'county-hospital' },
        ...{ mergedIntoId: 'township-dongpu', mergedOn: '2027-01-01' },
      }),
    ]);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    id = `new-${used++}`;
  });

  const desk = officeDesk(() => harness);
  const written = async (text: string, input: object, viewer = office) => {
    const { data, errors } = await harness.run(viewer, text, { id, input });
    const { code, field } = errors?.[0]?.extensions ?? {};
    return { made: data?.made as Record<string, unknown> | undefined, code, field };
  };
  const add = (overrides: object = {}, viewer = office) =>
    written(
      `mutation ($input: InstitutionInput!) { made: addInstitution(input: $input) { ${fields} } }`,
      {
        ...{ id, name: '柳林镇卫生院', tier: 'TOWNSHIP_HEALTH_CENTER', regionCode: '341799' },
        ...overrides,
      },
      viewer,
    );
  const change = (input: object, viewer = office) =>
    written(
      `mutation ($id: ID!, $input: InstitutionChangeInput!) { made: changeInstitution(id: $id, input: $input) { ${fields} } }`,
      input,
      viewer,
    );
  const invalid = (field: string) => ({ code: 'INVALID_INPUT', field });

  it('takes in one that is new, once, and it can become a member', async () => {
    const { made } = await add({ parentId: 'county-hospital', ...codes });
    expect(made).toMatchObject({
      ...{ id, name: '柳林镇卫生院', parent: { id: 'county-hospital' } },
      ...{ creditCode: codes.creditCode, institutionCode: '3417991234' },
      institutionCategory: { code: 'C220', name: '乡卫生院' },
    });
    expect((await add({ parentId: 'county-hospital', ...codes })).made).toEqual(made);
    expect(await add({ name: '别的卫生院' })).toMatchObject({ code: 'CONFLICT', field: 'id' });
    expect((await desk.join(id, '2026-06-01')).code).toBeUndefined();
    const told = (await harness.database.read.find(OutboxEvent)).filter(
      ({ payload, type }) =>
        type === 'personnel.institution.changed' && JSON.stringify(payload).includes(`"${id}"`),
    );
    expect(told).toMatchObject([{ payload: { institutionId: id, what: 'ADDED' } }]);
  });

  it('changes what is named alone, and clears what may be missing', async () => {
    await add({ parentId: 'county-hospital', ...codes });
    expect((await change({ name: '柳林镇中心卫生院', categoryCode: null })).made).toMatchObject({
      ...{ name: '柳林镇中心卫生院', parent: { id: 'county-hospital' }, institutionCategory: null },
      creditCode: codes.creditCode,
    });
    expect((await change({ name: null, tier: 'COMMUNITY_HEALTH_CENTER' })).made).toMatchObject({
      ...{ name: '柳林镇中心卫生院', tier: 'COMMUNITY_HEALTH_CENTER' },
    });
    const shown = await desk.asked(`{ made: institution(id: "${id}") { tier } }`);
    expect(shown.made).toEqual({ tier: 'COMMUNITY_HEALTH_CENTER' });
  });

  it('warns of odd codes, and refuses none', async () => {
    const { made } = await add({ creditCode: '12340100MB1A2B3C4X', institutionCode: 'PDY12' });
    expect(made).toMatchObject({
      creditCodeWarning: expect.any(String),
      institutionCodeWarning: expect.any(String),
    });
  });

  it.each([
    ['id', { id: 'Upper' }],
    ['id', { id: '-' }],
    ['name', { name: ' ' }],
    ['name', { name: '院'.repeat(101) }],
    ['regionCode', { regionCode: '34179' }],
    ['creditCode', { creditCode: '1'.repeat(19) }],
    ['institutionCode', { institutionCode: '1'.repeat(23) }],
    ['categoryCode', { categoryCode: 'c220' }],
    ['parentId', { parentId: 'nowhere' }],
    ['parentId', { parentId: 'township-dongpu' }],
    ['parentId', { parentId: 'merged', tier: 'VILLAGE_CLINIC' }],
    // Of nobody's the office leads.
    ['parentId', { parentId: 'foreign' }],
    ['parentId', { parentId: 'x'.repeat(40) }],
  ])('refuses a wrong %s: %j', async (field, overrides) => {
    expect(await add(overrides)).toMatchObject(invalid(field));
    const shown = await desk.asked(`{ made: institution(id: "${id}") { id } }`);
    expect(shown.made).toBeNull();
  });

  it('leaves what is owed to it where it is once it was a member', async () => {
    await add();
    expect(await change({ parentId: id })).toMatchObject(invalid('parentId'));
    expect(await change({ regionCode: 'x' })).toMatchObject(invalid('regionCode'));
    expect((await change({ parentId: 'county-hospital' })).made).toMatchObject({
      parent: { id: 'county-hospital' },
    });
    await add({ id: `${id}-village`, tier: 'VILLAGE_CLINIC', parentId: id });
    expect(await change({ tier: 'SHARED_CENTER' })).toMatchObject(invalid('tier'));
    expect((await desk.join(id, '2026-12-01')).code).toBeUndefined();
    expect(await change({ tier: 'COMMUNITY_HEALTH_CENTER' })).toMatchObject(invalid('tier'));
    expect(await change({ parentId: null })).toMatchObject(invalid('parentId'));
    expect((await change({ name: '柳林镇中心卫生院' })).code).toBeUndefined();
  });

  it('refuses what is a part of another', async () => {
    id = 'merged';
    expect(await change({ name: 'another' })).toMatchObject(invalid('id'));
  });

  it('is kept by the office of who leads the community, for those it manages', async () => {
    const refused = { code: 'FORBIDDEN' };
    for (const viewer of [
      ...[aViewer('PERSONNEL_MANAGER'), aViewer('ADMIN')],
      aViewer('COMMUNITY_OFFICE', 'people-hospital'),
    ]) {
      expect(await add({}, viewer)).toMatchObject(refused);
      expect(await change({ name: 'x' }, viewer)).toMatchObject(refused);
    }
    const loose = aViewer('COMMUNITY_OFFICE', 'city-hospital');
    const named = async (of: string, viewer = office) => {
      id = of;
      return (await change({ regionCode: '341700' }, viewer)).code ?? 'changed';
    };
    expect(await named('township-shahe')).toBe('changed');
    expect(await named('township-shahe', loose)).toBe('FORBIDDEN');
    // Which came with the county is none of an office's.
    for (const other of ['alone', 'foreign', 'nowhere', 'x'.repeat(40)])
      expect(await named(other)).toBe('FORBIDDEN');
  });

  it('holds one of two that are told at once of an id', async () => {
    const names = ['甲', '乙'];
    const answers = await Promise.all(names.map((name) => add({ name })));
    expect(codesOf(answers)).toEqual(['CONFLICT', 'done']);
    const both = await Promise.all([change({ name: '丙' }), change({ creditCode: '1' })]);
    expect(codesOf(both)).toEqual(['done', 'done']);
    const shown = await desk.asked(`{ made: institution(id: "${id}") { name creditCode } }`);
    expect(shown.made).toEqual({ name: '丙', creditCode: '1' });
  });
});
