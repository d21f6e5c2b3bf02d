import { hasTitle } from '@lianyi/shared/ports/practice-rights';
import {
  FindingSeverity,
  type PrescriptionFinding,
  PrescriptionKind,
} from '../prescription/prescription.entity';
import type { PrescribingRules } from '../rules/prescribing-rules';
import { finding, type Sheet } from './sheet';

const { BLOCKING, WARNING } = FindingSeverity;

/**
 * Anti-infectives by grade and title (抗菌药物临床应用管理办法 2012, articles 24 and 28); one whose
 * grade the catalogue does not tell is held to none.
 */
export function checkAntiInfectives(
  { items, kind, reason, titleLevel }: Sheet,
  { antiInfectives: { emergencyDays, leastTitles } }: PrescribingRules,
): PrescriptionFinding[] {
  const isUrgent = kind === PrescriptionKind.EMERGENCY && reason !== null;
  return items.flatMap(({ days, drug: { antiInfectiveGrade: grade, name } }) => {
    const least = grade === null ? undefined : leastTitles.get(grade);
    if (least === undefined || hasTitle(titleLevel, least)) return [];
    return isUrgent && days <= emergencyDays
      ? [finding('ANTI_INFECTIVE_GRADE', WARNING, `${name}越级使用，请在24小时内补办手续`)]
      : [finding('ANTI_INFECTIVE_GRADE', BLOCKING, `${name}超出处方医师的抗菌药物处方权限`)];
  });
}
