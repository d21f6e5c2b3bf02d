import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aReturn,
  aSubmission,
  doctor,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
} from '../testing/referral-desk';

const form = {
  ...{ pastHistory: '高血压 10 年', treatment: '三联降压', recordNumber: '病-001' },
  ...{ inpatientNumber: '住-002', receivingDoctor: '周医生', consent: true },
};

/** The names of the form's fields, in the order in which they are printed. */
const labels = (page: string) =>
  Array.from(page.matchAll(/<th scope="row">([^<]*)<\/th>/g), ([, label]) => label);

describeOnBothDatabases('the slip on paper', (kind) => {
  let desk: ReferralDesk;
  let made = 0;
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
  });
  afterAll(() => desk?.stop());
  beforeEach(() => desk.down.clear());

  const submitted = async (overrides: object = {}) =>
    (await desk.submit(sender, aSubmission(`slip-${made++}`, { form, ...overrides }))).referral;
  const asked = async (id: string, viewer = receiver, access: object = {}) =>
    desk.harness.run(
      viewer,
      '{ page: referralSlip(id: "ID") }'.replace('ID', id),
      {},
      {
        'patient-1': access,
      },
    );
  const print = async (id = '') => {
    const { data, errors } = await asked(id);
    expect(errors).toBeUndefined();
    return String(data?.page);
  };

  it('is stub and up slip, with the fields of the norm in their order', async () => {
    const slip = await submitted({ department: '心内科', reasonText: '血压仍高' });
    const page = await print(slip?.id);
    expect(page).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(labels(page)).toEqual([
      ...['患者姓名', '性别', '年龄', '病案号'],
      ...['联系电话', '家庭住址', '转入单位、科室', '接诊医生'],
      ...['机构名称', '患者姓名', '性别', '年龄', '病案号', '初步印象', '主要现病史（转出原因）'],
      ...['主要既往史', '过敏史', '治疗经过', '紧急程度', '接收安排', '知情同意'],
    ]);
    for (const text of ['双向转诊（转出）单', slip?.number, '女', '66 岁', '三联降压'])
      expect(page).toContain(text);
    expect(page).toContain('转诊原因：符合指南上转指征。血压仍高');
    expect(page).toContain('原发性高血压（I10）');
    expect(page).toContain('机构county-hospital 心内科');
    expect(page).toContain('待接收单位确认');
  });

  it('shows allergies to who treats her, and to an officer where they stand', async () => {
    const slip = await submitted();
    expect((await asked(slip?.id ?? '', doctor)).data?.page).toContain('青霉素');
    const shown = await print(slip?.id);
    expect(shown).toContain('见健康档案');
    expect(shown).not.toContain('青霉素');
  });

  it('says who took her, when and where to, once that is arranged', async () => {
    const slip = await submitted();
    await desk.step(receiver, 'acceptReferral', slip?.id ?? '', '三楼东');
    expect(await print(slip?.id)).toContain('2026-06-01 09:00 已同意接收\n周医生\n三楼东');
  });

  it('is a return slip for who is sent back down', async () => {
    const { referral } = await desk.submit(doctor, aReturn(`down-${made++}`, { form }));
    const page = await print(referral?.id);
    expect(labels(page)).toEqual([
      ...['转回单位', '接诊医生', '患者姓名', '性别', '年龄', '病案号', '住院病案号', '诊断结果'],
      ...['主要检查结果', '主要既往史', '过敏史', '治疗经过、下一步治疗方案及康复建议'],
      ...['用药建议', '注意事项'],
    ]);
    expect(page).toContain('氨氯地平片 每日一次，28 天');
    expect(page).toContain('随访日期：2026-06-08');
  });

  it('prints why it is over', async () => {
    const slip = await submitted();
    await desk.step(receiver, 'declineReferral', slip?.id ?? '', '无床位');
    expect(await print(slip?.id)).toContain('接收单位不予接收：无床位');
  });

  it('takes no text for markup', async () => {
    const slip = await submitted({ summary: '<script>alert("1")</script>' });
    const page = await print(slip?.id);
    expect(page).not.toMatch(/<script|<b>/);
    expect(page).toContain('&lt;b&gt;赵&amp;平&lt;/b&gt;');
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
  });

  it('shows nothing that belongs to the platform alone', async () => {
    const slip = await submitted();
    const page = await print(slip?.id);
    for (const hidden of [slip?.id, 'patient-1', 'slip-', 'U03', 'SUBMITTED'])
      expect(page).not.toContain(hidden);
  });

  it('is refused like the slip, and to who may not know the patient', async () => {
    const slip = await submitted();
    const other = aViewer('REFERRAL_OFFICER', 'township-xiling');
    const answers = [
      await asked(slip?.id ?? '', other),
      await asked('no-referral'),
      await asked(slip?.id ?? '', receiver, { identified: false }),
    ];
    for (const { data, errors } of answers)
      expect([data?.page, errors?.[0]?.extensions?.code]).toEqual([null, 'FORBIDDEN']);
  });

  it.each(['patients', 'personnel'])('does not leave with gaps while %s is down', async (part) => {
    const slip = await submitted();
    desk.down.add(part);
    const { data, errors } = await asked(slip?.id ?? '');
    expect([data?.page, errors?.[0]?.extensions?.code]).toEqual([null, 'UNAVAILABLE']);
  });
});
