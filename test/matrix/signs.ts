import { withResidentCheck } from '@lianyi/shared/text/check-digits';

/** Of which row a sign tells, and who may know the row. */
export interface RowFacts {
  /** Whose record it stands in. */
  readonly patient: string;
  /** The group of fields that shows such rows. */
  readonly group: string;
  /** Institutions whose own row it is: one, or both sides of a slip. */
  readonly holders: readonly string[];
  /** Only the treating side may know that it is there. */
  readonly sensitive?: boolean;
  /** Not submitted yet: only this institution knows of it. */
  readonly draftOf?: string;
  /** No longer, or not yet, in force: shown to nobody. */
  readonly past?: boolean;
  /** A report that goes with this slip, and is shown with it. */
  readonly sentWith?: RowFacts;
}

/** A value that stands in one place of the county alone: where it shows, that row was shown. */
export interface Sign {
  /** What it looks like in an answer. */
  readonly text: string;
  /** `Type.field` it is the value of. */
  readonly field: string;
  readonly row: RowFacts;
  /** Tells what only the treating side may know, in a row that others may see. */
  readonly sensitive: boolean;
  /** Shown where the field is masked, and only there. */
  readonly masked: boolean;
}

interface SignOptions {
  readonly sensitive?: boolean;
  readonly masked?: boolean;
}

/** How signs look: texts, numbers of results, ids, names, numbers of persons whole and masked. */
const looks =
  /sg[0-9a-z]{5}gs|\b\d\.\d{6}\b|5160[0-9a-f]{4}-0000-4000-8000-[0-9a-f]{12}|阚[\u4e00-\u9fff]{2}|199(?:\d{4}|\*{4})\d{4}|3417(?:\d{10}|\*{10})\d{3}[\dX]|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+08:00|\b\d{13}\b|\b1\d{3}-\d\d-\d\d\b/gu;

const instant = /^\d{4}-\d\d-\d\dT/;
const dayMs = 86_400_000;

/** Times meet in milliseconds, however they are written. */
const keyOf = (text: string) => (instant.test(text) ? String(Date.parse(text)) : text);

/** Makes every value of the county's rows, each once, and finds them again in answers. */
export function createSigns(now: Date) {
  const signs = new Map<string, Sign>();
  const byPatient = new Map<string, Sign[]>();
  let count = 0;
  const add = (text: string, field: string, row: RowFacts, options: SignOptions = {}) => {
    if (signs.has(keyOf(text))) throw new Error(`the sign ${text} is not unique`);
    const { sensitive = false, masked = false } = options;
    const sign = { text, field, row, sensitive, masked };
    signs.set(keyOf(text), sign);
    byPatient.set(row.patient, [...(byPatient.get(row.patient) ?? []), sign]);
    return text;
  };
  const next = () => {
    count += 1;
    return count;
  };
  return {
    /** All that stand in one patient's record. */
    of: (patient: string): readonly Sign[] => byPatient.get(patient) ?? [],
    add,
    text: (field: string, row: RowFacts, options?: SignOptions) =>
      add(`sg${next().toString(36).padStart(5, '0')}gs`, field, row, options),
    id: (field: string, row: RowFacts, options?: SignOptions) => {
      const tail = next().toString(16).padStart(12, '0');
      return add(`51600000-0000-4000-8000-${tail}`, field, row, options);
    },
    /** A result of a measurement. */
    number: (field: string, row: RowFacts, options?: SignOptions) =>
      add(`5.${String(next()).padStart(5, '0')}1`, field, row, options),
    /** An instant some days ago, to the millisecond nobody else's. */
    time(field: string, row: RowFacts, daysAgo: number, options?: SignOptions): Date {
      const at = new Date(now.getTime() - daysAgo * dayMs - 3_600_000 + next());
      add(String(at.getTime()), field, row, options);
      return at;
    },
    /** The signs that stand in an answer, also where a cursor hides them in base64. */
    in(text: string): Set<Sign> {
      const hidden = (text.match(/[\w+/-]{16,}={0,2}/g) ?? []).map((part) =>
        Buffer.from(part, 'base64url').toString('utf8'),
      );
      const found = [text, ...hidden].flatMap((part) => part.match(looks) ?? []);
      return new Set(found.flatMap((one) => signs.get(keyOf(one)) ?? []));
    },
  };
}
export type Signs = ReturnType<typeof createSigns>;

/** An invented name of three signs that nobody else has. */
export const nameOf = (index: number) =>
  `阚${String.fromCodePoint(0x6000 + index * 7)}${String.fromCodePoint(0x7100 + index * 11)}`;

/** An invented number with a valid check digit, of a division that is nobody's. */
export const residentNumber = (birthDate: string, index: number) =>
  withResidentCheck(`341799${birthDate.replaceAll('-', '')}${String(index).padStart(3, '0')}`);
