import type { Coding } from '@lianyi/shared/graphql/coding';
import { type Drug, DrugCategory } from '../drug/drug.entity';
import { FindingSeverity, type PrescriptionFinding } from '../prescription/prescription.entity';
import type { SafetyRules } from '../rules/safety-rules';
import { checkPieceGrams } from './check-piece-grams';
import { finding, type Sheet } from './sheet';

/** Whether the drugs do harm: to who does not bear them, to one another, and by how much of them there is. */
export function checkSafety(sheet: Sheet, rules: SafetyRules): PrescriptionFinding[] {
  const drugs = sheet.items.map(({ drug }) => drug);
  return [
    ...drugs.flatMap((drug) => allergiesTo(drug, sheet.allergies, rules)),
    ...drugs.flatMap((drug, at) =>
      drugs.slice(0, at).flatMap((earlier) => interactionsOf(earlier, drug, rules)),
    ),
    ...checkPieceGrams(sheet, rules.pieceLimits),
  ];
}

/** Characters of a name that say which substance it is. */
const leastName = 2;

/** The substance is told by name: what it names, and what it stands for. */
function allergiesTo(drug: Drug, allergies: readonly Coding[], { allergies: rules }: SafetyRules) {
  const blocks = finding('ALLERGY', FindingSeverity.BLOCKING, `患者对${drug.name}过敏`);
  const warns = finding('ALLERGY', FindingSeverity.WARNING, `患者可能对${drug.name}交叉过敏`);
  const severities = allergies.flatMap(({ code, display }) => {
    const name = display.trim();
    const named =
      code === drug.code ||
      (drug.atc !== null && code === drug.atc) ||
      (name.length >= leastName && drug.name.includes(name));
    const meant = rules
      .filter(
        ({ atc, words }) => drug.atc?.startsWith(atc) && words.some((word) => name.includes(word)),
      )
      .map(({ severity }) => severity);
    return named ? [FindingSeverity.BLOCKING] : meant;
  });
  if (severities.includes(FindingSeverity.BLOCKING)) return [blocks];
  return severities.length > 0 ? [warns] : [];
}

function interactionsOf(one: Drug, other: Drug, { pairs, pieces }: SafetyRules) {
  const names = `${one.name}、${other.name}`;
  const is = (drug: Drug, atc: string) => drug.atc?.startsWith(atc) ?? false;
  const eitherWay = (holds: (first: Drug, second: Drug) => boolean) =>
    holds(one, other) || holds(other, one);
  const ofClasses = pairs
    .filter((pair) => eitherWay((first, second) => is(first, pair.one) && is(second, pair.other)))
    .map(({ severity, text }) => finding('INTERACTION', severity, `${names}：${text}`));
  if (![one, other].every(({ category }) => category === DrugCategory.TCM_PIECE)) return ofClasses;
  const ofPieces = pieces
    .filter((pair) =>
      eitherWay(
        (first, second) =>
          first.name.includes(pair.one) && pair.others.some((word) => second.name.includes(word)),
      ),
    )
    .map(({ name, severity }) => finding('INCOMPATIBLE_PIECES', severity, `${names}：${name}`));
  return [...ofClasses, ...ofPieces];
}
