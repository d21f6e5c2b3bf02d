import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { valueAt } from '../support/value-at';
import { codesOf } from '../support/wire';

const doctor = 'clinician@county-hospital';
const pharmacist = 'pharmacist@township-dongpu';
const another = 'pharmacist@people-hospital';
const outside = 'pharmacist@city-hospital';
const amlodipine = 'XC08CAA901A002020190002';

const register = `mutation { made: registerPatient(
  identifiers: []
  demographics: { name: "柯取药", gender: FEMALE, birthDate: "1957-05-02", phone: "13900001111" }
  sourceKey: "FILLED"
) { patient { id } } }`;
const visit = `mutation ($id: ID!) { recordEncounter(input: {
  patientId: $id, sourceId: "FILLED-1", class: OUTPATIENT, startedAt: "2026-03-02T08:00:00+08:00"
  diagnoses: [{ system: "ICD-10", code: "I10", display: "原发性高血压" }]
}) { id } }`;
const issue = `mutation ($id: ID!, $key: String!) { made: issuePrescription(input: {
  patientId: $id, kind: ORDINARY, diagnoses: [{ system: "ICD-10", code: "I10", display: "原发性高血压" }]
  items: [{ drugCode: "${amlodipine}", dosage: "每日一次", days: 7, quantity: 3 }], reason: "路远", idempotencyKey: $key
}) { id number status } }`;
const stock = `mutation ($key: String!) { receiveStock(input: {
  drugCode: "${amlodipine}", batch: "FILLED-1", expiresOn: "2999-01-01", quantity: 5, reason: "采购", idempotencyKey: $key
}) { quantity } }`;
const read = `query ($number: String!) { sheet: prescriptionByNumber(number: $number) {
  id status items { drug { name } quantity dispensed }
  patient { name gender birthDate identifiers { value } allergies { substance { display } } conditions { nodes { code { code } } } prescriptions { nodes { id } } }
} }`;
const dispense = `mutation ($id: ID!, $quantity: Int!, $key: String!) {
  sheet: dispensePrescription(id: $id, lines: [{ drugCode: "${amlodipine}", quantity: $quantity }], idempotencyKey: $key) {
    status items { dispensed } dispensings { institution { name } pharmacist lines { quantity } }
  }
}`;
const log = `query ($id: ID!) { accessLog(patientId: $id, first: 100) { nodes { allowed basis institution { id } } } }`;

describe.each<TopologyKind>(['one process', 'apart'])(
  'a prescription filled at another member (%s)',
  (topology) => {
    let county: TestCounty;
    const ids = { patient: '', sheet: '', number: '', other: '' };
    const done = async (user: string, query: string, variables: object = {}) => {
      const { data, errors } = await county.run(user, query, { ...variables });
      expect(errors).toBeUndefined();
      return data;
    };
    const refused = async (user: string, query: string, variables: object) =>
      codesOf(await county.run(user, query, { ...variables }));

    beforeAll(async () => {
      county = await startCounty({ patients: 10, topology });
      const made = await done(doctor, register);
      ids.patient = String(valueAt(made, 'made', 'patient', 'id'));
      await done(doctor, visit, { id: ids.patient });
      const issued = await done(doctor, issue, { id: ids.patient, key: 'FILLED' });
      ids.sheet = String(valueAt(issued, 'made', 'id'));
      ids.number = String(valueAt(issued, 'made', 'number'));
      const other = await done(doctor, issue, { id: ids.patient, key: 'NOT FILLED' });
      ids.other = String(valueAt(other, 'made', 'id'));
      for (const user of [pharmacist, another]) await done(user, stock, { key: 'FILLED' });
    }, 120_000);
    afterAll(() => county?.stop());

    const byId = '{ prescription(id: "ID") { id } }';
    const patient = '{ patient(id: "ID") { id } }';

    it('is closed to the pharmacist who was not given its number', async () => {
      expect(await refused(pharmacist, byId.replace('ID', ids.sheet), {})).toEqual(['FORBIDDEN']);
      expect(await refused(pharmacist, patient.replace('ID', ids.patient), {})).toEqual([
        'FORBIDDEN',
      ]);
    });

    it('shows her, by its number, what is on it, whose it is and what she does not bear', async () => {
      const data = await done(pharmacist, read, { number: ids.number });
      expect(data?.sheet).toMatchObject({
        ...{ id: ids.sheet, status: 'ISSUED' },
        items: [{ drug: { name: expect.any(String) }, quantity: 3, dispensed: 0 }],
        patient: { name: '柯取药', gender: 'FEMALE', birthDate: '1957-05-02', allergies: [] },
      });
    });

    it('shows her nothing else of the record, by whichever way', async () => {
      const data = await done(pharmacist, read, { number: ids.number });
      expect(valueAt(data, 'sheet', 'patient', 'conditions', 'nodes')).toEqual([]);
      const sheets = valueAt(data, 'sheet', 'patient', 'prescriptions', 'nodes');
      expect(sheets).toEqual([{ id: ids.sheet }]);
      expect(await refused(pharmacist, byId.replace('ID', ids.other), {})).toEqual(['FORBIDDEN']);
    });

    it('is handed to nobody outside the community', async () => {
      expect(await refused(outside, read, { number: ids.number })).toEqual(['FORBIDDEN']);
    });

    it('is approved, and filled in parts by two members', async () => {
      await done(pharmacist, `mutation { approvePrescription(id: "${ids.sheet}") { status } }`);
      const first = { id: ids.sheet, quantity: 2, key: 'VISIT' };
      const { sheet: part } = (await done(pharmacist, dispense, first)) ?? {};
      expect(part).toMatchObject({ status: 'PARTLY_DISPENSED', items: [{ dispensed: 2 }] });
      await done(another, read, { number: ids.number });
      const rest = { id: ids.sheet, quantity: 1, key: 'VISIT' };
      const { sheet } = (await done(another, dispense, rest)) ?? {};
      expect(sheet).toMatchObject({
        ...{ status: 'DISPENSED', items: [{ dispensed: 3 }] },
        dispensings: [
          { institution: { name: expect.any(String) }, lines: [{ quantity: 2 }] },
          { institution: { name: expect.any(String) }, lines: [{ quantity: 1 }] },
        ],
      });
    });

    it('stands in her access log, each look and each refusal', async () => {
      const data = await done(doctor, log, { id: ids.patient });
      const seen = (valueAt(data, 'accessLog', 'nodes') as { basis: string | null }[]) ?? [];
      const of = (institution: string, basis: string | null) => {
        const event = { allowed: basis !== null, basis, institution: { id: institution } };
        expect(seen).toContainEqual(event);
      };
      of('township-dongpu', null);
      of('township-dongpu', 'PRESCRIPTION');
      of('people-hospital', 'PRESCRIPTION');
      of('city-hospital', null);
    });
  },
);
