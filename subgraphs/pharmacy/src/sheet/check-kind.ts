import { hasTitle } from '@lianyi/shared/ports/practice-rights';
import { DrugStorage } from '../drug/drug.entity';
import {
  FindingSeverity,
  type PrescriptionFinding,
  PrescriptionKind,
} from '../prescription/prescription.entity';
import type { LongTermRules, PrescribingRules } from '../rules/prescribing-rules';
import { finding, isDiagnosed, type Sheet, type SheetItem } from './sheet';

const { BLOCKING, WARNING } = FindingSeverity;

/** What a kind of sheet asks for besides: long-term ones (domain facts 4.3), and those that go on with a plan. */
export function checkKind(sheet: Sheet, { longTerm }: PrescribingRules): PrescriptionFinding[] {
  if (sheet.kind === PrescriptionKind.LONG_TERM) return checkLongTerm(sheet, longTerm);
  return sheet.kind === PrescriptionKind.CONTINUATION ? checkContinuation(sheet) : [];
}

function checkLongTerm(sheet: Sheet, rules: LongTermRules) {
  const found: PrescriptionFinding[] = [];
  if (rules.needsContract && !sheet.contracted)
    found.push(finding('LONG_TERM_CONTRACT', BLOCKING, '长期处方限签约居民'));
  // Who goes on with the plan of a down-referral is guided by those above.
  const isGuided = sheet.hadLongTerm || (sheet.plan ?? []).length > 0;
  if (!isGuided && !hasTitle(sheet.titleLevel, rules.firstTitle))
    found.push(finding('LONG_TERM_TITLE', BLOCKING, '首次长期处方应由中级以上职称医师开具'));
  if (!isDiagnosed(sheet, [...rules.diagnoses, ...rules.antiInfectiveDiagnoses]))
    found.push(finding('LONG_TERM_DIAGNOSIS', BLOCKING, '诊断不在长期处方病种范围内'));
  return [...found, ...sheet.items.flatMap((item) => longTermItem(sheet, item, rules))];
}

function longTermItem(sheet: Sheet, { drug }: SheetItem, rules: LongTermRules) {
  const { antiInfective, atc, code, control, name, storage } = drug;
  const found: PrescriptionFinding[] = [];
  const forbidden =
    rules.forbiddenControls.includes(control) ||
    (antiInfective && !isDiagnosed(sheet, rules.antiInfectiveDiagnoses)) ||
    storage === DrugStorage.REFRIGERATED ||
    rules.coldAtc.some((begin) => atc?.startsWith(begin));
  if (forbidden) found.push(finding('LONG_TERM_DRUG', BLOCKING, `${name}不得开具长期处方`));
  const until = sheet.lasting.get(code);
  if (until && until > sheet.at)
    found.push(finding('LONG_TERM_LASTS', BLOCKING, `${name}上一张长期处方的药量尚未用完`));
  return found;
}

/** A continuation hands over what the plan of the down-referral says, and no more (PH-14). */
function checkContinuation({ items, plan }: Sheet) {
  if (plan === null)
    return [finding('CONTINUATION_PLAN', BLOCKING, '接续处方应注明下转的转诊单（referralId）')];
  return items.flatMap(({ days, dosage, drug }) => {
    const planned = plan.find(({ drugCode }) => drugCode === drug.code);
    if (!planned) return [finding('NOT_PLANNED', BLOCKING, `${drug.name}不在接续治疗方案中`)];
    if (days > planned.days)
      return [finding('NOT_PLANNED', BLOCKING, `${drug.name}超过方案的${planned.days}天`)];
    return planned.dosage === dosage
      ? []
      : [finding('OTHER_DOSAGE', WARNING, `${drug.name}用法与方案不同`)];
  });
}
