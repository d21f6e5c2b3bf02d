import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Institution } from '../institution/institution.entity';
import { aPractitioner } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { postingCounty } from '../testing/posting-county';
import { licensed } from '../testing/staff-desk';
import { risen, staffRoll } from '../testing/staff-roll';

const manager = aViewer('PERSONNEL_MANAGER');

describeOnBothDatabases('a list of staff that is enacted', (kind) => {
  let harness: SubgraphHarness;
  const roll = staffRoll(() => harness);
  beforeAll(async () => {
    const people = ['told', 'race', 'stale', 'whole'].map((id) =>
      aPractitioner({ id, titleSince: '2015-01-01' }),
    );
    harness = await startPersonnel(kind, [...postingCounty(), ...people]);
  });
  afterAll(() => harness?.stop());

  it('tells of everybody it changed once, however often and by however many it is enacted', async () => {
    const id = await roll.drafted(
      { id: 'told', ...risen, ...licensed('120000003') },
      { id: 'whole' },
    );
    const answers = await Promise.all([1, 2, 3].map(() => roll.enact(id)));
    answers.push(await roll.enact(id));
    for (const { list } of answers)
      expect(list).toMatchObject({ id, status: 'ENACTED', changed: 1, unchanged: 1 });
    expect(await roll.eventsOf('told')).toEqual([
      'personnel.practitioner.changed',
      'personnel.licence.changed',
    ]);
    expect(await roll.eventsOf('whole')).toEqual([]);
  });

  it('is one of those that are enacted at once: the others were compared with another record', async () => {
    const lists = await Promise.all(
      ['外科', '儿科', '眼科'].map((specialty) =>
        roll.drafted({ id: 'race', specialty }, { id: 'fresh', specialty }),
      ),
    );
    const answers = await Promise.all(lists.map((id) => roll.enact(id)));
    const won = answers.findIndex(({ list }) => list !== null);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(2);
    const specialty = ['外科', '儿科', '眼科'][won];
    for (const id of ['race', 'fresh'])
      expect((await roll.stored(id)).person).toMatchObject({ specialty });
    const lost = lists.find((_, at) => at !== won);
    const { data } = await harness.run(
      manager,
      'query ($id: ID!) { staffList(id: $id) { status } }',
      { id: lost },
    );
    expect(data).toEqual({ staffList: { status: 'DRAFT' } });
    expect(await roll.enact(lost)).toMatchObject({
      ...{ list: null, code: 'CONFLICT', message: expect.stringContaining('Read the list anew') },
    });
  });

  it('refuses an employer that became a part of another meanwhile', async () => {
    const moves = { id: 'whole', employer: 'township-shahe', employedSince: '2026-05-20' };
    const list = await roll.drafted(moves);
    await harness.database.transaction((rows) =>
      rows.update(Institution, 'township-shahe', {
        ...{ mergedIntoId: 'township-dongpu', mergedOn: '2026-06-01' },
      }),
    );
    expect(await roll.enact(list)).toMatchObject({ list: null, code: 'CONFLICT' });
    expect((await roll.stored('whole')).person).toMatchObject({ employerId: 'county-hospital' });
  });

  it.each([
    [
      'a title',
      'recordTitle(input: { practitionerId: "stale", level: JUNIOR, since: "2026-05-02" })',
    ],
    [
      'an employer',
      'recordEmployment(input: { practitionerId: "stale", employerId: "people-hospital", since: "2026-05-02" })',
    ],
    [
      'a licence',
      'recordLicence(input: { practitionerId: "stale", kind: PHYSICIAN, number: "120000004", issuedOn: "2020-01-01" })',
    ],
  ])('is refused whole where %s was recorded since it was read', async (_what, mutation) => {
    const now = (await roll.stored('stale')).person;
    const employer = now?.employerId ?? '';
    const level = { titleLevel: now?.titleLevel ?? '', titleCode: now?.titleCode ?? '' };
    const id = await roll.drafted({ id: 'aaa-new' }, { id: 'stale', ...level, employer });
    const { errors } = await harness.run(manager, `mutation { ${mutation} { id } }`);
    expect(errors).toBeUndefined();
    expect(await roll.enact(id)).toMatchObject({ list: null, code: 'CONFLICT' });
    expect(await roll.stored('aaa-new')).toMatchObject({ person: null });
  });

  it('and a title told at the same moment are one after the other', async () => {
    const id = await roll.drafted({ id: 'whole', ...risen, specialty: '外科' });
    const title =
      'recordTitle(input: { practitionerId: "whole", level: JUNIOR, since: "2026-05-02" })';
    const [{ list }, { errors }] = await Promise.all([
      roll.enact(id),
      harness.run(manager, `mutation { ${title} { id } }`),
    ]);
    expect(errors).toBeUndefined();
    const { titles } = await roll.stored('whole');
    const between = list === null ? [] : ['2026-05-01 ASSOCIATE_SENIOR 232'];
    expect(titles).toEqual([
      ...['2015-01-01 INTERMEDIATE 233', ...between, '2026-05-02 JUNIOR null'],
    ]);
  });
});
