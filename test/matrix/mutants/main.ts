import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '../../support/folder';
import { isEquivalent, outdated } from './equivalent';
import { findMutants, type Mutant } from './find-mutants';
import { openWorkshop, type Verdict, type Workshop } from './workshop';

const root = join(testFolder, '..');
/** Processes at once: each is the whole product. */
const workers = 2;

const placeOf = ({ file, line, what, code }: Mutant) =>
  `${file}:${line} ${what}${code ? `: ${code.slice(0, 160)}` : ''}`;

const flag = (name: string) => {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : (process.argv[at + 1] ?? '');
};

/**
 * `--only TEXT` takes those whose place holds the text, `--every N` every Nth of them, `--again
 * FILE` those that survived by what an earlier run printed; `--readings` asks what survives no
 * further, and is quicker.
 */
function wanted(mutants: readonly Mutant[]): Mutant[] {
  const [only, every] = [flag('--only') ?? '', Number(flag('--every') ?? 1)];
  const again = flag('--again');
  const survivors = again === undefined ? null : new Set(readFileSync(again, 'utf8').split('\n'));
  return mutants
    .filter((mutant) => placeOf(mutant).includes(only))
    .filter((mutant) => survivors?.has(`SURVIVED ${placeOf(mutant)}`) ?? true)
    .filter((_, at) => at % every === 0);
}

/** Asks with each mutant that is left, in as many processes as there are workshops. */
async function askAll(
  workshops: readonly Workshop[],
  left: Mutant[],
  done: (mutant: Mutant, verdict: Verdict) => void,
) {
  const work = async (workshop: Workshop) => {
    for (let mutant = left.shift(); mutant; mutant = left.shift())
      done(mutant, await workshop.ask(mutant));
  };
  await Promise.all(workshops.map(work));
}

/** Counts verdicts, and says which changes nobody noticed. */
function createTally(total: number) {
  const count: Record<Verdict['fate'], number> = { killed: 0, survived: 0, same: 0 };
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  return {
    count,
    seconds,
    note(mutant: Mutant, { fate, by }: Verdict) {
      count[fate] += 1;
      if (fate === 'survived') console.log(`SURVIVED ${placeOf(mutant)}`);
      else if (flag('--verbose') !== undefined)
        console.log(`${fate} ${placeOf(mutant)} BY ${by.slice(0, 200)}`);
      const sum = count.killed + count.survived + count.same;
      if (sum % 50 === 0) console.error(`${sum} of ${total}, ${seconds()} s`);
    },
  };
}

/** The product as it is must answer as the matrix expects, or no verdict counts. */
async function requireSound(workshop: Workshop) {
  const { fate, by } = await workshop.ask(null);
  if (fate !== 'survived') throw new Error(`the product itself differs: ${by}`);
}

/**
 * Changes the built product's access code and data, one place at a time, and asks the matrix of
 * each. Exit code 1 where a change is not noticed, or the list of those that nothing can show
 * names one that is gone.
 */
async function main() {
  const found = findMutants(root);
  const left = wanted(found.mutants.filter((mutant) => !isEquivalent(mutant)));
  console.log(`${left.length} mutants of ${found.mutants.length}, ${workers} at once`);
  const asked = { readings: process.argv.includes('--readings'), telling: false };
  const workshops = Array.from({ length: workers }, () => openWorkshop(root, found, asked));
  const close = () => {
    for (const workshop of workshops) workshop.close();
  };
  process.once('SIGINT', () => {
    close();
    process.exit(130);
  });
  const tally = createTally(left.length);
  try {
    for (const workshop of workshops.slice(0, 1)) await requireSound(workshop);
    await askAll(workshops, left, tally.note);
    // What a run leaves behind in its processes must not have killed the last of them.
    for (const workshop of workshops) await requireSound(workshop);
  } finally {
    close();
  }
  const gone = outdated(found.mutants);
  for (const { file, code, what } of gone) console.log(`GONE ${file} ${what.join(', ')}: ${code}`);
  const { killed, survived, same } = tally.count;
  console.log(
    `${killed} killed, ${survived} survived, ${same} change nothing, in ${tally.seconds()} s`,
  );
  if (survived > 0 || gone.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(2);
});
