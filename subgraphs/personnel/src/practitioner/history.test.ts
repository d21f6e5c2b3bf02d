import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { InstitutionTier } from '../institution/institution.entity';
import { Posting, PostingKind } from '../posting/posting.entity';
import { outreachCounty } from '../testing/outreach-county';
import { anInstitution, aPractitioner } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { TitleLevel } from './practitioner.entity';

const lead = aViewer('PERSONNEL_MANAGER');
const people = aViewer('PERSONNEL_MANAGER', 'people-hospital');
const part = aViewer('CLINICIAN', 'county-hospital', { service: 'pharmacy' });
const junior = { titleLevel: TitleLevel.ASSISTANT, titleCode: '235' };

/** It is noon of 1 June 2026. */
describeOnBothDatabases('the history of a person', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startPersonnel(
      kind,
      [
        ...outreachCounty(),
        aPractitioner({ id: 'riser', titleSince: '2020-01-01', ...junior }),
        aPractitioner({ id: 'unknown', titleSince: null, ...junior }),
        anInstitution({
          ...{ id: 'merged', tier: InstitutionTier.TOWNSHIP_HEALTH_CENTER },
          ...{ mergedIntoId: 'people-hospital', mergedOn: '2026-05-01' },
        }),
        Object.assign(new Posting(), {
          ...{ id: 'posting', practitionerId: 'leaver', kind: PostingKind.MULTI_SITE },
          ...{ fromInstitutionId: 'county-hospital', toInstitutionId: 'township-dongpu' },
          ...{ start: '2026-01-01', plannedEnd: null, end: null, daysPresent: 0 },
          titleAtStart: null,
        }),
        ...['racer', 'mover', 'leaver', 'refused'].map((id) => aPractitioner({ id })),
      ],
      () => new Date('2026-06-01T04:00:00Z'),
    );
  });
  afterAll(() => harness?.stop());

  const run = async (query: string, input: object, viewer = lead) => {
    const { data, errors } = await harness.run(viewer, query, { input });
    const { code, field } = errors?.[0]?.extensions ?? {};
    return { made: data?.made as Record<string, unknown> | undefined, code, field };
  };
  const rise = (practitionerId: string, since: string, more: object = {}, viewer = lead) =>
    run(
      'mutation ($input: TitleInput!) { made: recordTitle(input: $input) { titleLevel titleCode titles { level code since } } }',
      { ...{ practitionerId, since, level: 'JUNIOR', code: '234' }, ...more },
      viewer,
    );
  const move = (practitionerId: string, since: string, employerId: string | null, more = {}) =>
    run(
      'mutation ($input: EmploymentInput!) { made: recordEmployment(input: $input) { employer { id } } }',
      { practitionerId, since, employerId, ...more },
    );
  const prescribes = async (id: string, at: string, on: string) => {
    const { data } = await harness.run(
      part,
      'query ($ids: [ID!]!, $at: ID!, $on: Date!) { mayPractice(practitionerIds: $ids, institutionId: $at, on: $on) { prescribe } }',
      { ids: [id], at, on },
    );
    return (data?.mayPractice as { prescribe: boolean }[] | undefined)?.[0]?.prescribe;
  };
  const eventsOf = async (id: string) => {
    const rows: { payload: string }[] = await harness.database.read.query(
      "SELECT `payload` FROM `outbox_event` WHERE `type` = 'personnel.practitioner.changed'",
    );
    return rows.filter(({ payload }) => payload.includes(`"${id}"`)).length;
  };
  const employed = async (id: string) => {
    const query = `{ institution(id: "${id}") { practitioners(first: 100) { nodes { id } } } }`;
    const { data } = await harness.run(lead, query);
    const listed = data?.institution as { practitioners: { nodes: { id: string }[] } } | undefined;
    return listed?.practitioners.nodes.map((one) => one.id);
  };
  const assistant = { level: 'ASSISTANT', code: '235' };
  const asJunior = { level: 'JUNIOR', code: '234', since: '2026-05-01' };

  it('keeps each title from its day on', async () => {
    const titles = [{ ...assistant, since: '2020-01-01' }, asJunior];
    const outcome = await rise('riser', '2026-05-01');
    expect(outcome.made).toEqual({ titleLevel: 'JUNIOR', titleCode: '234', titles });
    expect((await rise('unknown', '2026-05-01')).made?.titles).toEqual([
      { ...assistant, since: null },
      asJunior,
    ]);
  });

  it('answers a past day by the title of that day', async () => {
    const days = ['2019-12-31', '2020-01-01', '2026-04-30', '2026-05-01'];
    const may = await Promise.all(days.map((on) => prescribes('riser', 'county-hospital', on)));
    expect(may).toEqual([false, false, false, true]);
  });

  it('changes nothing when it is told again, and is told once', async () => {
    expect((await rise('riser', '2026-05-01')).made).toMatchObject({ titleLevel: 'JUNIOR' });
    expect(await eventsOf('riser')).toBe(1);
  });

  it('takes one of two titles of a day told at once, and is put right on purpose alone', async () => {
    const codes = ['232', '231', '232', '231'];
    const outcomes = await Promise.all(
      codes.map((code) =>
        rise('racer', '2026-05-02', {
          ...{ code, level: code === '232' ? 'ASSOCIATE_SENIOR' : 'SENIOR' },
        }),
      ),
    );
    const refused = outcomes.filter((one) => one.code === 'CONFLICT' && one.field === 'since');
    expect(refused).toHaveLength(2);
    const right = { level: 'INTERMEDIATE', code: null, corrects: true };
    expect((await rise('racer', '2026-05-02', right)).made?.titles).toEqual([
      { level: 'INTERMEDIATE', code: '233', since: null },
      { level: 'INTERMEDIATE', code: null, since: '2026-05-02' },
    ]);
  });

  it.each([
    ['a day to come', '2026-06-02', {}, 'since'],
    ['a day before the last one', '2026-04-30', {}, 'since'],
    ['what is so since before', '2026-05-03', {}, 'since'],
    ['a code of another level', '2026-05-04', { code: '233' }, 'code'],
    ['a code that is none', '2026-05-04', { code: '4' }, 'code'],
    [
      'nothing put right',
      '2026-05-04',
      { ...{ level: 'SENIOR', code: '231' }, corrects: true },
      'corrects',
    ],
  ])('refuses %s', async (_, since, more, field) => {
    const outcome = await rise('riser', since, more);
    expect(outcome).toEqual({ made: undefined, code: 'INVALID_INPUT', field });
  });

  it('is written by who manages the person alone', async () => {
    expect(await rise('refused', '2026-05-01', {}, people)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await rise('nobody', '2026-05-01')).toMatchObject({ code: 'NOT_FOUND' });
    for (const employer of ['city-hospital', 'merged'])
      expect(await move('refused', '2026-05-01', employer)).toMatchObject({
        ...{ code: 'INVALID_INPUT', field: 'employerId' },
      });
  });

  it('lets who moves practise at the one until the day before, and at the other from then on', async () => {
    const { made } = await move('mover', '2026-05-10', 'people-hospital');
    expect(made).toEqual({ employer: { id: 'people-hospital' } });
    const at = (place: string) =>
      Promise.all(['2026-05-09', '2026-05-10'].map((on) => prescribes('mover', place, on)));
    expect(await at('county-hospital')).toEqual([true, false]);
    expect(await at('people-hospital')).toEqual([false, true]);
    expect(await employed('people-hospital')).toContain('mover');
  });

  it('lets who leaves practise until her last day, and lists her no longer', async () => {
    await move('leaver', '2026-05-20', null);
    expect(await prescribes('leaver', 'county-hospital', '2026-05-19')).toBe(true);
    expect(await prescribes('leaver', 'county-hospital', '2026-05-20')).toBe(false);
    expect(await employed('county-hospital')).not.toContain('leaver');
    // Her posting stands, and gives her nothing any more.
    expect(await prescribes('leaver', 'township-dongpu', '2026-05-19')).toBe(true);
    expect(await prescribes('leaver', 'township-dongpu', '2026-05-20')).toBe(false);
    const posting = { kind: 'MULTI_SITE', toInstitutionId: 'township-shahe', start: '2026-06-01' };
    const again = await run(
      'mutation ($input: PostingInput!) { made: startPosting(input: $input) { id } }',
      { practitionerId: 'leaver', ...posting },
    );
    expect(again).toEqual({ made: undefined, code: 'INVALID_INPUT', field: 'practitionerId' });
    await move('leaver', '2026-06-01', 'county-hospital');
    expect(await prescribes('leaver', 'county-hospital', '2026-05-31')).toBe(false);
    expect(await prescribes('leaver', 'county-hospital', '2026-06-01')).toBe(true);
    expect(await employed('county-hospital')).toContain('leaver');
    expect(await eventsOf('leaver')).toBe(2);
  });
});
