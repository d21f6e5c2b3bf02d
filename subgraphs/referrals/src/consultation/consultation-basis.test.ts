import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aConsultation, consultationClient, severalAsked } from '../testing/consultation.client';
import { doctor, openReferralDesk, type ReferralDesk, sender } from '../testing/referral-desk';
import { Consultation } from './consultation.entity';
import { ConsultationInvitation } from './consultation-invitation.entity';

const people = aViewer('CLINICIAN', 'people-hospital');
const start = new Date('2026-06-01T01:00:00Z');
const one = ['patient-1'];

describeOnBothDatabases('the basis of who is asked in a consultation', (kind) => {
  let desk: ReferralDesk;
  const client = consultationClient(() => desk);
  let made = 0;
  const asked = async (overrides: object = {}) => {
    made += 1;
    return (await client.request(aConsultation(`basis-${made}`, overrides))).made?.id ?? '';
  };
  const bases = async (at: string) => {
    desk.clock.now = new Date(at);
    return [await client.basisOf('county-hospital'), await client.basisOf('people-hospital')];
  };
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
  });
  beforeEach(async () => {
    desk.clock.now = start;
    await desk.harness.database.transaction(async (manager) => {
      for (const entity of [ConsultationInvitation, Consultation])
        await manager.createQueryBuilder().delete().from(entity).execute();
    });
  });
  afterAll(() => desk?.stop());

  it('ends by itself where nobody ends the consultation', async () => {
    await asked(severalAsked);
    expect(await bases('2026-07-31T15:59:59.999Z')).toEqual([one, one]);
    expect(await bases('2026-07-31T16:00:00.000Z')).toEqual([[], []]);
  });

  it('lasts some days after the end for who took part, and for nobody else', async () => {
    const id = await asked({
      invited: [...severalAsked.invited, { institutionId: 'township-xiling' }],
      feeItemCode: 'YCHZ-2',
    });
    await client.answer(doctor, id, '意见');
    await client.step(people, 'acceptConsultation', id);
    await client.step(sender, 'closeConsultation', id);
    expect(await client.basisOf('township-xiling')).toEqual([]);
    expect(await bases('2026-07-01T15:59:59.999Z')).toEqual([one, one]);
    expect(await bases('2026-07-01T16:00:00.000Z')).toEqual([[], []]);
  });

  it('is not made longer by an end that comes late', async () => {
    const id = await asked(severalAsked);
    await client.answer(doctor, id, '意见');
    desk.clock.now = new Date('2026-07-30T01:00:00Z');
    expect((await client.step(sender, 'closeConsultation', id, '', {})).refusal).toBeUndefined();
    expect(await bases('2026-07-31T16:00:00.000Z')).toEqual([[], []]);
  });

  it('ends at once for who declines, and for all where it is cancelled', async () => {
    const id = await asked(severalAsked);
    const declined = await client.step(people, 'declineConsultation', id, ', reason: "无此专科"');
    expect(declined.made).toBe(true);
    expect(await bases(start.toISOString())).toEqual([one, []]);
    expect((await client.seen(people, id)).refusal).toMatchObject({ code: 'FORBIDDEN' });
    await client.step(doctor, 'acceptConsultation', id);
    await client.step(sender, 'cancelConsultation', id, ', reason: "患者已离院"');
    expect(await bases(start.toISOString())).toEqual([[], []]);
  });

  it('stays with an institution while one of its departments is asked', async () => {
    const id = await asked({
      invited: ['心血管内科', '呼吸内科'].map((department) => ({
        ...{ department, institutionId: 'county-hospital' },
      })),
      feeItemCode: 'YCHZ-2',
    });
    const decline = (department: string) =>
      client.step(
        ...([doctor, 'declineConsultation', id] as const),
        `, reason: "无床", department: "${department}"`,
      );
    await decline('心血管内科');
    expect(await client.basisOf('county-hospital')).toEqual(one);
    await decline('呼吸内科');
    expect(await client.basisOf('county-hospital')).toEqual([]);
  });

  it('is ended by who asked also where the record is closed to her by now', async () => {
    const id = await asked();
    await client.answer(doctor, id, '意见');
    expect(await client.step(sender, 'closeConsultation', id, ', outcome: "好"', {})).toEqual({
      ...{ made: null, refusal: undefined },
    });
    expect((await client.seen(sender, id)).made).toMatchObject({ status: 'CLOSED', outcome: '好' });
    const open = await asked();
    // How it stands is not told to whom the record is closed.
    const refused = (await client.step(sender, 'closeConsultation', open, '', {})).refusal;
    expect(refused).toEqual({ code: 'FORBIDDEN', consultationId: open });
    expect((await client.step(sender, 'closeConsultation', open)).refusal?.code).toBe('CONFLICT');
    const stranger = aViewer('CLINICIAN', 'township-xiling');
    for (const viewer of [stranger, doctor])
      expect((await client.step(viewer, 'closeConsultation', id)).refusal).toMatchObject({
        ...{ code: 'FORBIDDEN', consultationId: id },
      });
  });
});
