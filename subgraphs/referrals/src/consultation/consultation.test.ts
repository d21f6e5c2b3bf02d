import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aConsultation, consultationClient, severalAsked } from '../testing/consultation.client';
import { aReferral } from '../testing/referral.factory';
import {
  doctor,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
} from '../testing/referral-desk';

const people = aViewer('CLINICIAN', 'people-hospital');
const stranger = aViewer('CLINICIAN', 'township-xiling');
const start = new Date('2026-06-01T01:00:00Z');
const others = { id: 'of-another', patientId: 'patient-2', toInstitutionId: 'people-hospital' };

describeOnBothDatabases('a consultation', (kind) => {
  let desk: ReferralDesk;
  const client = consultationClient(() => desk);
  let made = 0;
  const key = () => {
    made += 1;
    return `ask-${made}`;
  };
  const asked = async (overrides: object = {}) =>
    (await client.request(aConsultation(key(), overrides))).made?.id ?? '';
  beforeAll(async () => {
    desk = await openReferralDesk(kind, [aReferral(others)]);
  });
  beforeEach(() => {
    desk.clock.now = start;
  });
  afterAll(() => desk?.stop());

  it('goes to another institution, is answered, and closed by who asked', async () => {
    const { made: requested } = await client.request(aConsultation(key()));
    const id = requested?.id ?? '';
    expect(requested).toMatchObject({
      ...{ kind: 'SINGLE', status: 'REQUESTED', feeItem: { code: 'YCHZ-1', yuan: '150.00' } },
      invitations: [{ status: 'INVITED', dueAt: '2026-06-01T13:00:00+08:00' }],
    });
    expect((await client.step(doctor, 'acceptConsultation', id)).made).toMatchObject({
      invitations: [{ status: 'ACCEPTED', by: doctor.name }],
    });
    const { made: answered } = await client.answer(doctor, id, '建议急诊上转');
    expect(answered).toMatchObject({
      invitations: [{ status: 'ANSWERED', opinion: '建议急诊上转', plan: null }],
    });
    const closed = await client.step(sender, 'closeConsultation', id, ', outcome: "已上转"');
    expect(closed.made).toMatchObject({
      ...{ status: 'CLOSED', outcome: '已上转' },
      answers: ['REQUEST', 'ACCEPT', 'ANSWER', 'CLOSE'].map((step) => ({ step })),
    });
  });

  it('is multi-disciplinary where several are asked, each with its own answer', async () => {
    const id = await asked(severalAsked);
    await client.answer(doctor, id, '心内科意见');
    const { made: both } = await client.answer(people, id, '呼吸科意见');
    expect(both).toMatchObject({
      kind: 'MULTI_DISCIPLINARY',
      invitations: [{ opinion: '心内科意见' }, { opinion: '呼吸科意见' }],
    });
  });

  it('is one consultation however often its request comes, and CONFLICT with other content', async () => {
    const again = aConsultation(key());
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.request(again)));
    expect(new Set(answers.map(({ made: one }) => one?.id)).size).toBe(1);
    expect(answers[0]?.made).toMatchObject({ invitations: [{}], answers: [{ step: 'REQUEST' }] });
    const blanks = { ...again, question: `${again.question} ` };
    expect((await client.request(blanks)).made?.id).toBe(answers[0]?.made?.id);
    expect((await client.request({ ...again, question: '另一个问题' })).refusal).toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('is open to who takes part alone, and a basis for the asked', async () => {
    const id = await asked();
    expect(await client.basisOf('county-hospital')).toEqual(['patient-1']);
    expect(await client.basisOf('township-dongpu')).toEqual([]);
    const refused = { code: 'FORBIDDEN', consultationId: id };
    expect((await client.seen(stranger, id)).refusal).toMatchObject(refused);
    expect((await client.seen(receiver, id)).refusal).toMatchObject({ code: 'FORBIDDEN' });
    expect((await client.seen(doctor, id, {})).refusal).toMatchObject(refused);
    for (const viewer of [sender, doctor])
      expect((await client.seen(viewer, id)).made).toMatchObject({ id });
    const none = (await client.seen(doctor, 'none')).refusal;
    expect(none).toMatchObject({ code: 'FORBIDDEN', consultationId: 'none' });
  });

  it('refuses what cannot be asked, and names the field', async () => {
    const refusal = async (overrides: object, viewer = sender) =>
      (await client.request(aConsultation(key(), overrides), viewer)).refusal;
    const invited = (...ids: string[]) => ({
      invited: ids.map((institutionId) => ({ institutionId })),
    });
    for (const [field, overrides] of [
      ['invited', { invited: [] }],
      ['invited[0].institutionId', invited('township-dongpu')],
      ['invited[0].institutionId', invited('city-hospital')],
      ['invited[1].institutionId', invited('county-hospital', 'county-hospital')],
      ['question', { question: '  ' }],
      ['diagnoses', { diagnoses: [] }],
      ['reportIds[0]', { reportIds: ['lab-2'] }],
      ['feeItemCode', { feeItemCode: 'YCHZ-2' }],
      ['feeItemCode', { feeItemCode: 'NONE' }],
    ] as const)
      expect([field, await refusal(overrides)]).toMatchObject([
        field,
        { code: 'INVALID_INPUT', field },
      ]);
    expect(await refusal({ referralId: 'of-another' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal({}, receiver)).toMatchObject({ code: 'FORBIDDEN' });
    for (const access of [
      { scope: 'OWN', basis: 'OWN_DATA' },
      { basis: 'CONSULTATION' },
      { basis: 'BREAK_GLASS' },
    ] as const) {
      const open = { 'patient-1': access };
      expect((await client.request(aConsultation(key()), sender, open)).refusal).toMatchObject({
        ...{ code: 'FORBIDDEN', patientId: 'patient-1' },
      });
    }
    const { refusal: closed } = await client.request(aConsultation(key()), sender, {});
    expect(closed).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is written and read of what is sensitive by who may know it alone', async () => {
    const kept = { 'patient-1': { sensitive: false } };
    const diagnoses = [{ system: 'ICD-10', code: 'F20.0', display: '精神分裂症' }];
    const input = aConsultation(key(), { diagnoses });
    expect((await client.request(input, sender, kept)).refusal).toMatchObject({
      code: 'FORBIDDEN',
    });
    const id = (await client.request(input)).made?.id ?? '';
    expect((await client.seen(doctor, id)).made).toMatchObject({ id });
    expect((await client.seen(doctor, id, kept)).refusal).toMatchObject({ code: 'FORBIDDEN' });
    expect((await client.listed(doctor, 'side: RECEIVED, first: 100', kept)).ids).not.toContain(id);
  });
});
