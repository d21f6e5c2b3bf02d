import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { archiveDays } from './audit/archive-days';
import { chainOfCommand, commandEvent, type OpenedLog, runOverLog } from './audit/command';
import { keptSince } from './audit/kept-since';

/**
 * `npm run audit:archive -- --to FOLDER`: moves finished days that are older than
 * AUDIT_KEEP_MONTHS into files of the folder; 0 where it did, 1 where a day is broken, 2 where it
 * cannot.
 */
async function archive(log: OpenedLog): Promise<number> {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  if (!values.to) throw new Error('say with --to FOLDER where the files go.');
  const { database, keys, config } = log;
  const since = keptSince(new Date(), config.auditKeepMonths);
  const count = await archiveDays({
    database,
    ...{ keys, folder: values.to, keptSince: since },
    chain: await chainOfCommand(log),
    recordOf: ({ day, firstSeq, lastSeq }, digest) =>
      commandEvent('ARCHIVE_ACCESS_LOG', `${day}, entries ${firstSeq} to ${lastSeq}, ${digest}`),
    onStep: (step, { day, entries }) => console.error(`${day}  ${entries} entries  ${step}`),
  });
  console.log(`${count} days moved to ${values.to}; days from ${since} on stay in the log.`);
  return 0;
}

runOverLog(archive);
