import type { CodeMapping } from './code-mapping.entity';

/** What of an institution is mapped: its codes of tests, of exams, and the units it prints. */
export const localCodeKinds = ['LABORATORY_CODE', 'EXAM_CODE', 'UNIT'] as const;
export type LocalCodeKind = (typeof localCodeKinds)[number];
export type CodeKind = Exclude<LocalCodeKind, 'UNIT'>;

/** What an institution's own code stands for. */
export interface MappedCode {
  readonly item: string;
  /** The unit meant where a result comes without one. */
  readonly unit: string | null;
}

/** What an institution's codes and units stand for by the word of a quality manager, at one revision. */
export interface LocalTable {
  readonly revision: number;
  code(kind: CodeKind, key: string): MappedCode | null;
  /** The UCUM unit of a folded printed one. */
  unit(key: string): string | null;
}

type Mapped = Pick<CodeMapping, 'kind' | 'printedKey' | 'itemCode' | 'ucumUnit' | 'revision'>;

/** The table that rows, oldest first, make: of several for one code the last counts. */
export function tableOf(
  rows: readonly Mapped[],
  revision = rows.at(-1)?.revision ?? 0,
): LocalTable {
  const codes = new Map<string, MappedCode>();
  const units = new Map<string, string>();
  for (const { kind, printedKey, itemCode, ucumUnit } of rows) {
    if (itemCode !== null) codes.set(`${kind} ${printedKey}`, { item: itemCode, unit: ucumUnit });
    else if (ucumUnit !== null) units.set(printedKey, ucumUnit);
  }
  return {
    revision,
    code: (kind, key) => codes.get(`${kind} ${key}`) ?? null,
    unit: (key) => units.get(key) ?? null,
  };
}

/** Of an institution whose codes nobody has mapped by hand. */
export const noLocalCodes: LocalTable = tableOf([]);
