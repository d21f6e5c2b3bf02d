import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aConsultation, consultationClient, severalAsked } from '../testing/consultation.client';
import { doctor, openReferralDesk, type ReferralDesk, sender } from '../testing/referral-desk';

const people = aViewer('CLINICIAN', 'people-hospital');
const start = new Date('2026-06-01T01:00:00Z');
const cancelling = ', reason: "患者已离院"';

describeOnBothDatabases('the steps of a consultation', (kind) => {
  let desk: ReferralDesk;
  const client = consultationClient(() => desk);
  let made = 0;
  const asked = async (overrides: object = {}) => {
    made += 1;
    return (await client.request(aConsultation(`step-${made}`, overrides))).made?.id ?? '';
  };
  const stepsOf = async (id: string) => {
    const { made: seen } = await client.seen(sender, id);
    return ((seen?.answers ?? []) as { step: string }[]).map(({ step }) => step);
  };
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
  });
  beforeEach(() => {
    desk.clock.now = start;
  });
  afterAll(() => desk?.stop());

  it('are a department’s where several of an institution are asked', async () => {
    const invited = ['心血管内科', '呼吸内科'].map((department) => ({
      ...{ department, institutionId: 'county-hospital' },
    }));
    const id = await asked({ invited, feeItemCode: 'YCHZ-2' });
    const { refusal } = await client.answer(doctor, id, '意见');
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'department' });
    const wrong = await client.answer(doctor, id, '意见', ', department: "骨科"');
    expect(wrong.refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'department' });
    await client.answer(doctor, id, '心内科意见', ', department: " 心血管内科 "');
    const { made: seen } = await client.answer(
      doctor,
      id,
      '呼吸科意见',
      ', department: "呼吸内科"',
    );
    expect(seen).toMatchObject({
      kind: 'MULTI_DISCIPLINARY',
      invitations: [
        { department: '呼吸内科', status: 'ANSWERED', opinion: '呼吸科意见' },
        { department: '心血管内科', status: 'ANSWERED', opinion: '心内科意见' },
      ],
      answers: [{}, { department: '心血管内科' }, { department: '呼吸内科' }],
    });
  });

  it('add to an answer that was given, the same once, and leave it as it was', async () => {
    const id = await asked();
    const add = (text: string) =>
      client.step(doctor, 'addToConsultationAnswer', id, `, text: "${text}"`);
    expect((await add('补充')).refusal).toMatchObject({ code: 'CONFLICT', invitation: 'INVITED' });
    await client.answer(doctor, id, '意见');
    expect((await add(' ')).refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'text' });
    await Promise.all(Array.from({ length: 8 }, () => add('补充肌钙蛋白复查')));
    const { made: seen } = await add('再补充');
    expect(seen).toMatchObject({
      invitations: [{ opinion: '意见' }],
      answers: [
        ...[{ step: 'REQUEST', text: null }, { step: 'ANSWER' }],
        ...[
          { step: 'ADD', text: '补充肌钙蛋白复查' },
          { step: 'ADD', text: '再补充' },
        ],
      ],
    });
    await client.step(sender, 'closeConsultation', id);
    expect((await add('太晚')).refusal).toMatchObject({ code: 'CONFLICT', status: 'CLOSED' });
  });

  it('are done once where they are sent again, the same', async () => {
    const twice = async (...step: Parameters<typeof client.step>) => {
      const answers = [await client.step(...step), await client.step(...step)];
      expect(answers.map(({ refusal }) => refusal)).toEqual([undefined, undefined]);
      expect(answers[1]?.made).toEqual(answers[0]?.made);
    };
    const [id, other, third] = [await asked(), await asked(), await asked()];
    await twice(doctor, 'acceptConsultation', id);
    await twice(doctor, 'answerConsultation', id, ', opinion: "意见", plan: "住院"');
    await twice(sender, 'closeConsultation', id, ', outcome: "好"');
    expect(await stepsOf(id)).toEqual(['REQUEST', 'ACCEPT', 'ANSWER', 'CLOSE']);
    await twice(doctor, 'declineConsultation', other, ', reason: "无专科"');
    expect(await stepsOf(other)).toEqual(['REQUEST', 'DECLINE']);
    await twice(sender, 'cancelConsultation', third, cancelling);
    const raced = await asked();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => client.answer(doctor, raced, '同一意见')),
    );
    expect(answers.flatMap(({ refusal }) => refusal ?? [])).toEqual([]);
    expect(await stepsOf(raced)).toEqual(['REQUEST', 'ANSWER']);
    const colleague = aViewer('CLINICIAN', 'county-hospital', { name: '另一人' });
    const said = ', opinion: "意见", plan: "住院"';
    expect((await client.step(colleague, 'answerConsultation', id, said)).refusal).toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('show what happened up to then, also where one operation takes two', async () => {
    const id = await asked();
    const steps = '{ events { step } invitations { status } }';
    const { data } = await desk.harness.run(
      doctor,
      `mutation { first: acceptConsultation(id: "${id}") ${steps} made: answerConsultation(id: "${id}", opinion: "意见") ${steps} }`,
      ...([{}, { 'patient-1': {} }] as const),
    );
    expect(data?.made).toEqual({
      events: [{ step: 'REQUEST' }, { step: 'ACCEPT' }, { step: 'ANSWER' }],
      invitations: [{ status: 'ANSWERED' }],
    });
  });

  it('are told to others, in their order', async () => {
    const id = await asked();
    await client.answer(doctor, id, '意见');
    const rows: { payload: string }[] = await desk.harness.database.read.query(
      "SELECT `payload` AS `payload` FROM `outbox_event` WHERE `type` = 'referrals.consultation.stepped' ORDER BY `sequence`",
    );
    const told = rows.map(({ payload }) => JSON.parse(payload));
    const about = { consultationId: id, patientId: 'patient-1', sensitive: false };
    const from = { ...about, fromInstitutionId: 'township-dongpu' };
    expect(told.filter(({ consultationId }) => consultationId === id)).toEqual([
      { ...from, step: 1, status: 'REQUEST', institutionId: 'township-dongpu' },
      { ...from, step: 2, status: 'ANSWER', institutionId: 'county-hospital' },
    ]);
  });

  it('are the asker’s or the invited’s, each in its order', async () => {
    const id = await asked();
    const code = async (...step: Parameters<typeof client.step>) =>
      (await client.step(...step)).refusal?.code;
    expect(await code(sender, 'acceptConsultation', id)).toBe('FORBIDDEN');
    expect(await code(doctor, 'closeConsultation', id)).toBe('FORBIDDEN');
    expect(await code(doctor, 'cancelConsultation', id, cancelling)).toBe('FORBIDDEN');
    expect(await code(sender, 'closeConsultation', id)).toBe('CONFLICT');
    expect(await code(doctor, 'answerConsultation', id, ', opinion: " "')).toBe('INVALID_INPUT');
    await client.answer(doctor, id, '第一次答复');
    expect(await code(doctor, 'acceptConsultation', id)).toBe('CONFLICT');
    expect(await code(doctor, 'declineConsultation', id, ', reason: "改变主意"')).toBe('CONFLICT');
    expect(await code(sender, 'cancelConsultation', id, cancelling)).toBe('CONFLICT');
    const { refusal } = await client.answer(doctor, id, '第二次答复');
    expect(refusal).toMatchObject({ code: 'CONFLICT', invitation: 'ANSWERED' });
    expect((await client.seen(sender, id)).made).toMatchObject({
      invitations: [{ opinion: '第一次答复' }],
    });
    await client.step(sender, 'closeConsultation', id);
    expect(await code(sender, 'closeConsultation', id, ', outcome: "另一结论"')).toBe('CONFLICT');
    expect(await stepsOf(id)).toEqual(['REQUEST', 'ANSWER', 'CLOSE']);
  });

  it('are taken once by one of many who answer at once', async () => {
    const id = await asked();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => client.answer(doctor, id, `意见${at}`)),
    );
    const taken = answers.filter(({ refusal }) => refusal === undefined);
    expect(taken).toHaveLength(1);
    expect(answers.filter(({ refusal }) => refusal?.code === 'CONFLICT')).toHaveLength(11);
    expect(await stepsOf(id)).toEqual(['REQUEST', 'ANSWER']);
  });

  it('lose no answer to a cancellation at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => asked(severalAsked)));
    for (const id of ids) {
      const [one, other, cancelled] = await Promise.all([
        client.answer(doctor, id, '意见一'),
        client.answer(people, id, '意见二'),
        client.step(sender, 'cancelConsultation', id, cancelling),
      ]);
      const answered = [one, other].filter(({ refusal }) => refusal === undefined).length;
      const ended = cancelled.refusal === undefined;
      expect([answered, ended]).toEqual(ended ? [0, true] : [2, false]);
      const steps = await stepsOf(id);
      expect(steps.filter((step) => step === 'ANSWER')).toHaveLength(answered);
      expect(steps.includes('CANCEL')).toBe(ended);
    }
  });
});
