import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Consortium, ConsortiumForm, Integration } from '../consortium/consortium.entity';
import { InstitutionTier } from '../institution/institution.entity';
import { codesOf, office, officeDesk } from '../testing/office-desk';
import { anInstitution } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { anAttending, postingCounty } from '../testing/posting-county';

const led = Array.from({ length: 12 }, (_, at) => `led-${at}`);
const consortia = led.map((id) =>
  Object.assign(new Consortium(), {
    ...{ id, name: id, leadId: 'county-hospital' },
    ...{ form: ConsortiumForm.CITY_GROUP, integration: Integration.LOOSE },
  }),
);

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('a body of a consortium', (kind) => {
  let harness: SubgraphHarness;
  let [consortiumId, used] = ['', 0];
  beforeAll(async () => {
    harness = await startPersonnel(kind, [
      ...[...postingCounty(), ...consortia],
      anInstitution({ id: 'cdc', tier: InstitutionTier.PUBLIC_HEALTH_BODY }),
      ...['first', 'second', 'third'].map((id) => anAttending(id)),
      ...[anAttending('of-dongpu', 'township-dongpu'), anAttending('of-cdc', 'cdc')],
      anAttending('of-city', 'city-hospital'),
    ]);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    consortiumId = led[used++] ?? '';
  });

  const { asked, join } = officeDesk(() => harness);
  const appoint = (text: string, viewer?: Viewer, to = consortiumId) =>
    asked(
      `mutation { made: appointToBody(input: { consortiumId: "${to}", ${text} }) { id role } }`,
      viewer,
    );
  const leadership = (role: string, person: string, start = '2026-01-01', rest = '') =>
    appoint(
      `body: LEADERSHIP, role: ${role}, practitionerId: "${person}", start: "${start}" ${rest}`,
    );
  const end = (id: unknown, lastDay: string, viewer?: Viewer) =>
    asked(`mutation { made: endAppointment(id: "${id}", lastDay: "${lastDay}") { end } }`, viewer);
  const idOf = ({ made }: { made: unknown }) => (made as { id: string }).id;
  const bodies = async (on?: string) => {
    const day = on === undefined ? '' : `(on: "${on}")`;
    const { made } = await asked(
      `{ made: consortia { id bodies${day} { body name lacks seats { role practitioner { id } goals appointedBy } } } }`,
    );
    return (made as Listed[]).find(({ id }) => id === consortiumId)?.bodies ?? [];
  };
  const there = async (on?: string) =>
    (await bodies(on)).flatMap(({ seats }) => seats.map((seat) => seat.practitioner.id));

  it('has who was appointed to it, from the first day to the last or the end of the term', async () => {
    const term = 'termEnd: "2026-12-31", goals: " 基层诊疗量占比 ", appointedBy: "县卫健委"';
    const head = await leadership('HEAD', 'first', '2026-02-01', term);
    await leadership('MEMBER', 'second', '2026-02-01');
    await end(idOf(head), '2026-05-31');
    await leadership('HEAD', 'third', '2026-06-01', term);
    const had: unknown[] = [];
    for (const day of ['2026-01-31', '2026-02-01', '2026-05-31', '2026-06-01', '2026-12-31'])
      had.push(await there(day));
    const [before, after] = [
      ['first', 'second'],
      ['third', 'second'],
    ];
    expect(had).toEqual([[], before, before, after, after]);
    expect(await there('2027-01-01')).toEqual(['second']);
    expect((await bodies())[0]).toMatchObject({
      ...{ body: 'LEADERSHIP', name: '领导班子' },
      seats: [{ role: 'HEAD', goals: '基层诊疗量占比', appointedBy: '县卫健委' }, {}],
    });
  });

  it('lacks what it asks for, until it is there', async () => {
    const lacks = async () => (await bodies())[0]?.lacks;
    for (const id of ['cdc', 'township-dongpu']) await join(id, '2026-01-01', consortiumId);
    await leadership('MEMBER', 'of-cdc');
    expect(await lacks()).toEqual(['NO_HEAD', 'TIER_MISSING']);
    await leadership('MEMBER', 'of-dongpu');
    expect(await lacks()).toEqual(['NO_HEAD']);
    await leadership('HEAD', 'first');
    expect(await lacks()).toEqual(['NO_TERM', 'NO_GOALS']);
    await leadership('DEPUTY', 'second', '2026-01-01', 'termEnd: "2028-12-31", goals: "…"');
    expect(await lacks()).toEqual(['NO_TERM', 'NO_GOALS']);
  });

  it('takes nobody twice on a day, and one head at a time', async () => {
    await leadership('HEAD', 'first');
    expect((await leadership('HEAD', 'first')).code).toBeUndefined();
    expect(await leadership('MEMBER', 'first', '2026-03-01')).toMatchObject({
      ...{ code: 'CONFLICT', field: 'start' },
    });
    expect(await leadership('HEAD', 'second', '2026-03-01')).toMatchObject({
      ...{ code: 'CONFLICT', field: 'role' },
    });
    for (const person of ['second', 'third'])
      expect((await leadership('DEPUTY', person)).code).toBeUndefined();
    expect(
      (
        await appoint(
          'body: LEADING_GROUP, role: HEAD, practitionerId: "first", start: "2026-01-01"',
        )
      ).code,
    ).toBeUndefined();
  });

  it.each([
    ['role', 'role: DIRECTOR, practitionerId: "first", start: "2026-01-01"'],
    ['termEnd', 'role: HEAD, practitionerId: "first", start: "2026-01-01", termEnd: "2025-12-31"'],
    ['practitionerId', 'role: HEAD, practitionerId: "of-city", start: "2026-01-01"'],
    [
      'appointedBy',
      `role: HEAD, practitionerId: "first", start: "2026-01-01", appointedBy: "${'县'.repeat(101)}"`,
    ],
  ])('refuses by name what does not fit: %s', async (field, text) => {
    consortiumId = 'tight';
    expect(await appoint(`body: LEADERSHIP, ${text}`)).toMatchObject({
      ...{ code: 'INVALID_INPUT', field },
    });
  });

  it('is left on a day within the term, once', async () => {
    const id = idOf(await leadership('HEAD', 'first', '2026-01-01', 'termEnd: "2026-12-31"'));
    for (const day of ['2025-12-31', '2027-01-01'])
      expect(await end(id, day)).toMatchObject({ code: 'INVALID_INPUT', field: 'lastDay' });
    for (let again = 0; again < 2; again += 1)
      expect((await end(id, '2026-06-30')).made).toEqual({ end: '2026-06-30' });
    expect(await end(id, '2026-07-31')).toMatchObject({ code: 'CONFLICT', field: 'lastDay' });
  });

  it('is appointed by the office of who leads alone', async () => {
    const id = idOf(await leadership('HEAD', 'first'));
    const text = 'body: OFFICE, role: DIRECTOR, practitionerId: "second", start: "2026-01-01"';
    for (const viewer of [
      aViewer('COMMUNITY_OFFICE', 'township-dongpu'),
      aViewer('PERSONNEL_MANAGER'),
    ]) {
      expect((await appoint(text, viewer)).code).toBe('FORBIDDEN');
      expect((await end(id, '2026-06-30', viewer)).code).toBe('FORBIDDEN');
    }
    expect((await appoint(text, office, 'none')).code).toBe('FORBIDDEN');
    expect((await end('none', '2026-06-30')).code).toBe('FORBIDDEN');
    expect((await leadership('HEAD', 'nobody')).code).toBe('NOT_FOUND');
  });

  it('gets one head by two at once, whose term ends once', async () => {
    const heads = await Promise.all(['first', 'second'].map((one) => leadership('HEAD', one)));
    expect(codesOf(heads)).toEqual(['CONFLICT', 'done']);
    const id = idOf(heads.find(({ code }) => code === undefined) ?? { made: null });
    const ends = await Promise.all(['2026-06-30', '2026-07-31'].map((day) => end(id, day)));
    expect(codesOf(ends)).toEqual(['CONFLICT', 'done']);
  });

  it('is told of with each change, once', async () => {
    const made = await Promise.all([leadership('HEAD', 'first'), leadership('HEAD', 'first')]);
    for (let again = 0; again < 2; again += 1) await end(idOf(made[0]), '2026-06-30');
    const told = await harness.database.read.find(OutboxEvent);
    const payload = { consortiumId, what: 'BODIES', institutionId: 'county-hospital' };
    expect(
      told.filter((event) => JSON.stringify(event.payload).includes(`"${consortiumId}"`)),
    ).toMatchObject([{ payload }, { payload }]);
  });
});

interface Listed {
  readonly id: string;
  readonly bodies: readonly {
    readonly lacks: readonly string[];
    readonly seats: readonly { readonly practitioner: { readonly id: string } }[];
  }[];
}
