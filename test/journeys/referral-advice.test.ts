import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatInstant } from '@lianyi/shared/graphql/scalars';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { operation } from '../support/operations';
import { valueAt } from '../support/value-at';

const village = 'family-doctor@township-dongpu';
const laboratory = 'reporter@township-dongpu';
const desk = 'referral-officer@county-hospital';
const hospital = 'clinician@county-hospital';

const now = new Date();
const hoursAgo = (hours: number) => formatInstant(new Date(now.getTime() - hours * 3_600_000));
const diagnoses = [{ system: 'ICD-10', code: 'E11.9', display: '2型糖尿病' }];
const fields =
  'matched { id specialty text } unmet missing warnings { kind sentThisMonth } decision';
const ask = `query ($id: ID!, $diagnoses: [CodingInput!]!) { advice: referralAdvice(patientId: $id, direction: UP, diagnoses: $diagnoses) { ${fields} } }`;
const submit =
  'mutation ($input: ReferralInput!) { referral: submitReferral(input: $input) { id } }';

describe.each<TopologyKind>(['one process', 'apart'])(
  'a patient whom the guideline sends up (%s)',
  (topology) => {
    let county: TestCounty;
    const ids = { patient: '', slip: '' };
    const done = async (user: string, query: string, variables: object = {}) => {
      const { data, errors } = await county.run(user, query, { ...variables });
      expect(errors).toBeUndefined();
      return data;
    };
    const post = async (sourceId: string, hours: number, value: string, unit: string) => {
      const demographics = { name: '顾来仪', gender: 'FEMALE', birthDate: '1958-06-09' };
      const patient = ids.patient ? { patientId: ids.patient } : { demographics };
      const posted = await done(laboratory, operation('PostLab'), {
        input: {
          ...{ patient, sourceId, status: 'FINAL' },
          ...{ effectiveAt: hoursAgo(hours), issuedAt: hoursAgo(hours - 1) },
          observations: [{ code: '14771-0', value, unit, referenceRange: '3.9-6.1' }],
        },
      });
      ids.patient = String(valueAt(posted, 'postLabReport', 'report', 'patient', 'id'));
    };

    beforeAll(async () => {
      county = await startCounty({ patients: 10, topology });
      await post('GLUCOSE-1', 5, '5.6', 'mmol/L');
      const visit = 'mutation ($input: EncounterInput!) { recordEncounter(input: $input) { id } }';
      const encounter = { patientId: ids.patient, sourceId: 'VISIT-1', class: 'OUTPATIENT' };
      await done(village, visit, { input: { ...encounter, startedAt: hoursAgo(3) } });
    }, 120_000);
    afterAll(() => county?.stop());

    it('is first told what stands against it, and what is the doctor’s to judge', async () => {
      const { advice } = (await done(village, ask, { id: ids.patient, diagnoses })) ?? {};
      expect(advice).toMatchObject({ matched: [], decision: null });
      expect(valueAt(advice, 'unmet')).toEqual(['糖尿病·儿童：年龄<18岁']);
      expect(valueAt(advice, 'missing')).toEqual(
        expect.arrayContaining([
          '糖尿病·治疗期：糖化血红蛋白≥8%（无此项结果）',
          '糖尿病·低血糖：随机血糖<2.8 mmol/L（无此项结果）',
          '糖尿病·并发症期：新发或加重的并发症，或糖尿病足（须由医生判断）',
        ]),
      );
    });

    it('goes up on a later value, printed in another unit', async () => {
      await post('GLUCOSE-2', 2, '45', 'mg/dL');
      const { advice } = (await done(village, ask, { id: ids.patient, diagnoses })) ?? {};
      expect(valueAt(advice, 'matched')).toEqual([
        {
          ...{ id: 'dm-up-hypoglycaemia', specialty: '内分泌科' },
          text: expect.stringContaining('未经核实'),
        },
      ]);
      expect(valueAt(advice, 'warnings')).toEqual([
        { kind: 'TREATED_BY_TOWNSHIP', sentThisMonth: 0 },
      ]);
    });

    it('takes the advice along for who treats, not for the desk', async () => {
      const sent = await done(village, submit, {
        input: {
          ...{ patientId: ids.patient, direction: 'UP', urgency: 'URGENT', reasonCode: 'U03' },
          ...{ toInstitutionId: 'county-hospital', diagnoses, summary: '空腹血糖过低。' },
          idempotencyKey: 'ADVISED-1',
        },
      });
      ids.slip = String(valueAt(sent, 'referral', 'id'));
      const kept = `{ referral(id: "${ids.slip}") { number advice { ${fields} } } }`;
      expect(await done(hospital, kept)).toMatchObject({
        referral: { advice: { decision: 'FOLLOWED', matched: [{ id: 'dm-up-hypoglycaemia' }] } },
      });
      expect(await done(desk, kept)).toMatchObject({ referral: { advice: null } });
    });

    it('counts in the next warning', async () => {
      const { advice } = (await done(village, ask, { id: ids.patient, diagnoses })) ?? {};
      expect(valueAt(advice, 'warnings', 0)).toMatchObject({ sentThisMonth: 1 });
    });
  },
);
