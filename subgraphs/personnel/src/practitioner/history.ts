import type { Practitioner, TitleLevel } from './practitioner.entity';
import {
  alwaysSo,
  type PractitionerEmployment,
  type PractitionerTitle,
} from './practitioner-history.entity';

/** Of rows that each hold until the next begins, the one of a day; undefined before the first. */
export const rowOn = <Row extends { readonly since: string }>(
  rows: readonly Row[],
  day: string,
): Row | undefined =>
  rows.reduce<Row | undefined>(
    (last, row) => (row.since <= day && row.since >= (last?.since ?? alwaysSo) ? row : last),
    undefined,
  );

/** What is known of a title before a history begins: the present one. */
export const presentTitle = ({ id, titleCode, titleLevel, titleSince }: Practitioner) => ({
  practitionerId: id,
  since: titleSince ?? alwaysSo,
  ...{ level: titleLevel, code: titleCode },
});

/**
 * The title of a day; that of today where no history was written, null before the first one that is
 * known.
 */
export const titleOn = (
  person: Practitioner,
  history: readonly PractitionerTitle[],
  day: string,
): TitleLevel | null =>
  history.length === 0 ? person.titleLevel : (rowOn(history, day)?.level ?? null);

/** Who employs a person on a day; today's employer where no history was written. */
export const employerOn = (
  { employerId, leftOn }: Pick<Practitioner, 'employerId' | 'leftOn'>,
  history: readonly PractitionerEmployment[],
  day: string,
): string | null => {
  if (history.length > 0) return rowOn(history, day)?.employerId ?? null;
  return leftOn !== null && day > leftOn ? null : employerId;
};
