import { Dispensing, DispensingLine } from '../dispensing/dispensing.entity';
import { Drug, DrugCategory, SpecialControl } from '../drug/drug.entity';
import {
  Prescription,
  PrescriptionKind,
  PrescriptionStatus,
} from '../prescription/prescription.entity';
import { PrescriptionItem } from '../prescription/prescription-item.entity';
import { StockBatch, StockItem } from '../stock/stock.entity';
import { InstitutionTier } from '../stubs/institution-tier.stub';

/** A drug code of the right shape, its serial number standing for the maker. */
export const drugCode = (serial: number) => `XC08CAA900A0010101${String(serial).padStart(5, '0')}`;

/** A valid drug. */
export const aDrug = (overrides: Partial<Drug> = {}): Drug =>
  Object.assign(new Drug(), {
    code: drugCode(1),
    name: '苯磺酸氨氯地平片',
    initials: 'bhsaldpp',
    form: '片剂',
    strength: '5mg',
    unit: '盒（28片）',
    packSize: 28,
    maker: '示例制药甲有限公司',
    category: DrugCategory.WESTERN,
    atc: 'C08CA01',
    insuranceClass: '甲类',
    essential: true,
    control: SpecialControl.NONE,
    antiInfective: false,
    antiInfectiveGrade: null,
    storage: null,
    tiers: [InstitutionTier.TOWNSHIP_HEALTH_CENTER, InstitutionTier.COUNTY_HOSPITAL],
    price: 9.8,
    effectiveFrom: null,
    effectiveUntil: null,
    ...overrides,
  });

/** A drug kept at the county hospital. */
export const aStockItem = (overrides: Partial<StockItem> = {}): StockItem =>
  Object.assign(new StockItem(), {
    institutionId: 'county-hospital',
    drugCode: drugCode(1),
    ...overrides,
  });

/** A batch of it. */
export const aStockBatch = (overrides: Partial<StockBatch> = {}): StockBatch =>
  Object.assign(new StockBatch(), {
    institutionId: 'county-hospital',
    drugCode: drugCode(1),
    number: 'B-1',
    expiresOn: '2027-06-30',
    quantity: 100,
    ...overrides,
  });

/** A valid prescription, issued at the county hospital. */
export const aPrescription = (overrides: Partial<Prescription> = {}): Prescription =>
  Object.assign(new Prescription(), {
    id: 'prescription-1',
    number: `RX-${overrides.id ?? 'prescription-1'}`,
    patientId: 'patient-1',
    prescriberId: 'practitioner-1',
    institutionId: 'county-hospital',
    kind: PrescriptionKind.ORDINARY,
    status: PrescriptionStatus.ISSUED,
    diagnoses: [{ system: 'ICD-10', code: 'I10', display: '原发性高血压' }],
    findings: [],
    sensitive: false,
    issuedAt: new Date('2026-03-01T01:00:00Z'),
    validUntil: new Date('2026-03-04T01:00:00Z'),
    ...overrides,
  });

/** A valid line of a prescription. */
export const aPrescriptionItem = (overrides: Partial<PrescriptionItem> = {}): PrescriptionItem =>
  Object.assign(new PrescriptionItem(), {
    prescriptionId: 'prescription-1',
    position: 1,
    drugCode: drugCode(1),
    dosage: '每日一次，每次一片',
    days: 28,
    quantity: 1,
    dispensed: 0,
    ...overrides,
  });

/** A visit at a township's pharmacy. */
export const aDispensing = (overrides: Partial<Dispensing> = {}): Dispensing =>
  Object.assign(new Dispensing(), {
    id: 'dispensing-1',
    prescriptionId: 'prescription-1',
    institutionId: 'township-dongpu',
    at: new Date('2026-03-02T02:00:00Z'),
    pharmacist: '李四',
    ...overrides,
  });

/** What was handed out there. */
export const aDispensingLine = (overrides: Partial<DispensingLine> = {}): DispensingLine =>
  Object.assign(new DispensingLine(), {
    dispensingId: 'dispensing-1',
    position: 1,
    drugCode: drugCode(1),
    quantity: 1,
    batch: 'B-1',
    ...overrides,
  });
