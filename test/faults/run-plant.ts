import { storedVersions } from '../durability/read-events';
import { checkAfter } from './judge/check-after';
import { resultsOf } from './judge/check-audit';
import { checkLedger } from './judge/check-ledger';
import { createFindings, type Finding } from './judge/findings';
import type { Fault, Surroundings } from './kinds/fault';
import { type Crew, moreSubjects } from './load/crew';
import { type Round, type RoundOptions, runRound } from './round';

/** What came of breaking one plant again and again. */
export interface PlantReport {
  readonly rounds: readonly Round[];
  /** What was found at the end: in the whole ledger, the events, the access log. */
  readonly after: readonly Finding[];
  readonly acknowledged: number;
}

/** Writes about one patient, after which others are written about: all fit on two pages. */
const writesPerSubject = 60;

/** Runs one round for each fault, then checks everything once more. */
export async function runPlant(
  crew: Crew,
  faults: readonly Fault[],
  around: Surroundings,
  { onRound, ...options }: RoundOptions & { onRound?(round: Round): void },
): Promise<PlantReport> {
  const before = await storedVersions(resultsOf(crew.plant));
  const rounds: Round[] = [];
  let since = crew.acknowledged;
  for (const fault of faults) {
    if (crew.acknowledged - since > crew.subjects.length * writesPerSubject) {
      await moreSubjects(crew, crew.subjects.length);
      since = crew.acknowledged;
    }
    const round = await runRound(crew, fault, around, options);
    rounds.push(round);
    onRound?.(round);
  }
  crew.findings = createFindings();
  await checkLedger(crew, crew.everybody);
  await checkAfter(crew, before);
  return { rounds, after: crew.findings.all, acknowledged: crew.ledger.lines().length };
}
