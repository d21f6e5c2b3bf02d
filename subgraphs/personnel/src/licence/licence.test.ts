import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { PractitionerCategory, TitleLevel } from '../practitioner/practitioner.entity';
import { licenceDesk } from '../testing/licence-desk';
import { outreachCounty } from '../testing/outreach-county';
import { aPractitioner } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';

const lead = aViewer('PERSONNEL_MANAGER');
const people = aViewer('PERSONNEL_MANAGER', 'people-hospital');

/** It is noon of 1 June 2026. */
describeOnBothDatabases('licences to practise', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    const names = [
      'doctor',
      'other',
      'first',
      'second',
      'unlicensed',
      'rights',
      'renewed',
      'late',
      'later',
    ];
    harness = await startPersonnel(
      kind,
      [
        ...outreachCounty(),
        ...names.map((id) => aPractitioner({ id })),
        aPractitioner({ id: 'of-people', employerId: 'people-hospital' }),
        aPractitioner({
          ...{ id: 'villager', category: PractitionerCategory.VILLAGE_DOCTOR, titleCode: null },
          ...{ titleLevel: TitleLevel.NONE, employerId: 'township-dongpu' },
        }),
      ],
      () => new Date('2026-06-01T04:00:00Z'),
    );
  });
  afterAll(() => harness?.stop());

  const { end, eventsOf, licencesOf, list, prescribes, record } = licenceDesk(() => harness);

  it('are registered once, however often they are told', async () => {
    const given = { category: 'TCM', scope: '中医专业', expiresOn: '2030-04-30' };
    const first = await record('doctor', '110000000000001', given);
    expect(first.made).toMatchObject({
      ...{ number: '110000000000001', ...given, endedOn: null },
      ...{ practitioner: { id: 'doctor' }, places: [{ id: 'county-hospital' }] },
    });
    expect((await record('doctor', '110000000000001', given)).made?.id).toBe(first.made?.id);
    expect(await eventsOf('doctor')).toBe(1);
  });

  it('are the ones stored when they are told again after the person moved', async () => {
    const first = await record('renewed', '990000000000012');
    const query = `mutation ($input: EmploymentInput!) { made: recordEmployment(input: $input) { id } }`;
    const input = { practitionerId: 'renewed', since: '2026-05-01', employerId: 'people-hospital' };
    await harness.run(lead, query, { input });
    const again = await record('renewed', '990000000000012');
    expect([again.code, again.made?.id]).toEqual([undefined, first.made?.id]);
    const placed = await record('renewed', '990000000000012', { placeIds: ['people-hospital'] });
    expect(placed).toMatchObject({ code: 'CONFLICT', field: 'number' });
  });

  it('keep their number sealed, and show it to who manages the person and herself', async () => {
    const rows: object[] = await harness.database.read.query(
      'SELECT * FROM `practitioner_licence`',
    );
    expect(JSON.stringify(rows)).not.toContain('110000000000001');
    const shown = [{ number: '110000000000001', expiresOn: '2030-04-30' }];
    const herself = aViewer('CLINICIAN', 'county-hospital', { practitionerId: 'doctor' });
    for (const viewer of [lead, herself]) expect(await licencesOf('doctor', viewer)).toEqual(shown);
    for (const viewer of [people, aViewer('CLINICIAN'), aViewer('ADMIN')])
      expect(await licencesOf('doctor', viewer)).toBeNull();
  });

  it('are one person’s, whoever is given the number at once', async () => {
    const outcomes = await Promise.all(
      ['first', 'second', 'first', 'second'].map((id, at) =>
        record(id, '220000000000002', { issuedOn: `2020-05-0${1 + (at % 2)}` }),
      ),
    );
    const made = outcomes.filter((one) => one.made);
    expect(made).toHaveLength(2);
    expect(new Set(made.map((one) => one.made?.id)).size).toBe(1);
    expect(
      outcomes.filter((one) => one.code === 'CONFLICT' && one.field === 'number'),
    ).toHaveLength(2);
  });

  it('of the same term are not registered otherwise', async () => {
    const outcome = await record('doctor', '110000000000001', { expiresOn: '2031-04-30' });
    expect(outcome).toMatchObject({ code: 'CONFLICT', field: 'number' });
  });

  it.each([
    ['issued tomorrow', { issuedOn: '2026-06-02' }, 'issuedOn'],
    ['over before they began', { expiresOn: '2020-04-30' }, 'expiresOn'],
    ['with a number that is none', { number: '12345' }, 'number'],
    ['with letters that are none', { number: '1100-0000' }, 'number'],
    ['of another profession', { kind: 'NURSE' }, 'kind'],
    ['at no place', { placeIds: [] }, 'placeIds'],
    ['with a scope beyond any', { scope: '全'.repeat(101) }, 'scope'],
  ])('are refused %s', async (_, more, field) => {
    const outcome = await record('other', '330000000000003', more);
    expect(outcome).toEqual({ made: undefined, code: 'INVALID_INPUT', field });
  });

  it('of village doctors last five years at most', async () => {
    const given = (expiresOn?: string) =>
      record('villager', '440000000000004', { kind: 'VILLAGE_DOCTOR', expiresOn });
    for (const expiresOn of [undefined, '2025-05-02'])
      expect(await given(expiresOn)).toMatchObject({ code: 'INVALID_INPUT', field: 'expiresOn' });
    expect((await given('2025-05-01')).made).toMatchObject({ expiresOn: '2025-05-01' });
  });

  it('are registered and ended by who manages the person alone', async () => {
    expect(await record('other', '550000000000005', {}, people)).toMatchObject({
      code: 'FORBIDDEN',
    });
    const { made } = await record('of-people', '550000000000006', {}, people);
    expect(made).toBeDefined();
    const elsewhere = aViewer('PERSONNEL_MANAGER', 'township-dongpu');
    const refusals = [
      await end(made?.id, '2026-05-31', elsewhere),
      await end('none', '2026-05-31'),
    ];
    for (const refusal of refusals) expect(refusal.code).toBe('FORBIDDEN');
    expect((await end(made?.id, '2026-05-31')).made).toMatchObject({ endedOn: '2026-05-31' });
  });

  it('let who has one on record practise while one is valid, both days counted', async () => {
    expect(await prescribes('unlicensed', '2026-06-01')).toBe(true);
    await record('rights', '660000000000007', { expiresOn: '2025-04-30' });
    const days = ['2020-04-30', '2020-05-01', '2025-04-30', '2025-05-01'];
    const before = await Promise.all(days.map((on) => prescribes('rights', on)));
    expect(before).toEqual([false, true, true, false]);
    await record('rights', '660000000000007', { issuedOn: '2025-05-01', expiresOn: '2030-04-30' });
    expect(await prescribes('rights', '2025-05-01')).toBe(true);
  });

  it('take the right away with the day after their last one', async () => {
    const { made } = await record('late', '770000000000008');
    expect(await end(made?.id, '2020-04-30')).toMatchObject({ code: 'INVALID_INPUT', field: 'on' });
    expect(await end(made?.id, '2026-06-02')).toMatchObject({ code: 'INVALID_INPUT', field: 'on' });
    const ends = await Promise.all(
      ['2026-05-20', '2026-05-21', '2026-05-20', '2026-05-21'].map((on) => end(made?.id, on)),
    );
    expect(ends.filter((one) => one.code === 'CONFLICT' && one.field === 'on')).toHaveLength(2);
    const last = String(ends.find((one) => one.made)?.made?.endedOn);
    expect(await prescribes('late', last)).toBe(true);
    expect(await prescribes('late', '2026-05-22')).toBe(false);
    expect(await eventsOf('late')).toBe(2);
  });

  it('that end soon and were not renewed are listed, those that are over first', async () => {
    await record('renewed', '880000000000009', { expiresOn: '2026-06-30' });
    await record('renewed', '880000000000009', { issuedOn: '2026-05-30', expiresOn: '2031-05-29' });
    await record('other', '880000000000010', { expiresOn: '2026-08-29' });
    await record('later', '880000000000011', { expiresOn: '2026-08-30' });
    expect((await list('')).ids).toEqual(['villager', 'other']);
    expect((await list('(withinDays: 91)')).ids).toEqual(['villager', 'other', 'later']);
    const { cursor, ids } = await list('(first: 1)');
    expect(ids).toEqual(['villager']);
    expect((await list(`(first: 1, after: "${cursor}")`)).ids).toEqual(['other']);
    expect((await list('(institutionId: "township-dongpu")')).ids).toEqual(['villager']);
    expect((await list('', people)).ids).toEqual([]);
    expect((await list('(institutionId: "county-hospital")', people)).field).toBe('institutionId');
    expect((await list('(withinDays: 0)')).field).toBe('withinDays');
  });
});
