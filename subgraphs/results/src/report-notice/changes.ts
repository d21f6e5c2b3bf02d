/** What of a report may change between two versions. */
export const changedFields = [
  'VALUE',
  'REFERENCE_RANGE',
  'FLAG',
  'CONCLUSION',
  'FINDINGS',
  'EFFECTIVE_AT',
  'ITEM_CODE',
  'MODALITY',
  'BODY_SITE',
  'STUDY_INSTANCE_UID',
  'ACCESSION_NUMBER',
] as const;
export type ChangedField = (typeof changedFields)[number];

/** One value as a version printed it. */
export interface PrintedValue {
  readonly itemCode: string;
  readonly mapped: boolean;
  readonly printedName: string | null;
  readonly value: string;
  readonly unit: string | null;
  readonly referenceRange: string | null;
  readonly flag: string | null;
  readonly sensitive: boolean;
}

/** A version as posted: what stands in its content, and its values in their printed order. */
export interface PrintedVersion {
  readonly content: Readonly<Record<string, unknown>>;
  readonly values: readonly PrintedValue[];
}

/** One thing that is not what it was; null stands for what is not there. */
export interface Change {
  readonly field: ChangedField;
  /** The value it is about, from the later version where it stands in both; null for the report. */
  readonly value: PrintedValue | null;
  readonly from: string | null;
  readonly to: string | null;
}

const contentFields: readonly (readonly [string, ChangedField])[] = [
  ['conclusion', 'CONCLUSION'],
  ['findings', 'FINDINGS'],
  ['effectiveAt', 'EFFECTIVE_AT'],
  ['printedCode', 'ITEM_CODE'],
  ['modality', 'MODALITY'],
  ['bodySite', 'BODY_SITE'],
  ['studyInstanceUid', 'STUDY_INSTANCE_UID'],
  ['accessionNumber', 'ACCESSION_NUMBER'],
];

/**
 * What changed from one version to another: values by their item (of several of one item, in their
 * order) in the order of the later version, those that are gone after them, then the report's own.
 */
export function changesBetween(from: PrintedVersion, to: PrintedVersion): Change[] {
  const [before, after] = [bySubject(from.values), bySubject(to.values)];
  const gone = [...before].filter(([subject]) => !after.has(subject));
  return [
    ...[...after].flatMap(([subject, value]) => valueChanges(before.get(subject) ?? null, value)),
    ...gone.flatMap(([, value]) => valueChanges(value, null)),
    ...contentFields.flatMap(([key, field]) =>
      changed(field, null, textOf(from.content[key]), textOf(to.content[key])),
    ),
  ];
}

function bySubject(values: readonly PrintedValue[]): Map<string, PrintedValue> {
  const seen = new Map<string, number>();
  return new Map(
    values.map((value) => {
      const nth = (seen.get(value.itemCode) ?? 0) + 1;
      seen.set(value.itemCode, nth);
      return [`${value.itemCode}\n${nth}`, value];
    }),
  );
}

function valueChanges(from: PrintedValue | null, to: PrintedValue | null): Change[] {
  const value = to ?? from;
  const changes = changed('VALUE', value, from && withUnit(from), to && withUnit(to));
  if (!from || !to) return changes;
  return [
    ...changes,
    ...changed('REFERENCE_RANGE', value, from.referenceRange, to.referenceRange),
    ...changed('FLAG', value, from.flag, to.flag),
  ];
}

const withUnit = ({ value, unit }: PrintedValue) => (unit === null ? value : `${value} ${unit}`);

const changed = (
  field: ChangedField,
  value: PrintedValue | null,
  from: string | null,
  to: string | null,
): Change[] => (from === to ? [] : [{ field, value, from, to }]);

/** Times in a content are written as JSON writes them, or still are times. */
function textOf(found: unknown): string | null {
  if (found instanceof Date) return found.toISOString();
  return found === null || found === undefined || found === '' ? null : String(found);
}
