import type { Drug } from '../drug/drug.entity';
import {
  FindingSeverity,
  type PrescriptionFinding,
  PrescriptionKind,
} from '../prescription/prescription.entity';
import type { PrescribingRules } from '../rules/prescribing-rules';
import { finding, isDiagnosed, type Sheet } from './sheet';

const { BLOCKING, WARNING } = FindingSeverity;

/** Which drugs: those of the tier, each once, essential ones first. */
export function checkDrugs(sheet: Sheet, rules: PrescribingRules): PrescriptionFinding[] {
  return [
    ...checkTiers(sheet, rules),
    ...checkDoubles(sheet, rules),
    ...checkEssential(sheet, rules),
  ];
}

/** A lower tier uses the upper catalogue for who came down, tiered-care diseases, emergencies (PH-15). */
function checkTiers(sheet: Sheet, { upperCatalogueDiagnoses }: PrescribingRules) {
  const { items, kind, plan, tier } = sheet;
  const mayUseUpper =
    kind === PrescriptionKind.EMERGENCY ||
    plan !== null ||
    isDiagnosed(sheet, upperCatalogueDiagnoses);
  return items
    .filter(({ drug }) => !drug.tiers.includes(tier))
    .map(({ drug }) =>
      mayUseUpper
        ? finding('UPPER_CATALOGUE', WARNING, `${drug.name}属上级医院目录，按规定可用`)
        : finding('TIER', BLOCKING, `${drug.name}不在本级机构用药目录内；下转患者请注明转诊单`),
    );
}

function checkDoubles({ items }: Sheet, rules: PrescribingRules) {
  const found: PrescriptionFinding[] = [];
  for (const [at, { drug }] of items.entries())
    for (const { drug: earlier } of items.slice(0, at)) {
      const names = `${earlier.name}、${drug.name}`;
      if (drug.code === earlier.code || sameClass(drug, earlier, rules.sameDrugAtcCharacters))
        found.push(finding('DUPLICATE_DRUG', BLOCKING, `${names}为同一种药`));
      else if (sameClass(drug, earlier, rules.sameGroupAtcCharacters))
        found.push(finding('SAME_GROUP', WARNING, `${names}属同类药`));
    }
  return found;
}

/** A class that is not told so far is none: it says nothing. */
const sameClass = ({ atc }: Drug, other: Drug, characters: number) =>
  atc !== null &&
  atc.length >= characters &&
  other.atc?.slice(0, characters) === atc.slice(0, characters);

function checkEssential({ essentials, items, tier }: Sheet, rules: PrescribingRules) {
  return items
    .filter(({ drug }) => !drug.essential)
    .flatMap(({ drug }) => {
      const instead = essentials.find(
        (one) => one.tiers.includes(tier) && sameClass(drug, one, rules.sameGroupAtcCharacters),
      );
      return instead
        ? [finding('ESSENTIAL_FIRST', WARNING, `${drug.name}有同类基本药物可选：${instead.name}`)]
        : [];
    });
}
