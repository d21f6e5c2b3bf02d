import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { describeBroken } from './audit/broken-log';
import { dayArgument, type OpenedLog, runOverLog } from './audit/command';
import { missingGuards } from './audit/guards';
import { verifyChain, type WholeLog } from './audit/verify-chain';

/**
 * `npm run audit:verify -- [--from DAY] [--archive FOLDER]`: prints the days; 0 where the log is
 * whole, 1 and the first broken entry or day otherwise, 2 where it cannot be read.
 */
async function verify({ database, keys }: OpenedLog): Promise<number> {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, archive: { type: 'string' } },
  });
  const verdict = await verifyChain(database, keys, {
    from: dayArgument('from', values.from),
    archive: values.archive,
    onDay: ({ day, firstSeq, lastSeq, proof }, check) =>
      console.log(`${day}  entries ${firstSeq} to ${lastSeq}  ${proof}  whole (${check})`),
  });
  for (const { name, table } of await missingGuards(database.kind, database.read))
    console.error(`The trigger ${name} of ${table} is missing: the next start puts it back.`);
  if (verdict.whole) sayWhole(verdict);
  else
    console.error(
      `The access log is broken ${describeBroken({ place: verdict.place, message: verdict.problem })}.`,
    );
  return verdict.whole ? 0 : 1;
}

function sayWhole({ entries, hash, days, open }: WholeLog) {
  if (open) console.log(`${open.day}  entries ${open.firstSeq} to ${entries}  not finished`);
  const last = entries > 0 ? `, the last ${hash}` : '';
  console.log(`The access log is whole: ${entries} entries, ${days} finished days${last}.`);
}

runOverLog(verify);
