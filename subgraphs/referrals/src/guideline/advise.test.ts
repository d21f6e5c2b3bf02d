import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { coded, createAdviceClient, harmless, value } from '../testing/advice.client';
import {
  aSubmission,
  doctor,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
} from '../testing/referral-desk';
import { ListedReferral } from './listed-referral.entity';

/** One of the month before, which counts no more. */
const earlier = Object.assign(new ListedReferral(), {
  ...{ referralId: 'earlier', diseaseCode: 'J20', direction: 'UP', month: '2026-05' },
  fromInstitutionId: 'township-dongpu',
});

describeOnBothDatabases('the advice of the guideline', (kind) => {
  let desk: ReferralDesk;
  const { ask, key, reset } = createAdviceClient(() => desk);
  beforeAll(async () => {
    desk = await openReferralDesk(kind, [earlier]);
  });
  afterAll(() => desk?.stop());
  beforeEach(() => reset());

  it('names the rules that are met, and says that they are unverified', async () => {
    desk.advised.values = [value('718-7', 'g/L', 60)];
    const { advice } = await ask(['K92.2']);
    expect(advice).toMatchObject({ unmet: [], missing: [], warnings: [], decision: null });
    expect(advice.matched).toEqual([
      {
        id: 'gi-bleeding-up-severe',
        text: expect.stringContaining('（规则来源未经核实，仅供参考）'),
      },
    ]);
  });

  it('says what stands against a rule', async () => {
    desk.advised.values = harmless;
    const { advice } = await ask(['K92.2']);
    expect(advice).toMatchObject({ matched: [], missing: [] });
    expect(advice.unmet).toEqual([
      '消化道出血·活动性出血：心率>100次/分',
      '消化道出血·活动性出血：收缩压<90 mmHg',
      '消化道出血·活动性出血：血红蛋白<70 g/L',
    ]);
  });

  it('says what is missing, and what is the doctor’s to judge', async () => {
    desk.advised.values = [value('718-7', 'g/L', 110, { takenAt: '2026-05-20T08:00:00+08:00' })];
    const { advice } = await ask(['K92.2']);
    expect(advice).toMatchObject({ matched: [], unmet: [] });
    expect(advice.missing).toEqual([
      '消化道出血·活动性出血：呕血或黑便（须由医生判断）',
      '消化道出血·活动性出血：心率>100次/分（无此项结果）',
      '消化道出血·活动性出血：收缩压<90 mmHg（无此项结果）',
      '消化道出血·活动性出血：血红蛋白<70 g/L（3天内无结果）',
    ]);
  });

  it('is answered without the part that is down, which is said', async () => {
    desk.down.add('results');
    expect((await ask(['K92.2'])).advice.missing[1]).toContain('检验检查系统暂时无法查询');
    desk.down.clear();
    desk.down.add('patients');
    expect((await ask(['E11.9'])).advice.missing).toEqual(
      expect.arrayContaining(['糖尿病·儿童：年龄<18岁（患者主索引暂时无法查询）']),
    );
  });

  it('weighs vital signs that were measured now, before any that was reported', async () => {
    desk.advised.values = [value('59408-5', '%', 98)];
    const matched = async (saturation: number) => {
      const vitals = [{ code: '59408-5', value: saturation, unit: '%' }];
      return (await ask(['J44.1'], { vitals })).advice.matched.map(({ id }) => id);
    };
    expect(await matched(89)).toEqual(['copd-up-acute']);
    expect(await matched(90)).toEqual([]);
    desk.down.add('results');
    expect(await matched(89)).toEqual(['copd-up-acute']);
  });

  it('refuses a vital sign no rule weighs, another unit, and the same twice', async () => {
    const pressure = { code: '8480-6', value: 120, unit: 'mm[Hg]' };
    for (const [field, ...vitals] of [
      ['vitals[0].code', { ...pressure, code: '718-7' }],
      ['vitals[0].unit', { ...pressure, unit: 'kPa' }],
      ['vitals[0].value', { ...pressure, value: -1 }],
      ['vitals[1].code', pressure, { ...pressure, value: 130 }],
    ] as const)
      expect((await ask(['K92.2'], { vitals })).errors).toMatchObject([
        { extensions: { code: 'INVALID_INPUT', field } },
      ]);
  });

  it('does not take what is kept from the viewer for absent', async () => {
    const { advice } = await ask(['K92.2'], { open: { scope: 'OWN' } });
    expect(advice.missing[1]).toContain('仅查阅到本机构数据');
    const hidden = await ask(['K92.2'], { open: { sensitive: false } });
    expect(hidden.advice.missing[1]).toContain('仅查阅到本机构数据');
  });

  it('asks each part once, and runs no statement for it, however many rules there are', async () => {
    const statements = async (codes: string[]) => {
      desk.harness.statements.length = 0;
      desk.advised.asked = [];
      await ask(codes);
      expect([...desk.advised.asked].sort()).toEqual(['patients', 'results']);
      return desk.harness.statements.length;
    };
    expect(await statements(['K92.2'])).toBe(0);
    // Every disease there is a rule for.
    const all = ['E11', 'I25', 'I63', 'J44', 'J18', 'N18', 'K92', 'K35', 'S82', 'O14', 'F20'];
    expect(await statements(all)).toBe(1);
    expect(await statements(['I10', ...all])).toBe(1);
  });

  it('is refused as the record is, and to an officer', async () => {
    const query = `{ referralAdvice(patientId: "patient-1", direction: UP, diagnoses: []) { unmet } }`;
    const officer = await desk.harness.run(receiver, query, {}, { 'patient-1': {} });
    expect(officer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const none = await desk.harness.run(doctor, query, {}, { 'patient-1': {} });
    expect(none.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
    const stranger = await desk.harness.run(
      doctor,
      query.replace('[]', '[{ system: "ICD-10", code: "I10", display: "高血压" }]'),
    );
    expect(stranger.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(desk.advised.asked).toEqual([]);
  });

  it('warns of what a township treats, counting those of the month, each slip once', async () => {
    const warned = async (viewer = sender) => {
      const { advice } = await ask(['J20.9'], { viewer });
      return advice.warnings;
    };
    const first = { kind: 'TREATED_BY_TOWNSHIP', disease: { code: 'J20' }, sentThisMonth: 0 };
    expect(await warned()).toEqual([first]);
    const input = aSubmission(key(), { diagnoses: coded('J20.9', 'J20.0') });
    await Promise.all([1, 2, 3].map(() => desk.submit(sender, input)));
    expect(await warned()).toEqual([{ ...first, sentThisMonth: 1 }]);
    expect(await warned(doctor)).toEqual([first]);
  });

  it('warns of what the county treats, and of nothing going down', async () => {
    const { advice } = await ask(['K35.8', 'C34.9'], { direction: 'OUTWARD' });
    expect(advice.warnings).toMatchObject([
      { kind: 'TREATED_IN_COUNTY', disease: { code: 'K35' }, sentThisMonth: 0 },
    ]);
    expect((await ask(['I10'], { direction: 'DOWN' })).advice.warnings).toEqual([]);
  });

  it('lists its rules by id, by words, codes and direction, in pages', async () => {
    const list = async (args: string) => {
      const query = `{ rules: referralRules(${args}) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
      const { data } = await desk.harness.run(receiver, query);
      const page = data?.rules as {
        nodes: { id: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      return { ids: page.nodes.map(({ id }) => id), ...page.pageInfo };
    };
    const first = await list('first: 20');
    const rest = await list(`first: 100, after: "${first.endCursor}"`);
    expect([first.hasNextPage, rest.hasNextPage]).toEqual([true, false]);
    expect(new Set([...first.ids, ...rest.ids]).size).toBe(38);
    expect((await list('search: "n18", direction: UP')).ids).toEqual([
      ...['ckd-up-egfr', 'ckd-up-potassium', 'ckd-up-progression'],
    ]);
    expect((await list('search: "骨科"')).ids).toEqual(['fracture-up']);
  });
});
