import { noon } from '@lianyi/shared/testing/subgraph-harness';
import { type Drug, DrugCategory } from '../drug/drug.entity';
import { PrescriptionKind } from '../prescription/prescription.entity';
import type { Sheet, SheetItem } from '../sheet/sheet';
import { InstitutionTier } from '../stubs/institution-tier.stub';
import { aDrug, drugCode } from './pharmacy.factory';

let serial = 50;

/** A line of a drug of its own, seven days. */
export const aLine = (
  drug: Partial<Drug> = {},
  item: Partial<Omit<SheetItem, 'drug'>> = {},
): SheetItem => {
  serial += 1;
  const own = { code: drugCode(serial), atc: `A${serial}` };
  return {
    drug: aDrug({ ...own, ...drug }),
    ...{ dosage: '每日一次', days: 7, quantity: 1, ...item },
  };
};

export const aPiece = (name: string) =>
  aLine({ name, category: DrugCategory.TCM_PIECE, atc: null });

/** So many grams of a piece, for seven days. */
export const aPieceOf = (
  name: string,
  quantity: number,
  { drug = {}, ...item }: { drug?: Partial<Drug>; dosage?: string; days?: number } = {},
) =>
  aLine(
    { name, category: DrugCategory.TCM_PIECE, atc: null, unit: 'g', packSize: null, ...drug },
    { quantity, ...item },
  );

/** An ordinary sheet of a township that no rule finds anything in. */
export const aSheet = (overrides: Partial<Sheet> = {}): Sheet => ({
  kind: PrescriptionKind.ORDINARY,
  ...{ items: [aLine()], reason: null, patientConsent: false },
  diagnoses: [{ system: 'ICD-10', code: 'I10', display: '原发性高血压' }],
  ...{ tier: InstitutionTier.TOWNSHIP_HEALTH_CENTER, allergies: [], contracted: true, plan: null },
  ...{ titleLevel: 'INTERMEDIATE', hadLongTerm: false },
  ...{ lasting: new Map(), essentials: [], at: noon, ...overrides },
});
