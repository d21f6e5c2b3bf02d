import type { County, Resident } from '@lianyi/shared/demo/county';
import { dayNumber, instantOf } from '@lianyi/shared/demo/days';
import type { DemoEncounter } from '@lianyi/shared/demo/history-types';
import type { Person } from '@lianyi/shared/demo/person-types';
import { EncounterClass } from '../encounter/encounter.entity';
import { stateOf } from '../encounter/supersede';

/** Whether an institution of the demo stands outside the tight community. */
export type IsOutside = (institutionId: string) => boolean;

export function outsideOf({ consortia }: Pick<County, 'consortia'>): IsOutside {
  const tight = consortia.filter(({ integration }) => integration === 'TIGHT');
  const members = new Set(tight.flatMap(({ memberIds }) => memberIds));
  return (institutionId) => !members.has(institutionId);
}

export const allergyRows = ({ id, allergies }: Person) =>
  allergies.map(({ id: allergyId, substance, reaction, recordedById, recordedAt }) => ({
    id: allergyId,
    ...{ patientId: id, substance, reaction, recordedAt },
    institutionId: recordedById,
  }));

export const conditionRows = ({ id, conditions }: Person, isSensitive: (code: string) => boolean) =>
  conditions.map(({ id: conditionId, code, onset, active, chronic, recordedById }) => ({
    id: conditionId,
    ...{ patientId: id, code, onset, active, chronic },
    ...{ sensitive: isSensitive(code.code), institutionId: recordedById },
    recordedAt: instantOf(dayNumber(onset), 600),
  }));

export const contractRows = ({ id, contracts }: Person) =>
  contracts.map((contract) => ({
    ...contract,
    ...{ patientId: id, priorityGroups: [...contract.priorityGroups] },
    signedAt: instantOf(dayNumber(contract.start), 560),
    endedAt: contract.plannedEnd === null ? null : instantOf(dayNumber(contract.end), 900),
  }));

/** A stay that ended was recorded twice: on admission and on discharge. */
const versionOf = ({ class: kind, endedAt }: DemoEncounter) =>
  kind === 'INPATIENT' && endedAt !== null ? 2 : 1;

export const encounterRows = ({ person, history }: Resident, isOutside: IsOutside) =>
  history.encounters().map((encounter) => ({
    ...encounter,
    ...{ patientId: person.id, version: versionOf(encounter) },
    ...{ class: EncounterClass[encounter.class], diagnoses: [...encounter.diagnoses] },
    outside: isOutside(encounter.institutionId),
  }));

export const replacedRows = ({ history }: Resident) =>
  history.encounters().flatMap((encounter) => {
    if (versionOf(encounter) === 1 || encounter.endedAt === null) return [];
    const admitted = {
      ...encounter,
      ...{ class: EncounterClass[encounter.class], endedAt: null },
      diagnoses: [...encounter.diagnoses],
    };
    const [content, replacedAt] = [stateOf(admitted), encounter.endedAt];
    return [{ encounterId: encounter.id, version: 1, content, replacedAt }];
  });

/** Every institution that holds something of the resident, and since when. */
export function sourceRows(
  { person, history }: Resident,
  registeredAt: Date,
  isOutside: IsOutside,
) {
  const since = new Map([[person.attends.township, registeredAt]]);
  const note = (institutionId: string, at: Date) => {
    const known = since.get(institutionId);
    if (!known || at < known) since.set(institutionId, at);
  };
  for (const { institutionId, start } of person.contracts)
    note(institutionId, instantOf(dayNumber(start), 560));
  for (const { institutionId, startedAt } of history.encounters()) note(institutionId, startedAt);
  for (const { institutionId, takenAt } of history.labReports()) note(institutionId, takenAt);
  for (const { institutionId, takenAt } of history.examReports()) note(institutionId, takenAt);
  return [...since].map(([institutionId, at]) => ({
    patientId: person.id,
    ...{ institutionId, since: at },
    outside: isOutside(institutionId),
  }));
}
