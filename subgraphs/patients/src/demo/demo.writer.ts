import type { FieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { County, Resident } from '@lianyi/shared/demo/county';
import { dayNumber, instantOf } from '@lianyi/shared/demo/days';
import type { CountyWriter } from '@lianyi/shared/demo/load-county';
import type { Person } from '@lianyi/shared/demo/person-types';
import { Allergy } from '../allergy/allergy.entity';
import { Condition } from '../condition/condition.entity';
import { FamilyDoctorContract } from '../contract/family-doctor-contract.entity';
import { Encounter, EncounterVersion } from '../encounter/encounter.entity';
import { IdentifierSystem, PatientIdentifier } from '../identifier/identifier.entity';
import { Gender, PatientRow } from '../patient/patient.entity';
import { identifierRow, patientRow } from '../patient/patient-rows';
import { DuplicateCandidateRow } from '../registration/duplicate-candidate.entity';
import { PatientRefSource, PatientSource } from '../registration/patient-source.entity';
import { candidateRows, doubleOf, isDouble, refSourceOf } from './duplicate.rows';
import {
  allergyRows,
  conditionRows,
  contractRows,
  encounterRows,
  outsideOf,
  replacedRows,
  sourceRows,
} from './record.rows';

interface Writing {
  readonly cipher: FieldCipher;
  /** Whether a diagnosis tells what only the treating side may know. */
  readonly isSensitive: (code: string) => boolean;
}

/** Residents were registered before their history begins, or when they were born. */
const registeredDaysAgo = 740;

/** The people of a demo county and what stands in their records. No access of theirs is invented. */
export const createPatientsDemo = ({ cipher, isSensitive }: Writing): CountyWriter => ({
  async residents(manager, residents, county) {
    const people = residents.map(({ person }) => person);
    const isOutside = outsideOf(county);
    const registeredAt = registration(county);
    const doubles = people.filter(isDouble);
    await insertRows(manager, PatientRow, [
      ...people.map((person) => personRow(cipher, person, registeredAt(person))),
      ...doubles.map((one) => patientRow(cipher, doubleOf(county.seed, one, registeredAt(one)))),
    ]);
    await insertRows(
      manager,
      PatientIdentifier,
      people.flatMap((person) => numberRows(cipher, person)),
    );
    await insertRows(manager, Allergy, people.flatMap(allergyRows));
    await insertRows(
      manager,
      Condition,
      people.flatMap((person) => conditionRows(person, isSensitive)),
    );
    await insertRows(manager, FamilyDoctorContract, people.flatMap(contractRows));
    const visits = residents.flatMap((resident) => encounterRows(resident, isOutside));
    await insertRows(manager, Encounter, visits);
    await insertRows(manager, EncounterVersion, residents.flatMap(replacedRows));
    const sources = (resident: Resident) =>
      sourceRows(resident, registeredAt(resident.person), isOutside);
    await insertRows(manager, PatientSource, residents.flatMap(sources));
    await insertRows(
      manager,
      PatientRefSource,
      doubles.map((person) => refSourceOf(county.seed, person)),
    );
    await insertRows(
      manager,
      DuplicateCandidateRow,
      people.flatMap((person) => candidateRows(county.seed, person, registeredAt(person))),
    );
  },
});

const registration =
  ({ today }: County) =>
  ({ birthDate }: Person): Date =>
    instantOf(Math.max(dayNumber(today) - registeredDaysAgo, dayNumber(birthDate)), 600);

const personRow = (cipher: FieldCipher, person: Person, registeredAt: Date) => {
  const { id, name, gender, birthDate, phone, address, attends } = person;
  return patientRow(cipher, {
    ...{ id, name, birthDate, phone, address, registeredAt },
    ...{ gender: Gender[gender], registeredBy: attends.township },
  });
};

const numberRows = (cipher: FieldCipher, { id, identifiers }: Person) =>
  identifiers.map(({ system, value, institutionId }) =>
    identifierRow(cipher, id, {
      ...{ system: IdentifierSystem[system], value, issuerId: institutionId ?? '' },
    }),
  );
