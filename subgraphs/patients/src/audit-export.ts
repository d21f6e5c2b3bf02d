import 'reflect-metadata';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import {
  chainOfCommand,
  commandEvent,
  dayArgument,
  type OpenedLog,
  runOverLog,
} from './audit/command';
import { exportLog } from './audit/export-log';

const text = { type: 'string' } as const;
const options = {
  from: text,
  ...{ to: text, patient: text, institution: text, archive: text, out: text },
};

/**
 * `npm run audit:export -- [--from DAY] [--to DAY] [--patient ID] [--institution ID]
 * [--archive FOLDER] [--out FILE]`: the log as NDJSON. The export is itself an event, durable
 * before the first line leaves. 0 where all was written, 1 where an archive is broken, 2 otherwise.
 */
async function exportAll(log: OpenedLog): Promise<number> {
  const { values } = parseArgs({ options });
  const [from, to] = [dayArgument('from', values.from), dayArgument('to', values.to)];
  if (from !== undefined && to !== undefined && from > to)
    throw new Error('--from must not lie after --to.');
  const { patient: patientId, institution: institutionId, archive, out } = values;
  const file = out === undefined ? null : await open(out, 'wx', 0o600);
  const chain = await chainOfCommand(log);
  const wanted = `${from ?? 'the first day'} to ${to ?? 'the last'}, institution ${institutionId ?? 'any'}`;
  await chain.append([commandEvent('EXPORT_ACCESS_LOG', wanted, patientId)]);
  const lines = exportLog({
    read: log.database.read,
    ...{ from, to, patientId, institutionId, archive },
    onDay: (day, exported) => console.error(`${day}  ${exported} events`),
  });
  if (file) {
    await pipeline(Readable.from(lines), file.createWriteStream({ flush: true }));
  } else await pipeline(Readable.from(lines), process.stdout, { end: false });
  return 0;
}

runOverLog(exportAll);
