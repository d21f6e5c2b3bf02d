import { IdentifierSystem, type PatientIdentifier } from '../identifier/identifier.entity';
import type { PatientRow } from '../patient/patient.entity';
import { type NameKeys, namesAgree } from '../patient/patient-name';

/** Numbers in the order of how firmly they name a person. */
const firmness: readonly IdentifierSystem[] = [
  IdentifierSystem.RESIDENT_ID,
  IdentifierSystem.RESIDENCE_PERMIT,
  IdentifierSystem.PASSPORT,
  IdentifierSystem.INSURANCE_NUMBER,
  IdentifierSystem.HEALTH_CARD,
  IdentifierSystem.MEDICAL_RECORD_NUMBER,
];

export interface MatchQuestion {
  /** Rows of the numbers that came in, held by patients known before. */
  readonly held: readonly PatientIdentifier[];
  /** Those patients. */
  readonly people: ReadonlyMap<string, PatientRow>;
  /** The blind index of the resident number each of them has. */
  readonly residents: ReadonlyMap<string, string>;
  /** The name that came in; null where none did. */
  readonly names: NameKeys | null;
  /** The blind index of the resident number that came in. */
  readonly residentIndex: string | null;
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
  const { held, people, residents, names, residentIndex } = question;
  const agrees = (row: PatientRow) => {
    const resident = residents.get(row.id) ?? residentIndex;
    const sameResident = residentIndex === null || resident === residentIndex;
    return sameResident && (names === null || namesAgree(names, row));
  };
  const holders = [...held]
    .sort((one, other) => firmness.indexOf(one.system) - firmness.indexOf(other.system))
    .flatMap(({ patientId }) => people.get(patientId) ?? []);
  const match = holders.find(agrees) ?? null;
  const others = new Set(holders.map(({ id }) => id).filter((id) => id !== match?.id));
  return { match, others: [...others] };
}
