import type { Catalogue, ResolvedCode } from '../catalogue/catalogue';
import { unitKey } from '../catalogue/read-units';
import type { Interpretation } from '../catalogue/read-words';
import { type CodeKind, type LocalTable, noLocalCodes } from '../mapping/local-code';
import { interpret } from './interpret';
import { type Comparator, parseValue } from './parse-value';
import type { UnitJudge } from './unit';

/** One value as a laboratory sent it. */
export interface PrintedObservation {
  readonly code: string;
  readonly name?: string | null | undefined;
  readonly value: string;
  readonly unit?: string | null | undefined;
  readonly referenceRange?: string | null | undefined;
  readonly flag?: string | null | undefined;
}

/** A value as printed, with number, unit, code and meaning beside it (design rule 9). */
export interface ReadObservation {
  readonly itemCode: string;
  readonly mapped: boolean;
  readonly printedCode: string;
  readonly printedName: string | null;
  readonly value: string;
  readonly number: number | null;
  readonly comparator: Comparator | null;
  readonly unit: string | null;
  readonly ucumUnit: string | null;
  readonly comparable: boolean;
  readonly referenceRange: string | null;
  readonly flag: string | null;
  readonly interpretation: Interpretation;
  readonly sensitive: boolean;
}

/**
 * What an institution means by a code: by the word of its quality manager, else by its file, else
 * by the catalogue.
 */
export function resolveCode(
  kind: CodeKind,
  code: string,
  institutionId: string,
  catalogue: Catalogue,
  local: LocalTable,
): ResolvedCode | null {
  const mapped = local.code(kind, code);
  if (mapped === null) return catalogue.resolve(institutionId, code);
  const item = catalogue.find(mapped.item);
  return item && { item, agreedUnit: mapped.unit };
}

/** Reads a value by the catalogue and the sender's code table; what was printed stays as it is. */
export function readObservation(
  printed: PrintedObservation,
  institutionId: string,
  catalogue: Catalogue,
  units: UnitJudge,
  local: LocalTable = noLocalCodes,
): ReadObservation {
  const { name = null, value, unit = null, referenceRange = null, flag = null } = printed;
  const code = printed.code.trim();
  const resolved = resolveCode('LABORATORY_CODE', code, institutionId, catalogue, local);
  const item = resolved?.item ?? null;
  const { number, comparator } = parseValue(value);
  const stated = unit === null ? null : (local.unit(unitKey(unit)) ?? unit);
  const judged = units.judge({ value, number, unit: stated }, item, resolved?.agreedUnit);
  const nominal = item?.scale === 'NOMINAL';
  return {
    itemCode: item?.code ?? code,
    ...{ mapped: item !== null, printedCode: code, printedName: name },
    ...{ value, number, comparator, unit, referenceRange, flag },
    ...{ ucumUnit: judged.ucum, comparable: judged.comparable },
    interpretation: interpret({ value, referenceRange, flag, nominal }, catalogue.words),
    sensitive: item?.sensitive ?? false,
  };
}
