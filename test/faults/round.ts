import { setTimeout as sleep } from 'node:timers/promises';
import { checkProcesses } from './judge/check-audit';
import { checkLedger } from './judge/check-ledger';
import { createFindings, type Finding } from './judge/findings';
import type { Fault, Surroundings } from './kinds/fault';
import { type Crew, readKnown, write } from './load/crew';
import { work } from './load/work';
import { aReport } from './load/writes';

export interface RoundOptions {
  readonly writes: number;
  readonly clients: number;
  /** Milliseconds after its end, within which everything must be answered again. */
  readonly recoverWithin: number;
}

export interface Round {
  readonly fault: Fault;
  readonly acknowledged: number;
  /** Operations that were refused, broken off or answered in part meanwhile. */
  readonly felt: number;
  /** Milliseconds from the end of the fault until a whole record and a write were answered. */
  readonly recovered: number;
  readonly findings: readonly Finding[];
}

/** Breaks a plant while it is written to and read from, mends it, and holds it to what it had said. */
export async function runRound(
  crew: Crew,
  fault: Fault,
  around: Surroundings,
  options: RoundOptions,
): Promise<Round> {
  crew.findings = createFindings();
  const { acknowledged: before, felt } = crew;
  let mended = false;
  let written = 0;
  let breaking: Promise<number> | undefined;
  const breakOnce = () => {
    breaking ??= breakAndMend(crew, fault, around, options).finally(() => {
      mended = true;
    });
    return breaking;
  };
  const job = {
    writes: options.writes,
    clients: options.clients,
    onWritten: () => {
      written += 1;
      if (written > options.clients) breakOnce().catch(() => undefined);
    },
  };
  const touched = new Set(await work(crew, job));
  const done = breakOnce();
  // The fault must meet somebody: whoever has nothing left to write goes on until it is over.
  while (!mended)
    for (const subject of await work(crew, { writes: 2, clients: 2 })) touched.add(subject);
  const recovered = await done;
  await checkLedger(crew, [...touched]);
  checkProcesses(crew);
  const { all: findings } = crew.findings;
  const acknowledged = crew.acknowledged - before;
  return { fault, acknowledged, felt: crew.felt - felt, recovered, findings };
}

async function breakAndMend(
  crew: Crew,
  fault: Fault,
  around: Surroundings,
  { recoverWithin }: RoundOptions,
): Promise<number> {
  const mend = await fault.begin(crew.plant, around);
  await sleep(fault.lasts);
  await mend();
  const mendedAt = performance.now();
  const elapsed = () => performance.now() - mendedAt;
  const [record] = crew.known;
  const [subject] = crew.subjects;
  if (!record || !subject) throw new Error('nothing to read');
  while (elapsed() < recoverWithin) {
    const outcome = await readKnown(crew, record);
    if (outcome.answered && !outcome.errors) {
      await write(crew, aReport(subject, `W${crew.next()}`));
      return elapsed();
    }
    await sleep(25);
  }
  crew.findings.add(
    'not recovered',
    `${fault.kind} of ${fault.at}: not within ${recoverWithin} ms`,
  );
  return elapsed();
}
