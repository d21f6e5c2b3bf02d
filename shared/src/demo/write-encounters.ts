import { instantOf, laterBy } from './days';
import { demoId } from './demo-id';
import { diagnosisOf } from './diagnoses';
import type { DemoEncounter, EncounterClass } from './history-types';
import type { Visit } from './plan-types';
import { before, doctorOf, paperNumber, startOf, type Writing } from './writing';

/** How hospitals number their visits. */
const signs: Record<EncounterClass, string> = {
  OUTPATIENT: 'MZ',
  EMERGENCY: 'JZ',
  INPATIENT: 'ZY',
  HOME: 'SM',
  VIRTUAL: 'HL',
};
/** Patients are discharged before noon. */
const dischargeMinute = 640;

/** A visit as the institution's own system recorded it. */
export function writeEncounter(writing: Writing, visit: Visit, count: number): DemoEncounter {
  const { seed, person, random } = writing;
  const { day, institutionId, stayDays } = visit;
  const startedAt = startOf(visit);
  const ended = () =>
    stayDays ? instantOf(day + stayDays, dischargeMinute) : laterBy(startedAt, random.int(12, 55));
  return {
    id: demoId(seed, 'ENCOUNTER', person.index, count),
    sourceId: paperNumber(signs[visit.class], day, person.index, count),
    ...{ class: visit.class, institutionId, startedAt },
    practitionerId: doctorOf(writing, institutionId, visit.specialty).id,
    endedAt: stayDays === null ? null : before(writing, ended()),
    diagnoses: visit.diagnoses.map(diagnosisOf),
  };
}
