import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Posting, PostingKind } from '../posting/posting.entity';
import { PractitionerCategory, TitleLevel } from '../practitioner/practitioner.entity';
import { outreachCounty } from '../testing/outreach-county';
import { aPractitioner } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';

const part = aViewer('CLINICIAN', 'county-hospital', { service: 'pharmacy' });
const lead = aViewer('PERSONNEL_MANAGER');
const aPosting = (id: string, overrides: Partial<Posting>) =>
  Object.assign(new Posting(), {
    ...{ id, practitionerId: 'posted', kind: PostingKind.TOWNSHIP_POSTING },
    ...{ fromInstitutionId: 'county-hospital', toInstitutionId: 'township-dongpu' },
    ...{ start: '2024-02-29', plannedEnd: '2024-12-31', end: null },
    ...{ daysPresent: 0, titleAtStart: null, ...overrides },
  } satisfies Posting);
const { PHARMACIST, PHYSICIAN, NURSE, TECHNICIAN, VILLAGE_DOCTOR } = PractitionerCategory;
const { ASSISTANT, INTERMEDIATE, JUNIOR, NONE } = TitleLevel;
const person = (
  id: string,
  category: PractitionerCategory,
  titleLevel: TitleLevel,
  employerId = 'county-hospital',
) => aPractitioner({ id, category, titleLevel, employerId });

const acts = ['prescribe', 'report', 'sign', 'check', 'dispense'];

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('the right to practise', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startPersonnel(kind, [
      ...outreachCounty(),
      ...[person('posted', PHYSICIAN, INTERMEDIATE), person('sent', PHYSICIAN, INTERMEDIATE)],
      ...[person('nurse', NURSE, INTERMEDIATE), person('technician', TECHNICIAN, JUNIOR)],
      ...[person('pharmacist', PHARMACIST, JUNIOR), person('dispenser', PHARMACIST, ASSISTANT)],
      person('assistant', PHYSICIAN, ASSISTANT),
      person('assistant-there', PHYSICIAN, ASSISTANT, 'township-dongpu'),
      person('villager', VILLAGE_DOCTOR, NONE, 'village-dongpu-1'),
      aPosting('planned', {}),
      aPosting('ended', { start: '2025-03-01', end: '2025-08-30', plannedEnd: '2025-12-31' }),
      aPosting('open', {
        start: '2026-05-01',
        plannedEnd: null,
        toInstitutionId: 'township-shahe',
      }),
    ]);
  });
  afterAll(() => harness?.stop());

  const asked = async (ids: string[], institutionId: string, on: string, viewer = part) => {
    const { data, errors } = await harness.run(
      viewer,
      'query ($ids: [ID!]!, $at: ID!, $on: Date!) { mayPractice(practitionerIds: $ids, institutionId: $at, on: $on) { practitionerId titleLevel prescribe report sign check dispense } }',
      { ids, at: institutionId, on },
    );
    const { code, field } = errors?.[0]?.extensions ?? {};
    return { rights: data?.mayPractice as Record<string, unknown>[] | undefined, code, field };
  };
  const maySay = async (id: string, institutionId: string, on = '2026-06-01') => {
    const rights = (await asked([id], institutionId, on)).rights?.[0] ?? {};
    return acts.filter((act) => rights[act]).join(' ');
  };

  it.each([
    ['posted', 'county-hospital', 'prescribe report sign'],
    ['posted', 'people-hospital', ''],
    ['posted', 'nowhere', ''],
    ['assistant', 'county-hospital', 'report'],
    ['assistant-there', 'township-dongpu', 'prescribe report'],
    ['villager', 'village-dongpu-1', 'prescribe dispense'],
    ['villager', 'township-dongpu', ''],
    ['technician', 'county-hospital', 'report sign'],
    ['pharmacist', 'county-hospital', 'check dispense'],
    ['pharmacist', 'township-dongpu', ''],
    ['dispenser', 'county-hospital', 'dispense'],
    ['nurse', 'county-hospital', ''],
    ['nobody', 'county-hospital', ''],
  ])('of %s at %s is: %s', async (id, institutionId, rights) => {
    expect(await maySay(id, institutionId)).toBe(rights);
  });

  it('is told with the title of who is known', async () => {
    const { rights } = await asked(['assistant', 'nobody'], 'people-hospital', '2026-06-01');
    expect(rights?.map(({ titleLevel }) => titleLevel)).toEqual(['ASSISTANT', null]);
  });

  it.each([
    ['2024-02-28', false],
    ['2024-02-29', true],
    ['2024-12-31', true],
    ['2025-01-01', false],
    ['2025-03-01', true],
    ['2025-08-30', true],
    // Ended before it was planned to.
    ['2025-08-31', false],
  ])('lasts as long as the posting: on %s %s', async (on, may) => {
    expect(await maySay('posted', 'township-dongpu', on)).toBe(may ? 'prescribe report sign' : '');
    expect(await maySay('posted', 'county-hospital', on)).toBe('prescribe report sign');
  });

  it('goes on while a posting is open', async () => {
    expect(await maySay('posted', 'township-shahe', '2031-01-01')).toBe('prescribe report sign');
  });

  it('begins and ends with a posting that is told here', async () => {
    const input = {
      ...{ practitionerId: 'sent', kind: 'TOWNSHIP_POSTING', start: '2026-01-01' },
      toInstitutionId: 'township-dongpu',
    };
    expect(await maySay('sent', 'township-dongpu')).toBe('');
    const { data } = await harness.run(
      lead,
      'mutation ($input: PostingInput!) { startPosting(input: $input) { id } }',
      { input },
    );
    expect(await maySay('sent', 'township-dongpu')).toBe('prescribe report sign');
    const id = (data?.startPosting as { id: string } | undefined)?.id;
    await harness.run(lead, `mutation { endPosting(id: "${id}", end: "2026-05-31") { id } }`);
    expect(await maySay('sent', 'township-dongpu', '2026-05-31')).toBe('prescribe report sign');
    expect(await maySay('sent', 'township-dongpu')).toBe('');
  });

  it('is told of many in their order, in two statements', async () => {
    harness.statements.length = 0;
    const ids = ['nurse', 'posted', 'nobody', 'posted'];
    const { rights } = await asked(ids, 'township-shahe', '2026-06-01');
    expect(rights?.map(({ practitionerId, prescribe }) => [practitionerId, prescribe])).toEqual([
      ...[
        ['nurse', false],
        ['posted', true],
        ['nobody', false],
        ['posted', true],
      ],
    ]);
    const read = harness.statements.filter((text) => /`(?:posting|practitioner)`/.test(text));
    expect(read).toHaveLength(2);
  });

  it('is told to parts alone, and of a page of people at most', async () => {
    for (const viewer of [lead, aViewer('CLINICIAN'), aViewer('ADMIN')])
      expect((await asked(['posted'], 'county-hospital', '2026-06-01', viewer)).code).toBe(
        'FORBIDDEN',
      );
    const many = Array.from({ length: 101 }, (_, index) => `person-${index}`);
    expect(await asked(many, 'county-hospital', '2026-06-01')).toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'practitionerIds' },
    });
    expect((await asked([], 'county-hospital', '2026-06-01')).rights).toEqual([]);
  });
});
