import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { PharmacyContext } from '../context';
import type { Drug } from '../drug/drug.entity';
import { Prescription } from '../prescription/prescription.entity';
import { PrescriptionItem } from '../prescription/prescription-item.entity';
import { findingsOf } from '../sheet/findings-of';
import type { Sheet } from '../sheet/sheet';
import { InstitutionTier } from '../stubs/institution-tier.stub';

/** A sheet of the sample, with the problems its findings point to. */
export interface Suspect {
  readonly prescription: Prescription;
  readonly suspected: string[];
}

type Context = Pick<
  PharmacyContext,
  'drugs' | 'manager' | 'prescribing' | 'reviewRules' | 'safety'
>;

/**
 * What the rules have against the sheets that were drawn: what they found when it was issued, and what
 * they find now in what is kept of it. Two statements, however many sheets; drugs come from the cache.
 */
export async function suspect(context: Context, ids: readonly string[]): Promise<Suspect[]> {
  if (ids.length === 0) return [];
  const { manager, reviewRules } = context;
  const places = placeholders(ids);
  const rows = await selectRows(manager, Prescription, `WHERE \`id\` IN (${places})`, ids);
  const tail = `WHERE \`prescriptionId\` IN (${places}) ORDER BY \`prescriptionId\`, \`position\``;
  const items = groupBy(
    await selectRows(manager, PrescriptionItem, tail, ids),
    ({ prescriptionId }) => prescriptionId,
  );
  return Promise.all(
    rows.map(async (prescription) => {
      const again = await foundAgain(context, prescription, items.get(prescription.id) ?? []);
      const codes = [...prescription.findings, ...again].map(({ code }) => code);
      const problems = codes.flatMap((code) => reviewRules.problemOf(code) ?? []);
      return { prescription, suspected: [...new Set(problems)].sort() };
    }),
  );
}

/** Of a sheet that is kept its tier, its prescriber’s title, its patient's allergies and contract are not known any more: rules about them count not. */
async function foundAgain(
  { drugs, prescribing, reviewRules, safety }: Context,
  { diagnoses, issuedAt: at, kind, patientConsent, reason }: Prescription,
  items: readonly PrescriptionItem[],
) {
  const known = await Promise.all(
    items.map(async ({ days, dosage, drugCode, quantity }) => {
      const drug = await drugs.get(drugCode);
      return drug && { drug, days, dosage, quantity };
    }),
  );
  const sheet: Sheet = {
    kind,
    ...{ diagnoses, reason, at, patientConsent: patientConsent ?? false },
    items: known.filter((one): one is typeof one & { drug: Drug } => one !== null),
    ...{ tier: InstitutionTier.COUNTY_HOSPITAL, allergies: [], contracted: true, plan: null },
    ...{ titleLevel: 'SENIOR', hadLongTerm: true, lasting: new Map(), essentials: [] },
  };
  return findingsOf(sheet, { prescribing, safety }).filter(({ code }) =>
    reviewRules.again.has(code),
  );
}
