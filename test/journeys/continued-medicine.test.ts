import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { valueAt } from '../support/value-at';

const hospital = 'clinician@county-hospital';
const central = 'pharmacist@county-hospital';
const doctor = 'family-doctor@township-dongpu';
const pharmacist = 'pharmacist@township-dongpu';
/** Entecavir of the catalogue: a county hospital's, not a township's. */
const drugCode = 'XJ05AFA934A008080190002';
const diagnoses = [{ system: 'ICD-10', code: 'B18.1', display: '慢性乙型病毒性肝炎' }];

const visit = `mutation ($id: ID!, $diagnoses: [CodingInput!]!) { recordEncounter(input: {
  patientId: $id, sourceId: "CONTINUED-1", class: OUTPATIENT, startedAt: "2026-03-02T08:00:00+08:00", diagnoses: $diagnoses
}) { id } }`;
const submit =
  'mutation ($input: ReferralInput!) { made: submitReferral(input: $input) { id status } }';
const issue = `mutation ($input: PrescriptionInput!) { made: issuePrescription(input: $input) {
  id number status findings { code } } }`;
const dispense = `mutation ($id: ID!, $key: String!) {
  made: dispensePrescription(id: $id, lines: [{ drugCode: "${drugCode}", quantity: 4 }], idempotencyKey: $key) { status } }`;
const record = `query ($id: ID!) { patient(id: $id) { prescriptions(first: 5) { nodes {
  kind status institution { id } dispensings { institution { id } lines { quantity drug { name } } } } } } }`;

describe.each<TopologyKind>(['one process', 'apart'])(
  'a medicine that goes on at home (%s)',
  (topology) => {
    let county: TestCounty;
    const ids = { patient: '', slip: '', sheet: '', number: '', shortage: '' };
    const done = async (user: string, query: string, variables: object = {}) => {
      const { data, errors } = await county.run(user, query, { ...variables });
      expect(errors).toBeUndefined();
      return data;
    };
    const step = async (user: string, field: string, said = '') => {
      const text = `mutation { made: ${field}(id: "${ids.shortage}"${said}) { status } }`;
      return valueAt(await done(user, text), 'made', 'status');
    };
    const sheetOf = (kind: string, key: string) => ({
      ...{ patientId: ids.patient, kind, diagnoses, idempotencyKey: key },
      items: [{ drugCode, dosage: '每日一次，每次一片', days: 28, quantity: 4 }],
      ...{ reason: '病情稳定，按上级医院方案续方', patientConsent: true },
    });

    beforeAll(async () => {
      county = await startCounty({ patients: 10, topology });
      const register =
        'mutation { made: registerPatient(identifiers: [], sourceKey: "CONTINUED", demographics: { name: "安续之", gender: FEMALE, birthDate: "1961-03-05" }) { patient { id } } }';
      ids.patient = String(valueAt(await done(hospital, register), 'made', 'patient', 'id'));
      await done(hospital, visit, { id: ids.patient, diagnoses });
      const sent = await done(hospital, submit, {
        input: {
          ...{ patientId: ids.patient, direction: 'DOWN', urgency: 'ROUTINE', reasonCode: 'D06' },
          ...{ toInstitutionId: 'township-dongpu', diagnoses, idempotencyKey: 'CONTINUED' },
          summary: '病毒载量达标，带药回乡镇。',
          carePlan: {
            ...{ text: '长期抗病毒。', followUpBy: laterDay(shanghaiDay(new Date()), 7) },
            medications: [{ drugCode, dosage: '每日一次，每次一片', days: 28 }],
          },
        },
      });
      ids.slip = String(valueAt(sent, 'made', 'id'));
      await done(doctor, `mutation { acceptReferral(id: "${ids.slip}") { status } }`);
    }, 120_000);
    afterAll(() => county?.stop());

    it('is the township’s to prescribe for who was sent down with it, and for nobody else', async () => {
      const refused = await county.run(doctor, issue, {
        input: sheetOf('ORDINARY', 'NOT PLANNED'),
      });
      expect(refused.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
      expect(String(refused.errors?.[0]?.extensions?.findings)).toContain('TIER');
      const input = { ...sheetOf('CONTINUATION', 'PLANNED'), referralId: ids.slip };
      const made = valueAt(await done(doctor, issue, { input }), 'made');
      expect(made).toMatchObject({ status: 'ISSUED' });
      expect(valueAt(made, 'findings')).toContainEqual({ code: 'UPPER_CATALOGUE' });
      ids.sheet = String(valueAt(made, 'id'));
      ids.number = String(valueAt(made, 'number'));
    });

    it('is not on the township’s shelf', async () => {
      const read = 'query ($number: String!) { prescriptionByNumber(number: $number) { id } }';
      await done(pharmacist, read, { number: ids.number });
      await done(pharmacist, `mutation { approvePrescription(id: "${ids.sheet}") { status } }`);
      const { errors } = await county.run(pharmacist, dispense, { id: ids.sheet, key: 'EMPTY' });
      expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT', left: 0 } }]);
    });

    it('is registered as missing, and comes from the county’s central pharmacy', async () => {
      const receipt = `drugCode: "${drugCode}", batch: "CONTINUED", expiresOn: "2999-01-01", quantity: 200, reason: "采购", idempotencyKey: "CONTINUED"`;
      await done(central, `mutation { receiveStock(input: { ${receipt} }) { quantity } }`);
      const lacks = `drugCode: "${drugCode}", quantity: 4, group: CHRONIC, idempotencyKey: "CONTINUED"`;
      const made = await done(
        pharmacist,
        `mutation { made: registerShortage(input: { ${lacks} }) { id } }`,
      );
      ids.shortage = String(valueAt(made, 'made', 'id'));
      const from = ', fromInstitutionId: "county-hospital"';
      expect(await step(central, 'dispatchShortage', from)).toBe('DISPATCHED');
      expect(await step(pharmacist, 'receiveShortage')).toBe('RECEIVED');
    });

    it('is handed out, the patient is told, and her record shows it on both sides', async () => {
      const filled = await done(pharmacist, dispense, { id: ids.sheet, key: 'FILLED' });
      expect(valueAt(filled, 'made', 'status')).toBe('DISPENSED');
      expect(await step(pharmacist, 'closeShortage', ', note: "已告知取药"')).toBe('CLOSED');
      for (const user of [hospital, doctor]) {
        const data = await done(user, record, { id: ids.patient });
        expect(valueAt(data, 'patient', 'prescriptions', 'nodes')).toEqual([
          {
            ...{ kind: 'CONTINUATION', status: 'DISPENSED' },
            institution: { id: 'township-dongpu' },
            dispensings: [
              {
                institution: { id: 'township-dongpu' },
                lines: [{ quantity: 4, drug: { name: '恩替卡韦分散片' } }],
              },
            ],
          },
        ]);
      }
    });
  },
);
