import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aDispensing,
  aDispensingLine,
  aDrug,
  aPrescription,
  aPrescriptionItem,
  drugCode,
} from '../testing/pharmacy.factory';
import { startPharmacy } from '../testing/pharmacy.harness';
import { FindingSeverity, PrescriptionStatus } from './prescription.entity';

const finding = {
  ...{ code: 'ESSENTIAL_FIRST', severity: FindingSeverity.WARNING },
  text: '同类基本药物可选',
};
const rows = [
  aDrug(),
  aPrescription({ status: PrescriptionStatus.PARTLY_DISPENSED, findings: [finding] }),
  aPrescriptionItem({ position: 2, drugCode: drugCode(9), quantity: 2 }),
  aPrescriptionItem({ quantity: 3, dispensed: 1 }),
  aDispensing({ id: 'second', at: new Date('2026-03-03T02:00:00Z') }),
  aDispensing({ id: 'first' }),
  aDispensingLine({ dispensingId: 'first' }),
];
const open = { 'patient-1': {} };

describeOnBothDatabases('a prescription', (kind) => {
  const pharmacist = aViewer('PHARMACIST', 'township-dongpu');
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await startPharmacy(kind, rows);
  });
  afterAll(() => harness?.stop());

  const read = async (fields: string) => {
    const query = `{ prescription(id: "prescription-1") { ${fields} } }`;
    const { data, errors } = await harness.run(pharmacist, query, {}, open);
    expect(errors).toBeUndefined();
    return data?.prescription;
  };

  it('shows the sheet', async () => {
    const fields =
      'number kind status diagnoses { code display } findings { code severity text } issuedAt validUntil';
    expect(await read(fields)).toEqual({
      ...{ number: 'RX-prescription-1', kind: 'ORDINARY', status: 'PARTLY_DISPENSED' },
      diagnoses: [{ code: 'I10', display: '原发性高血压' }],
      findings: [finding],
      ...{ issuedAt: '2026-03-01T09:00:00+08:00', validUntil: '2026-03-04T09:00:00+08:00' },
    });
  });

  it('names patient, prescriber and institution by key', async () => {
    expect(await read('patient { id } prescriber { id } institution { id }')).toEqual({
      patient: { id: 'patient-1' },
      ...{ prescriber: { id: 'practitioner-1' }, institution: { id: 'county-hospital' } },
    });
  });

  it('has its lines as on the sheet', async () => {
    const dosage = '每日一次，每次一片';
    expect(await read('items { dosage days quantity dispensed }')).toEqual({
      items: [
        { dosage, days: 28, quantity: 3, dispensed: 1 },
        { dosage, days: 28, quantity: 2, dispensed: 0 },
      ],
    });
  });

  it('names a drug the catalogue lost rather than leaving its line out', async () => {
    const query = '{ prescription(id: "prescription-1") { items { drug { name } } } }';
    const { data, errors } = await harness.run(pharmacist, query, {}, open);
    expect(data).toEqual({ prescription: null });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(errors?.[0]?.message).toContain(drugCode(9));
  });

  it('tells where and what was dispensed, oldest first', async () => {
    const fields =
      'dispensings { id institution { id } at pharmacist lines { drug { code } quantity batch } }';
    expect(await read(fields)).toMatchObject({
      dispensings: [
        {
          ...{ id: 'first', institution: { id: 'township-dongpu' }, pharmacist: '李四' },
          lines: [{ drug: { code: drugCode(1) }, quantity: 1, batch: 'B-1' }],
        },
        { id: 'second', lines: [] },
      ],
    });
  });

  it('is found by its number', async () => {
    const query = '{ prescriptionByNumber(number: "RX-prescription-1") { id } }';
    const { data } = await harness.run(pharmacist, query, {}, open);
    expect(data).toEqual({ prescriptionByNumber: { id: 'prescription-1' } });
  });

  it('is found by its key', async () => {
    const query =
      '{ _entities(representations: [{ __typename: "Prescription", id: "prescription-1" }]) { ... on Prescription { number } } }';
    const { data } = await harness.run(pharmacist, query, {}, open);
    expect(data).toEqual({ _entities: [{ number: 'RX-prescription-1' }] });
  });
});
