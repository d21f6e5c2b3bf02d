import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
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
describeOnBothDatabases('a visit that was logged wrongly', (kind) => {
  let harness: SubgraphHarness;
  let [person, used] = ['', 0];
  let id: unknown;
  const desk = outreachDesk(() => harness);
  beforeAll(async () => {
    harness = await startPersonnel(kind, [...outreachCounty(), ...people]);
  });
  afterAll(() => harness?.stop());
  beforeEach(async () => {
    person = `person-${used}`;
    used += 1;
    id = (await desk.log(person)).made?.id;
  });

  const asked = async (query: string) =>
    (await harness.run(lead, `{ found: ${query} }`)).data?.found;

  it('is taken back once, and leaves its time to another', async () => {
    const again = { idempotencyKey: `${person} two` };
    expect((await desk.log(person, again)).code).toBe('CONFLICT');
    const { made } = await desk.withdraw(id);
    expect(made).toMatchObject({ id, withdrawReason: '录入错误' });
    expect((await desk.withdraw(id, lead, '重复')).made).toEqual(made);
    expect((await desk.log(person, again)).code).toBeUndefined();
  });

  it('waits for nobody any more, and stands in the log and on no statement', async () => {
    await desk.withdraw(id);
    expect((await desk.confirm(id, host)).code).toBe('CONFLICT');
    const waiting = 'outreachVisits(hostId: "township-dongpu", unconfirmed: true) { nodes { id } }';
    expect(JSON.stringify(await asked(waiting))).not.toContain(id);
    const log = `outreachVisits(practitionerId: "${person}") { nodes { id } }`;
    expect(await asked(log)).toEqual({ nodes: [{ id }] });
    expect(
      await asked(`outreachStatements(month: "2026-05", practitionerId: "${person}") { total }`),
    ).toEqual([]);
  });

  it('is taken back by the visitor and who manages her or the host, and by no other', async () => {
    for (const stranger of [
      host,
      at('CLINICIAN', 'county-hospital', 'person-9'),
      at('PERSONNEL_MANAGER', 'township-shahe'),
      aViewer('COMMUNITY_OFFICE'),
    ])
      expect((await desk.withdraw(id, stranger)).code).toBe('FORBIDDEN');
    expect((await desk.withdraw('none')).code).toBe('FORBIDDEN');
    for (const side of [
      at('CLINICIAN', 'county-hospital', person),
      at('PERSONNEL_MANAGER', 'township-dongpu'),
    ])
      expect((await desk.withdraw(id, side)).code).toBeUndefined();
  });

  it('needs a reason', async () => {
    expect(await desk.withdraw(id, lead, ' ')).toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'reason' },
    });
  });

  it('is confirmed or taken back by many at once, and never both', async () => {
    const answers = await Promise.all([
      ...[desk.confirm(id, host), desk.withdraw(id), desk.confirm(id, host), desk.withdraw(id)],
    ]);
    const codes = answers.map(({ code }) => code ?? 'done');
    expect([
      ['done', 'CONFLICT', 'done', 'CONFLICT'],
      ['CONFLICT', 'done', 'CONFLICT', 'done'],
    ]).toContainEqual(codes);
  });
});
