import type { CountyFrame, CountyOptions } from './county-types';
import type {
  DemoEncounter,
  DemoExamReport,
  DemoLabReport,
  DemoPrescription,
  History,
} from './history-types';
import type { Person } from './person-types';
import { planOf } from './plan';
import { writeEncounter } from './write-encounters';
import { writeExams } from './write-exams';
import { writeLabs } from './write-labs';
import { writePrescription } from './write-prescriptions';
import { writeReferral } from './write-referrals';
import { createWriting } from './writing';

/** What happened to a resident, written out from her plan: pure, the same on every machine. */
export function historyOf(
  options: Pick<CountyOptions, 'seed' | 'today'>,
  person: Person,
  frame: CountyFrame,
): History {
  const { visits, transfers } = planOf(options, person);
  const writing = createWriting(options, person, frame);
  const encounters: DemoEncounter[] = [];
  const labReports: DemoLabReport[] = [];
  const examReports: DemoExamReport[] = [];
  const prescriptions: DemoPrescription[] = [];
  for (const visit of visits) {
    encounters.push(writeEncounter(writing, visit, encounters.length));
    labReports.push(...writeLabs(writing, visit, labReports.length));
    examReports.push(...writeExams(writing, visit, examReports.length));
    const prescription = writePrescription(writing, visit, prescriptions.length);
    if (prescription) prescriptions.push(prescription);
  }
  const written = { labReports, examReports };
  const referrals = transfers.flatMap((_, count) =>
    writeReferral(writing, transfers, count, written),
  );
  return { encounters, labReports, examReports, prescriptions, referrals };
}
