import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { outreachCounty } from '../testing/outreach-county';
import { someoneAt as at, outreachDesk } from '../testing/outreach-desk';
import { startPersonnel } from '../testing/personnel.harness';
import { anAttending } from '../testing/posting-county';

const people = Array.from({ length: 10 }, (_, index) => anAttending(`person-${index}`));
const lead = aViewer('PERSONNEL_MANAGER');
const host = at('CLINICIAN', 'township-dongpu', 'host-1');

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('a visit that waits to be confirmed', (kind) => {
  let harness: SubgraphHarness;
  let [person, used] = ['', 0];
  const desk = outreachDesk(() => harness);
  beforeAll(async () => {
    harness = await startPersonnel(kind, [...outreachCounty(), ...people]);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    person = `person-${used}`;
    used += 1;
  });

  const logged = async () => {
    const { made, code } = await desk.log(person);
    expect(code).toBeUndefined();
    return made?.id;
  };
  const confirm = (id: unknown, viewer = host, who?: string) => desk.confirm(id, viewer, who);

  it('is confirmed by the host’s people alone, and never by the visitor', async () => {
    const id = await logged();
    for (const stranger of [
      lead,
      at('CLINICIAN', 'township-shahe', 'of-shahe'),
      at('CLINICIAN', 'township-dongpu', person),
      at('PERSONNEL_MANAGER', 'township-dongpu', person),
      // Signs in at the host, and is employed elsewhere.
      at('CLINICIAN', 'township-dongpu', 'of-shahe'),
    ]) {
      expect((await confirm(id, stranger)).code).toBe('FORBIDDEN');
      expect((await confirm(id, stranger, 'host-1')).code).toBe('FORBIDDEN');
    }
    expect((await confirm('none')).code).toBe('FORBIDDEN');
    expect((await confirm(id)).made).toMatchObject({ confirmedBy: { id: 'host-1' } });
  });

  it('is confirmed for a witness whom the host’s personnel manager names', async () => {
    const manager = at('PERSONNEL_MANAGER', 'township-dongpu');
    const id = await logged();
    for (const nobody of [undefined, 'of-shahe', 'nobody'])
      expect(await confirm(id, manager, nobody)).toMatchObject({
        ...{ code: 'INVALID_INPUT', field: 'practitionerId' },
      });
    expect((await confirm(id, manager, person)).code).toBe('FORBIDDEN');
    expect((await confirm(id, host, 'host-2')).code).toBe('FORBIDDEN');
    expect((await confirm(id, manager, 'host-2')).made).toMatchObject({
      confirmedBy: { id: 'host-2' },
    });
  });

  it('is confirmed once by many at once, and told once', async () => {
    const id = await logged();
    const other = at('CLINICIAN', 'township-dongpu', 'host-2');
    const answers = await Promise.all([host, other, host, other].map((one) => confirm(id, one)));
    expect(answers.filter(({ made }) => made)).toHaveLength(2);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(2);
    const told = (await harness.database.read.find(OutboxEvent)).filter(
      ({ payload }) => (payload as { visitId?: string }).visitId === id,
    );
    expect(told).toMatchObject([
      { type: 'personnel.visit.confirmed', orderKey: 'county-hospital' },
    ]);
    expect(told[0]?.payload).toEqual({
      ...{ visitId: id, practitionerId: person, institutionId: 'county-hospital' },
      ...{ toInstitutionId: 'township-dongpu', day: '2026-05-11' },
    });
  });
});
