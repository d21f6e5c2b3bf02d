import type { FieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { County, Resident } from '@lianyi/shared/demo/county';
import { dayNumber, instantOf } from '@lianyi/shared/demo/days';
import type { CountyWriter } from '@lianyi/shared/demo/load-county';
import type { Person } from '@lianyi/shared/demo/person-types';
import type { EntityManager } from 'typeorm';
import { Allergy } from '../allergy/allergy.entity';
import { Condition } from '../condition/condition.entity';
import { FamilyDoctorContract } from '../contract/family-doctor-contract.entity';
import { Encounter, EncounterVersion } from '../encounter/encounter.entity';
import { dutiesOf } from '../follow-up-duty/duties-of';
import { FollowUpDuty } from '../follow-up-duty/follow-up-duty.entity';
import { IdentifierSystem, PatientIdentifier } from '../identifier/identifier.entity';
import type { KeyState } from '../keys/key-state';
import type { MatchingRules } from '../matching/matching-rules';
import { Gender, PatientRow } from '../patient/patient.entity';
import { identifierRow, patientRow } from '../patient/patient-rows';
import { PatientMerge } from '../person/patient-merge.entity';
import type { RegisterRules } from '../policy/register-rules';
import { RegisterFollowUp, RegisterMembership } from '../register/register-membership.entity';
import { DuplicateCandidateRow } from '../registration/duplicate-candidate.entity';
import { PatientBlock } from '../registration/patient-block.entity';
import { PatientRefSource, PatientSource } from '../registration/patient-source.entity';
import { blockRows } from '../registration/person-blocks';
import { RecordRestriction } from '../restriction/record-restriction.entity';
import {
  candidateRows,
  doubleOf,
  isDouble,
  mergeRows,
  personOfDouble,
  refSourceOf,
} from './duplicate.rows';
import {
  allergyRows,
  conditionRows,
  contractRows,
  encounterRows,
  outsideOf,
  replacedRows,
  sourceRows,
} from './record.rows';
import { registerRowsOf } from './register.rows';
import { restrictionRows } from './restriction.rows';

interface Writing {
  readonly cipher: KeyState;
  readonly matching: MatchingRules;
  /** Whether a diagnosis tells what only the treating side may know. */
  readonly isSensitive: (code: string) => boolean;
  readonly registerRules: RegisterRules;
}

/** Residents were registered before their history begins, or when they were born. */
const registeredDaysAgo = 740;

/** The people of a demo county and what stands in their records. No access of theirs is invented. */
export const createPatientsDemo = (writing: Writing): CountyWriter => ({
  async residents(manager, residents, county) {
    const cipher = await writing.cipher.within(manager);
    const people = residents.map(({ person }) => person);
    await writePeople(manager, cipher, people, county);
    await writeRecords(manager, writing, residents, county);
    await writeRegisters(manager, writing, people, county);
    await writeDuplicates(manager, writing.matching, people, county);
  },
});

async function writePeople(
  manager: EntityManager,
  cipher: FieldCipher,
  people: readonly Person[],
  county: County,
) {
  const registeredAt = registration(county);
  const { seed } = county;
  const rows = [
    ...people.map((person) => personRow(cipher, person, registeredAt(person))),
    ...people.filter(isDouble).map((one) => {
      const row = patientRow(cipher, doubleOf(seed, one, registeredAt(one)));
      return Object.assign(row, personOfDouble(seed, one));
    }),
  ];
  await insertRows(manager, PatientRow, rows);
  await insertRows(manager, PatientBlock, rows.flatMap(blockRows));
  const numbers = people.flatMap((person) => numberRows(cipher, person));
  await insertRows(manager, PatientIdentifier, numbers);
}

async function writeRecords(
  manager: EntityManager,
  { isSensitive }: Writing,
  residents: readonly Resident[],
  county: County,
) {
  const people = residents.map(({ person }) => person);
  const [isOutside, registeredAt] = [outsideOf(county), registration(county)];
  const conditions = people.flatMap((person) => conditionRows(person, isSensitive));
  await insertRows(manager, Allergy, people.flatMap(allergyRows));
  await insertRows(manager, Condition, conditions);
  await insertRows(manager, FamilyDoctorContract, people.flatMap(contractRows));
  const restrictions = people.flatMap((person) =>
    restrictionRows(county.seed, person, county.today, isSensitive),
  );
  await insertRows(manager, RecordRestriction, restrictions);
  const visits = residents.flatMap((resident) => encounterRows(resident, isOutside));
  await insertRows(manager, Encounter, visits);
  await insertRows(manager, EncounterVersion, residents.flatMap(replacedRows));
  const sources = (resident: Resident) =>
    sourceRows(resident, registeredAt(resident.person), isOutside);
  await insertRows(manager, PatientSource, residents.flatMap(sources));
}

async function writeRegisters(
  manager: EntityManager,
  { registerRules }: Writing,
  people: readonly Person[],
  county: County,
) {
  const kept = people.map((person) => registerRowsOf(county, person, registerRules));
  const memberships = kept.flatMap((one) => one.memberships);
  await insertRows(manager, RegisterMembership, memberships);
  const followUps = kept.flatMap((one) => one.followUps);
  await insertRows(manager, RegisterFollowUp, followUps);
  const duties = people.flatMap(({ contracts }, at) =>
    dutiesOf(contracts, kept[at]?.memberships ?? [], county.today),
  );
  await insertRows(manager, FollowUpDuty, duties);
}

async function writeDuplicates(
  manager: EntityManager,
  matching: MatchingRules,
  people: readonly Person[],
  county: County,
) {
  const registeredAt = registration(county);
  const { seed } = county;
  const refs = people.filter(isDouble).map((person) => refSourceOf(seed, person));
  const candidates = people.flatMap((person) =>
    candidateRows(county, person, { createdAt: registeredAt(person), matching }),
  );
  const merges = people.flatMap((person) => mergeRows(seed, person, registeredAt(person)));
  await insertRows(manager, PatientRefSource, refs);
  await insertRows(manager, DuplicateCandidateRow, candidates);
  await insertRows(manager, PatientMerge, merges);
}

const registration =
  ({ today }: County) =>
  ({ birthDate }: Person): Date =>
    instantOf(Math.max(dayNumber(today) - registeredDaysAgo, dayNumber(birthDate)), 600);

const personRow = (cipher: FieldCipher, person: Person, registeredAt: Date) => {
  const { id, name, gender, birthDate, phone, address, attends, contracts } = person;
  const row = patientRow(cipher, {
    id,
    ...{ name, birthDate, phone, address, registeredAt },
    ...{ gender: Gender[gender], registeredBy: attends.township },
  });
  return Object.assign(row, { contractUntil: contracts.at(-1)?.end ?? null });
};

const numberRows = (cipher: FieldCipher, { id, identifiers }: Person) =>
  identifiers.map(({ system, value, institutionId }) =>
    identifierRow(cipher, id, {
      system: IdentifierSystem[system],
      ...{ value, issuerId: institutionId ?? '' },
    }),
  );
