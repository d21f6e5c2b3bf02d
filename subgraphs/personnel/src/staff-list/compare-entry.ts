import type { Licence } from '../licence/licence.entity';
import { compareEmployment, type EmploymentStep } from './compare-employment';
import { compareLicence } from './compare-licence';
import { compareTitle, type TitleStep } from './compare-title';
import { changeOf, type EntryFault, said } from './compared';
import type { SealedLicence, StaffEntry } from './staff-entry';
import { StaffDifferenceKind, type StaffFieldChange } from './staff-list-line.entity';
import type { StaffRecord } from './staff-record.loader';

/** What a line is held against. */
export interface EntryGround {
  /** Undefined: nobody of the id is on record. */
  readonly record: StaffRecord | undefined;
  /** Licences that have the number of the line. */
  readonly terms: readonly Licence[];
  /** Institutions whose people the list may change. */
  readonly managed: ReadonlySet<string>;
}

/** What a line does to a person, and what is done for it. */
export interface EntryDifference {
  readonly kind: StaffDifferenceKind;
  readonly changes: readonly StaffFieldChange[];
  readonly faults: readonly EntryFault[];
  readonly facts: Pick<
    StaffRecord['person'],
    'category' | 'department' | 'name' | 'specialty'
  > | null;
  readonly title: TitleStep | null;
  readonly employment: EmploymentStep | null;
  readonly licence: SealedLicence | null;
}

const nothing = {
  changes: [],
  ...{ faults: [], facts: null, title: null, employment: null, licence: null },
} as const;

/** Compares a line with what is on record of the person. */
export function compareEntry(
  entry: StaffEntry,
  listed: SealedLicence | null,
  { managed, record, terms }: EntryGround,
): EntryDifference {
  const licence = compareLicence(listed, entry.id, terms);
  if (!record)
    return {
      ...nothing,
      kind: StaffDifferenceKind.ADDED,
      ...{ faults: licence.faults, licence: licence.step },
    };
  const { person } = record;
  const strange = strangeness(entry, person, managed);
  if (strange !== null)
    return {
      ...nothing,
      kind: StaffDifferenceKind.UNCHANGED,
      faults: [{ field: 'id', cause: strange }],
    };
  const title = compareTitle(entry, record);
  const employment = compareEmployment(entry, record);
  const facts = factsOf(entry, person);
  const parts = [facts, title, employment, licence];
  const changes = parts.flatMap((part) => part.changes);
  return {
    kind: kindOf(employment.step, changes.length),
    changes,
    faults: [title, employment, licence].flatMap(({ faults }) => faults),
    facts: facts.changes.length > 0 ? facts.after : null,
    ...{ title: title.step, employment: employment.step, licence: licence.step },
  };
}

/** Why the person of the id cannot be the one of the list. */
function strangeness(
  { employerId, name }: StaffEntry,
  person: StaffRecord['person'],
  managed: ReadonlySet<string>,
): string | null {
  if (!managed.has(person.employerId)) return 'is a person whose employer is not managed here';
  // A number that is given anew must not hand a person's licences and titles to another.
  if (person.leftOn !== null && person.name !== name)
    return 'is the number of a person of another name, who left';
  // Two institutions may give the same number to two people.
  return person.employerId !== employerId && person.name !== name
    ? 'is a person of another name at another institution'
    : null;
}

function factsOf(entry: StaffEntry, person: StaffRecord['person']) {
  const { category, name } = entry;
  const specialty = said(entry.specialty, person.specialty);
  // Who moves to another employer leaves the department.
  const before = person.employerId === entry.employerId ? person.department : null;
  const department = said(entry.department, before);
  return {
    changes: [
      ...changeOf('name', person.name, name),
      ...changeOf('category', person.category, category),
      ...changeOf('specialty', person.specialty, specialty),
      ...changeOf('department', before, department),
    ],
    after: { category, department, name, specialty },
  };
}

function kindOf(employment: EmploymentStep | null, changes: number): StaffDifferenceKind {
  if (employment?.leftOn != null) return StaffDifferenceKind.LEFT;
  return changes > 0 ? StaffDifferenceKind.CHANGED : StaffDifferenceKind.UNCHANGED;
}
