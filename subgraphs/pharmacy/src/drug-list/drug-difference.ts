import { Drug, SpecialControl } from '../drug/drug.entity';
import type { DrugFieldChange } from './drug-list-line.entity';
import { listFields } from './drug-list-rules';
import type { DrugFacts, ListedDrug } from './read-drug-line';

/** What a drug of a list is where neither the list nor the catalogue says it. */
const unsaid = {
  packSize: null,
  ...{ maker: null, atc: null, insuranceClass: null, essential: false },
  ...{ control: SpecialControl.NONE, antiInfective: false, antiInfectiveGrade: null },
  ...{ storage: null, price: null },
} satisfies Partial<DrugFacts>;

/** The drug as the list has it; what the list says nothing of stays as the catalogue has it. */
export const drugOf = (listed: ListedDrug, known: Drug | undefined): Drug =>
  Object.assign(new Drug(), unsaid, known, listed, { effectiveFrom: null, effectiveUntil: null });

/** Field by field what is otherwise; none where the two are the same. */
export const changesBetween = (before: Drug, after: Drug): DrugFieldChange[] =>
  listFields
    .map((field) => ({ field, before: textOf(before, field), after: textOf(after, field) }))
    .filter((change) => change.before !== change.after);

/** The order of tiers says nothing. */
function textOf(drug: Drug, field: (typeof listFields)[number]): string | null {
  const value = drug[field];
  if (Array.isArray(value)) return [...value].sort().join(' ');
  return value === null ? null : String(value);
}
