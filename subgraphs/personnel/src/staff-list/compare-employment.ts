import { alwaysSo } from '../practitioner/practitioner-history.entity';
import { type Compared, changeOf, same } from './compared';
import type { StaffEntry } from './staff-entry';
import type { StaffRecord } from './staff-record.loader';

/** What is done for an employment, one after the other. */
export interface EmploymentStep {
  /** Null: the employer stays. */
  readonly begins: { readonly since: string; readonly corrects: boolean } | null;
  /** The first day of the one that is on record, which was not known yet. */
  readonly learnt: string | null;
  /** Her last day. */
  readonly leftOn: string | null;
}

/** What a list says of who employs a person, held against the history, which is written forward alone. */
export function compareEmployment(
  entry: StaffEntry,
  { employments, person }: StaffRecord,
): Compared<EmploymentStep> {
  const { employedSince, employerId, leftOn } = entry;
  const isHere = employerId === person.employerId;
  if (isHere && leftOn !== null && person.leftOn !== null) return compareLastDay(leftOn, person);
  const last = employments.at(-1)?.since ?? alwaysSo;
  const moves = !isHere || person.leftOn !== null;
  const cause = moves ? moveFault(entry, last) : stayFault(entry, last);
  if (cause !== null) return faultOf('employedSince', cause);
  const since = employedSince ?? last;
  if (leftOn !== null && leftOn < since)
    return faultOf('leftOn', `must not be before ${since}, her first day`);
  const begins = moves ? { since, corrects: since === last } : null;
  const learnt = moves || since === last ? null : since;
  if (!begins && learnt === null && leftOn === null) return same;
  return {
    changes: [
      ...changeOf('employer', person.employerId, employerId),
      ...changeOf('employedSince', last || null, since || null),
      ...changeOf('leftOn', person.leftOn, leftOn),
    ],
    ...{ faults: [], step: { begins, learnt, leftOn } },
  };
}

/** Of who left before, and whom the list has left. */
const compareLastDay = (leftOn: string, person: StaffRecord['person']) =>
  person.leftOn === leftOn ? same : faultOf('leftOn', `${person.leftOn} is on record already`);

/** Why she cannot begin there then. */
function moveFault({ employedSince }: StaffEntry, last: string): string | null {
  if (employedSince === null) return 'who moves or comes back needs her first day';
  return employedSince < last ? `must not be before ${last}, when the last one began` : null;
}

/** Why she cannot have been there since. */
const stayFault = ({ employedSince }: StaffEntry, last: string): string | null =>
  employedSince === null || employedSince === last || last === alwaysSo
    ? null
    : `${last} is on record already`;

const faultOf = (field: 'employedSince' | 'leftOn', cause: string) => ({
  changes: [],
  ...{ faults: [{ field, cause }], step: null },
});
