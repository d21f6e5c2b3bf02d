import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { textEncodings } from '@lianyi/shared/csv/decode-text';
import type { CsvFault } from '@lianyi/shared/csv/read-csv';
import { withDatabase } from '@lianyi/shared/subgraph/command-database';
import { isCalendarDay } from '@lianyi/shared/time/calendar-day';
import { pharmacyTables } from './data-source';
import { draftDrugList } from './drug-list/draft-drug-list.service';
import { readDrugListRules } from './drug-list/drug-list-rules';

const text = { type: 'string' } as const;
const options = { from: text, encoding: text, part: { type: 'boolean' } } as const;
const usage = 'npm run drugs:import -- FILE --from YYYY-MM-DD [--part] [--encoding utf-8|gb18030]';

/** What the list is and from when it is to count; throws with how it is called. */
function readArguments(args: readonly string[]) {
  const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { encoding: named, from = '', part = false } = values;
  const [file, ...others] = positionals;
  const encoding = textEncodings.find((one) => one === named);
  const isNamed = named !== undefined && encoding === undefined;
  if (file === undefined || others.length > 0 || !isCalendarDay(from) || isNamed)
    throw new Error(usage);
  return { file, from, encoding, whole: !part };
}

/**
 * Reads a file of drugs of whatever size and keeps it as a draft, as `draftDrugList` does: the leading
 * institution looks at the difference and puts it into force. Yields 0 where a draft is kept, 1 where a
 * line is bad; rejects where the list cannot be read.
 */
export async function importDrugs(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  said: { log(line: string): void; error(line: string): void },
): Promise<number> {
  const { encoding, file, from: effectiveFrom, whole } = readArguments(args);
  const drugListRules = readDrugListRules();
  const show = ({ cause, column, line }: CsvFault) =>
    said.error(`Line ${line}${column === null ? '' : `, ${column}`}: ${cause}`);
  const list = await withDatabase(pharmacyTables, env, (database) =>
    draftDrugList(
      { database, drugListRules, newId: randomUUID, now: () => new Date() },
      { bytes: createReadStream(file), encoding },
      {
        institutionId: '',
        ...{ by: userInfo().username.slice(0, 60), effectiveFrom, whole },
        idempotencyKey: randomUUID(),
      },
      show,
    ),
  );
  if (list === null) {
    said.error('Nothing of the list is kept. Correct these lines and read it again.');
    return 1;
  }
  const { added, changed, ended, id, unchanged } = list;
  said.log(
    `List ${id}, from ${effectiveFrom}: ${added} drugs added, ${changed} changed, ${ended} ended, ${unchanged} unchanged. drugList shows them, enactDrugList puts them into force.`,
  );
  return 0;
}
