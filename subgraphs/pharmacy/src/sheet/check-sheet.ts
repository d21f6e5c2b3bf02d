import { type Drug, DrugCategory } from '../drug/drug.entity';
import {
  FindingSeverity,
  type PrescriptionFinding,
  PrescriptionKind,
} from '../prescription/prescription.entity';
import type { DayLimit, PrescribingRules } from '../rules/prescribing-rules';
import { finding, type Sheet, type SheetItem } from './sheet';

const { BLOCKING, WARNING } = FindingSeverity;

const isPiece = ({ category }: Drug) => category === DrugCategory.TCM_PIECE;

/** How the sheet is made up: drugs a sheet, pieces on their own, days (处方管理办法). */
export function checkSheet(sheet: Sheet, rules: PrescribingRules): PrescriptionFinding[] {
  return [...checkNumber(sheet, rules), ...checkDays(sheet, rules)];
}

function checkNumber({ items, kind }: Sheet, { mostDrugs, mostPieces }: PrescribingRules) {
  const pieces = items.filter(({ drug }) => isPiece(drug)).length;
  const found: PrescriptionFinding[] = [];
  if (kind === PrescriptionKind.TCM ? pieces < items.length : pieces > 0)
    found.push(finding('PIECES_APART', BLOCKING, '中药饮片应单独开具处方（TCM）'));
  if (items.length - pieces > mostDrugs)
    found.push(finding('TOO_MANY_DRUGS', BLOCKING, `每张处方不得超过${mostDrugs}种药品`));
  if (pieces > mostPieces)
    found.push(finding('TOO_MANY_PIECES', BLOCKING, `每张处方不得超过${mostPieces}味饮片`));
  return found;
}

function checkDays(sheet: Sheet, rules: PrescribingRules) {
  return sheet.items.flatMap((item) => {
    const ofKind = rules.kinds.get(sheet.kind);
    const ofControl = rules.controls.find(
      ({ control, forms }) =>
        control === item.drug.control && (forms.length === 0 || forms.includes(item.drug.form)),
    );
    return [
      ...(ofKind ? overLimit('TOO_MANY_DAYS', sheet, item, ofKind) : []),
      ...(ofControl ? overLimit('CONTROLLED_DAYS', sheet, item, ofControl) : []),
    ];
  });
}

function overLimit(
  code: string,
  { kind, patientConsent, reason }: Sheet,
  { days, drug }: SheetItem,
  { mostDays, mostDaysWithReason }: DayLimit,
): PrescriptionFinding[] {
  if (days <= mostDays) return [];
  // A long-term sheet needs her consent besides, over four weeks (长期处方管理规范).
  const agreed = kind !== PrescriptionKind.LONG_TERM || patientConsent;
  if (days <= mostDaysWithReason && reason !== null && agreed)
    return [finding(code, WARNING, `${drug.name}超过${mostDays}天，已注明理由`)];
  const most =
    mostDaysWithReason > mostDays
      ? `，注明理由${kind === PrescriptionKind.LONG_TERM ? '并经患者同意' : ''}可至${mostDaysWithReason}天`
      : '';
  return [finding(code, BLOCKING, `${drug.name}不得超过${mostDays}天${most}`)];
}
