import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { laterMonth, monthOf } from '@lianyi/shared/time/calendar-month';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { valueAt } from '../support/value-at';

const manager = 'personnel-manager@county-hospital';
const host = 'personnel-manager@township-dongpu';
/** The last one that is over; the demo county’s visitors are others. */
const month = laterMonth(monthOf(new Date()), -1);
const visitor = 'p-county-hospital-03';
const witness = 'p-township-dongpu-01';
const times = `startedAt: "${month}-15T14:00:00+08:00", endedAt: "${month}-15T16:30:00+08:00"`;

describe.each<TopologyKind>(['one process', 'apart'])('a visit to a township (%s)', (topology) => {
  let county: TestCounty;
  let id = '';
  const done = async (user: string, query: string) => {
    const { data, errors } = await county.run(user, query);
    expect(errors).toBeUndefined();
    return data;
  };
  const log = () =>
    done(
      manager,
      `mutation { visit: logOutreachVisit(input: { practitionerId: "${visitor}", hostId: "township-dongpu", kind: CASE_DISCUSSION, ${times}, topic: "死亡病例讨论", peopleTaught: 9, idempotencyKey: "JOURNEY" }) { id confirmedBy { id } } }`,
    );
  const compliance = async () => {
    const period = `{ start: "${month}-01", end: "${month}-28" }`;
    const data = await done(
      manager,
      `{ guidance: guidanceCompliance(period: ${period}, institutionId: "township-dongpu") { kind done } }`,
    );
    const rows = data?.guidance as { kind: string; done: number }[];
    return rows.find(({ kind }) => kind === 'CASE_DISCUSSION')?.done;
  };
  const statement = async () => {
    const data = await done(
      manager,
      `{ sheet: outreachStatements(month: "${month}", practitionerId: "${visitor}") { unconfirmed total practitioner { id } lines { visit { id } } } }`,
    );
    return data?.sheet;
  };
  beforeAll(async () => {
    county = await startCounty({ patients: 10, topology });
  }, 120_000);
  afterAll(() => county?.stop());

  it('is logged, and waits on the worklist of its host', async () => {
    id = String(valueAt(await log(), 'visit', 'id'));
    expect(String(valueAt(await log(), 'visit', 'id'))).toBe(id);
    const waiting = await done(
      host,
      `{ outreachVisits(month: "${month}", unconfirmed: true) { nodes { id } } }`,
    );
    expect(waiting?.outreachVisits).toMatchObject({ nodes: expect.arrayContaining([{ id }]) });
  });

  it('counts for nothing before the host bears witness', async () => {
    expect(await compliance()).toBe(0);
    expect(await statement()).toEqual([
      { unconfirmed: 1, total: 0, practitioner: { id: visitor }, lines: [] },
    ]);
  });

  it('is confirmed there, and then compliance and statement agree with the log', async () => {
    const confirm = `mutation { confirmOutreachVisit(id: "${id}", practitionerId: "${witness}") { confirmedBy { id } } }`;
    expect((await county.run(manager, confirm)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await done(host, confirm))?.confirmOutreachVisit).toEqual({
      confirmedBy: { id: witness },
    });
    expect(await compliance()).toBe(1);
    expect(await statement()).toEqual([
      {
        ...{ unconfirmed: 0, total: 13_000, practitioner: { id: visitor } },
        lines: [{ visit: { id } }],
      },
    ]);
  });

  it('stands on the sheet of the finance office, for who may have it', async () => {
    const get = async (user: string, asked = `?month=${month}&practitionerId=${visitor}`) => {
      const headers = { authorization: `Bearer ${await county.token(user)}` };
      return fetch(`${county.gateway.url}/outreach/statement.csv${asked}`, { headers });
    };
    const answer = await get('community-office@county-hospital');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      ...[200, 'text/csv; charset=utf-8'],
    ]);
    const lines = (await answer.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`${month}-15,14:00,16:30,疑难、死亡病例讨论,死亡病例讨论,1,0,9,`);
    expect(lines[2]).toMatch(/,合计,+100\.00,30\.00,130\.00$/);
    expect((await get('clinician@county-hospital')).status).toBe(403);
    expect((await get(manager, '?month=13')).status).toBe(400);
    expect((await get(manager, '')).status).toBe(400);
  });
});
