import { storedVersions } from '../../durability/read-events';
import { checkAfter } from '../judge/check-after';
import { resultsOf } from '../judge/check-audit';
import type { Finding } from '../judge/findings';
import { noFault, type Surroundings } from '../kinds/fault';
import { type Crew, NeverAnswered, renew } from '../load/crew';
import { type RoundOptions, runRound } from '../round';
import type { Defect } from './defects';

/** What the judge says of a plant with one defect, through the very rounds and checks it has without. */
export async function runDefect(
  crew: Crew,
  defect: Defect,
  around: Surroundings,
  options: RoundOptions,
): Promise<readonly Finding[]> {
  await renew(crew);
  const before = await storedVersions(resultsOf(crew.plant));
  const takeOut = await defect.plant(crew.plant);
  try {
    await runRound(crew, defect.under ?? noFault, around, options);
    await checkAfter(crew, before);
  } catch (error) {
    // What is stuck may be any part, the one that is written to as well.
    if (!(error instanceof NeverAnswered)) throw error;
    crew.findings.add('not recovered', error.message);
  } finally {
    await takeOut();
  }
  return crew.findings.all;
}
