import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  FindingSeverity,
  PrescriptionKind,
  PrescriptionStatus,
} from '../prescription/prescription.entity';
import { aPrescription, aPrescriptionItem } from '../testing/pharmacy.factory';
import {
  aDecoction,
  anOrder,
  asPieces,
  astragalus,
  lead,
  openTcmPharmacy,
  type TcmPharmacy,
  township,
} from '../testing/tcm-pharmacy';
import { DecoctionStatus } from './decoction.entity';
import { readDecoctionRules } from './decoction-rules';

const outside = 'city-hospital';
const warning = (code: string, text: string) => ({ code, text, severity: FindingSeverity.WARNING });
const reviewed = { status: DecoctionStatus.REVIEWED, step: 2 };
const rows = [
  aPrescription({
    ...{ id: 'sheet', number: 'CF-1', institutionId: 'township-dongpu' },
    ...{ kind: PrescriptionKind.TCM, status: PrescriptionStatus.APPROVED },
    validUntil: new Date('2026-06-01T15:59:59.999Z'),
    findings: [
      warning('INCOMPATIBLE_PIECES', '人参、五灵脂：十九畏'),
      warning('ALLERGY', '黄芪过敏'),
    ],
  }),
  aPrescriptionItem({ prescriptionId: 'sheet', drugCode: astragalus, quantity: 70 }),
  aDecoction({ id: 'prepared-outside', pharmacyInstitutionId: outside, ...reviewed }),
  aDecoction({ id: 'issued-outside', clinicInstitutionId: outside, ...reviewed }),
];

describeOnBothDatabases('an order within the community', (kind) => {
  let at: TcmPharmacy;
  beforeAll(async () => {
    at = await openTcmPharmacy(kind, rows, {
      decoctionRules: { ...readDecoctionRules(), pharmacies: ['county-hospital', outside] },
    });
    await at.desk.hand(township, 'CF-1');
  });
  afterAll(() => at?.stop());

  const ordering = (overrides: object = {}) =>
    anOrder({ ...asPieces, prescriptionId: 'sheet', treatments: null, ...overrides });

  it('goes to none of another community', async () => {
    expect(await at.order(ordering({ pharmacyInstitutionId: outside }))).toMatchObject({
      ...{ order: null, code: 'INVALID_INPUT', details: { field: 'pharmacyInstitutionId' } },
    });
  });

  it('is not dispensed for, nor by, who has left it', async () => {
    expect(await at.step(lead, 'issued-outside', 'DISPENSED')).toMatchObject({
      ...{ code: 'FORBIDDEN', details: { field: 'to' } },
    });
    const elsewhere = aViewer('PHARMACIST', outside);
    expect(await at.step(elsewhere, 'prepared-outside', 'DISPENSED')).toMatchObject({
      ...{ code: 'FORBIDDEN', details: { institutionId: outside } },
    });
  });

  it('waits where personnel cannot say who shares with whom', async () => {
    const { down } = at.desk.neighbours;
    down.add('personnel');
    // Nobody asked for this institution before.
    const asked = await at.order(ordering(), aViewer('PHARMACIST', 'village-dongpu-1'));
    down.delete('personnel');
    expect(asked).toMatchObject({ order: null, code: 'UNAVAILABLE' });
  });

  it('carries what the check found of its pieces, and nothing it found of who takes them', async () => {
    const { order } = await at.order(ordering());
    expect(order).toMatchObject({ status: 'UPLOADED', warnings: ['人参、五灵脂：十九畏'] });
  });
});
