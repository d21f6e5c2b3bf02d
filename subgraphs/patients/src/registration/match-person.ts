import { IdentifierSystem, type PatientIdentifier } from '../identifier/identifier.entity';
import { compareBirthDates, compareSexes } from '../matching/compare-fields';
import { isNewborn, isUnnamed, namesAgree, sameCharacters } from '../matching/compare-names';
import type { PatientRow } from '../patient/patient.entity';

/** Numbers in the order of how firmly they name a person. */
const firmness: readonly IdentifierSystem[] = [
  IdentifierSystem.RESIDENT_ID,
  IdentifierSystem.RESIDENCE_PERMIT,
  IdentifierSystem.PASSPORT,
  IdentifierSystem.INSURANCE_NUMBER,
  IdentifierSystem.HEALTH_CARD,
  IdentifierSystem.MEDICAL_RECORD_NUMBER,
];

type Named = Pick<PatientRow, 'name' | 'birthDate' | 'gender'>;

export interface MatchQuestion {
  /** Rows of the numbers that came in, held by patients known before. */
  readonly held: readonly PatientIdentifier[];
  /** Those patients. */
  readonly people: ReadonlyMap<string, PatientRow>;
  /** The blind index of the resident number each of them has. */
  readonly residents: ReadonlyMap<string, string>;
  /** Who came in; null where numbers came alone. */
  readonly person: Named | null;
  /** The blind index of the resident number that came in. */
  readonly residentIndex: string | null;
  /** The day of birth that the resident number states. */
  readonly residentBirth: string | null;
  /** The sound of a name is not enough: it is in doubt whose number it is. */
  readonly byCharacters: boolean;
}

export interface PersonMatch {
  readonly match: PatientRow | null;
  /** Further holders of these numbers: another person, a typing error or a borrowed card. */
  readonly others: readonly string[];
}

/**
 * Who the numbers name, exactly: the holder of the firmest number whose name agrees and who has
 * no other resident number. Nobody is matched by a number alone where a name speaks against it.
 */
export function matchPerson(question: MatchQuestion): PersonMatch {
  const { held, people, residents, person, residentIndex, byCharacters } = question;
  const agrees = (row: PatientRow) => {
    const unnamedChild = isNewborn(row.name) || (person !== null && isNewborn(person.name));
    if (unnamedChild && !holdsAsChild(question, row)) return false;
    const resident = residents.get(row.id) ?? residentIndex;
    const sameResident = residentIndex === null || resident === residentIndex;
    if (!sameResident || person === null) return sameResident;
    return isSamePerson(person, row) && (!byCharacters || sameCharacters(person.name, row.name));
  };
  const holders = [...held]
    .sort((one, other) => firmness.indexOf(one.system) - firmness.indexOf(other.system))
    .flatMap(({ patientId }) => people.get(patientId) ?? []);
  const match = holders.find(agrees) ?? null;
  const others = new Set(holders.map(({ id }) => id).filter((id) => id !== match?.id));
  return { match, others: [...others] };
}

/**
 * Twins not named yet come under one number, their mother's, and nothing tells them apart from
 * one child that comes twice. So only a number that is surely the child's own names it: an
 * institution's for its record, or a resident number that states its day of birth.
 */
const holdsAsChild = ({ held, residentBirth }: MatchQuestion, { id, birthDate }: PatientRow) =>
  held.some(
    ({ patientId, system }) =>
      patientId === id &&
      (system === IdentifierSystem.MEDICAL_RECORD_NUMBER ||
        (system === IdentifierSystem.RESIDENT_ID && residentBirth === birthDate)),
  );

/**
 * An unnamed child was born on one day. A name of the same sound is another of the house, with a
 * borrowed card, where sex or the day of birth says so.
 */
function isSamePerson(one: Named, other: Named): boolean {
  if (!namesAgree(one.name, other.name)) return false;
  const days = compareBirthDates(one.birthDate, other.birthDate);
  if (isUnnamed(one.name)) return days === null || days === 'SAME';
  if (sameCharacters(one.name, other.name)) return true;
  return days !== 'DISAGREE' && compareSexes(one.gender, other.gender) !== 'DISAGREE';
}
