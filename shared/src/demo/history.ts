import type { CountyFrame, CountyOptions } from './county-types';
import type { DemoPrescription, History } from './history-types';
import type { Person } from './person-types';
import { planOf } from './plan';
import type { Plan, Visit } from './plan-types';
import { writeEncounter } from './write-encounters';
import { writeExams } from './write-exams';
import { writeLabs } from './write-labs';
import { writePrescription } from './write-prescriptions';
import { writeReferral } from './write-referrals';
import { createWriting, type Writing } from './writing';

/**
 * What happened to a resident, written out from her plan: pure, the same on every machine. A
 * section is written when it is first asked for, as each subgraph stores another one.
 */
export function historyOf(
  options: Pick<CountyOptions, 'seed' | 'today'>,
  person: Person,
  frame: CountyFrame,
): History {
  const plan = once(() => planOf(options, person));
  const section = <Paper>(number: number, write: (writing: Writing, plan: Plan) => Paper[]) =>
    once(() => write(createWriting(options, person, frame, number), plan()));
  const encounters = section(1, (writing, { visits }) =>
    visits.map((visit, count) => writeEncounter(writing, visit, count)),
  );
  const labReports = section(2, (writing, { visits }) => numbered(writing, visits, writeLabs));
  const examReports = section(3, (writing, { visits }) => numbered(writing, visits, writeExams));
  const prescriptions = section(4, (writing, { visits }) =>
    visits.flatMap((visit, count): DemoPrescription[] => {
      const prescription = writePrescription(writing, visit, count);
      return prescription ? [prescription] : [];
    }),
  );
  const referrals = section(5, (writing, { transfers }) => {
    const reports = { labReports: labReports(), examReports: examReports() };
    return transfers.flatMap((_, count) => writeReferral(writing, transfers, count, reports));
  });
  return { encounters, labReports, examReports, prescriptions, referrals };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A visit may bring several papers; they are numbered through the history. */
function numbered<Paper>(
  writing: Writing,
  visits: readonly Visit[],
  write: (writing: Writing, visit: Visit, count: number) => Paper[],
): Paper[] {
  const papers: Paper[] = [];
  for (const visit of visits) papers.push(...write(writing, visit, papers.length));
  return papers;
}
