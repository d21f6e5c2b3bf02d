import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aConsultation, consultationClient, severalAsked } from '../testing/consultation.client';
import { memberOffice, office } from '../testing/outward.client';
import { doctor, openReferralDesk, type ReferralDesk, sender } from '../testing/referral-desk';

const people = aViewer('CLINICIAN', 'people-hospital');
const start = new Date('2026-06-01T01:00:00Z');
const hour = 3_600_000;

describeOnBothDatabases('lists and counts of consultations', (kind) => {
  let desk: ReferralDesk;
  const client = consultationClient(() => desk);
  let made = 0;
  const asked = async (overrides: object = {}) => {
    made += 1;
    return (await client.request(aConsultation(`list-${made}`, overrides))).made?.id ?? '';
  };
  const received = async (more = '') =>
    (await client.listed(doctor, `side: RECEIVED, first: 100${more}`)).ids;
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
  });
  beforeEach(() => {
    desk.clock.now = start;
  });
  afterAll(() => desk?.stop());

  it('hold what was asked and what one is asked, in pages that lose and double none', async () => {
    desk.clock.now = new Date(start.getTime() + 4000);
    const ids = [await asked(), await asked(), await asked()];
    await client.step(doctor, 'declineConsultation', ids[1] ?? '', ', reason: "无会诊医生"');
    const sent = await client.listed(sender, 'side: SENT, first: 100');
    expect(ids.every((id) => sent.ids.includes(id))).toBe(true);
    const all = (await client.listed(doctor, 'side: RECEIVED, first: 100')).ids;
    expect(all).not.toContain(ids[1]);
    const seen: string[] = [];
    let after = '';
    do {
      const page = await client.listed(doctor, `side: RECEIVED, first: 2${after}`);
      seen.push(...page.ids);
      after = page.hasNextPage ? `, after: "${page.endCursor}"` : '';
    } while (after !== '');
    expect(seen).toEqual(all);
    await client.answer(doctor, ids[0] ?? '', '意见');
    await client.step(sender, 'closeConsultation', ids[0] ?? '');
    expect(await received(', status: CLOSED')).toEqual([ids[0]]);
    expect(await received(', status: REQUESTED')).not.toContain(ids[0]);
    expect((await client.listed(doctor, 'side: RECEIVED', {})).ids).toEqual([]);
  });

  it('hold one that asks several departments once, whatever the page', async () => {
    const invited = ['心血管内科', '呼吸内科', '神经内科'].map((department) => ({
      ...{ department, institutionId: 'county-hospital' },
    }));
    desk.clock.now = new Date(start.getTime() + 5000);
    const ids = [await asked(), await asked({ invited, feeItemCode: 'YCHZ-2' }), await asked()];
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const page = await client.listed(doctor, `side: RECEIVED, first: 1${after}`);
      seen.push(...page.ids);
      if (!page.hasNextPage) break;
      after = `, after: "${page.endCursor}"`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(ids));
    const said = ', reason: "无床", department: "呼吸内科"';
    await client.step(doctor, 'declineConsultation', ids[1] ?? '', said);
    expect((await received()).filter((id) => id === ids[1])).toHaveLength(1);
  });

  it('tell what is late, of the own institution, and what ran out', async () => {
    const late = async (viewer: typeof doctor, side: string) =>
      (await client.listed(viewer, `side: ${side}, first: 100, overdue: true`)).ids;
    desk.clock.now = new Date(start.getTime() - 2 * hour);
    const id = await asked(severalAsked);
    // Urgent: four hours.
    desk.clock.now = new Date(start.getTime() + 2 * hour);
    expect(await late(doctor, 'RECEIVED')).not.toContain(id);
    desk.clock.now = new Date(start.getTime() + 2 * hour + 1);
    for (const viewer of [doctor, people]) expect(await late(viewer, 'RECEIVED')).toContain(id);
    await client.answer(people, id, '意见');
    expect(await late(people, 'RECEIVED')).not.toContain(id);
    expect(await late(sender, 'SENT')).toContain(id);
    desk.clock.now = new Date('2026-03-01T01:00:00Z');
    const old = await asked();
    desk.clock.now = new Date('2026-04-30T15:59:59.999Z');
    expect((await client.seen(sender, old)).made).toMatchObject({ status: 'REQUESTED' });
    desk.clock.now = new Date('2026-04-30T16:00:00.000Z');
    expect((await client.seen(sender, old)).made).toMatchObject({ status: 'EXPIRED' });
    expect((await client.listed(sender, 'side: SENT, status: EXPIRED')).ids).toEqual([old]);
    expect(await late(sender, 'SENT')).not.toContain(old);
    expect(await received(', status: REQUESTED')).not.toContain(old);
  });

  it('are counted for the year, with what is missing and what waits', async () => {
    const xiling = aViewer('CLINICIAN', 'township-xiling');
    const invited = { invited: [{ institutionId: 'township-xiling' }] };
    desk.clock.now = new Date('2025-05-01T01:00:00Z');
    await client.answer(xiling, await asked(invited), '意见');
    await asked(invited);
    desk.clock.now = new Date(start.getTime() - 4 * hour - 1);
    await asked(invited);
    desk.clock.now = start;
    await asked(invited);
    const query = (year: number) =>
      `{ of: consultationUse(year: ${year}) { institution { id } asked answered missing waiting late } }`;
    desk.harness.statements.length = 0;
    const { data } = await desk.harness.run(office, query(2025));
    expect(desk.harness.statements).toHaveLength(1);
    const rows = data?.of as { institution: { id: string } }[];
    const rowOf = (id: string) => rows.find(({ institution }) => institution.id === id);
    expect(rowOf('township-xiling')).toEqual({
      ...{ institution: { id: 'township-xiling' }, asked: 0, answered: 1, missing: 1 },
      ...{ waiting: 2, late: 1 },
    });
    expect(rowOf('township-dongpu')).toMatchObject({ asked: 1, answered: 0, missing: 1 });
    const own = (await desk.harness.run(memberOffice, query(2024))).data?.of;
    expect(own).toEqual([
      {
        ...{ institution: { id: 'township-dongpu' }, asked: 0, answered: 0, missing: 2 },
        ...{ waiting: 0, late: 0 },
      },
    ]);
    const { errors } = await desk.harness.run(office, query(26));
    expect(errors).toMatchObject([{ extensions: { field: 'year' } }]);
  });
});
