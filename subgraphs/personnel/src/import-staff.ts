import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { textEncodings } from '@lianyi/shared/csv/decode-text';
import type { CsvFault } from '@lianyi/shared/csv/read-csv';
import type { Database } from '@lianyi/shared/database/database';
import { withDatabase } from '@lianyi/shared/subgraph/command-database';
import { readCommonConfig } from '@lianyi/shared/subgraph/subgraph-config';
import { createConsortiumLoaders } from './consortium/consortium.loader';
import { personnelTables } from './data-source';
import { Institution } from './institution/institution.entity';
import { createLicenceNumbers } from './licence/licence-numbers';
import { readLicenceRules } from './licence/licence-rules';
import { readPostingRules } from './posting/posting-rules';
import { draftStaffList } from './staff-list/draft-staff-list.service';
import { listedInstitutions } from './staff-list/staff-list-reach';
import { readStaffListRules } from './staff-list/staff-list-rules';

const text = { type: 'string' } as const;
const options = { institution: text, encoding: text } as const;
const usage = 'npm run staff:import -- FILE --institution ID [--encoding utf-8|gb18030]';

/** What the list is and whose; throws with how it is called. */
function readArguments(args: readonly string[]) {
  const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { encoding: named, institution } = values;
  const [file, ...others] = positionals;
  const encoding = textEncodings.find((one) => one === named);
  const isNamed = named !== undefined && encoding === undefined;
  if (file === undefined || others.length > 0 || !institution || isNamed) throw new Error(usage);
  return { file, institution, encoding };
}

/** Institutions whose people the named one manages. */
async function managedBy({ read }: Database, institutionId: string): Promise<string[]> {
  if (!(await read.existsBy(Institution, { id: institutionId })))
    throw new Error(`there is no institution ${institutionId}.`);
  const consortia = createConsortiumLoaders(read);
  const rules = { postingRules: readPostingRules(), now: () => new Date() };
  return listedInstitutions({ consortia, manager: read, ...rules, viewer: { institutionId } });
}

/** Opened when its first byte is asked for: whoever asks sees what fails. */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file);
}

/** Sealed as whoever serves the database seals them. */
function numbersOf(env: NodeJS.ProcessEnv) {
  const keys = createKeyRing(loadSecrets(env, readCommonConfig(env).dataDir));
  // A key made here would be another than the product's, which could open nothing any more.
  if (keys.fields.known().length === 0)
    throw new Error(`${keys.fields.place} is missing: run this with the keys of the product.`);
  return createLicenceNumbers(keys);
}

/**
 * Reads a file of staff and keeps it as a draft of an institution, as `draftStaffList` does: its personnel manager
 * looks at the difference and enacts it. Yields 0 where a draft is kept, 1 where a line is bad; rejects where the list
 * cannot be read.
 */
export async function importStaff(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  said: { log(line: string): void; error(line: string): void },
): Promise<number> {
  const { encoding, file, institution: institutionId } = readArguments(args);
  const rules = { licenceRules: readLicenceRules(), staffListRules: readStaffListRules() };
  const show = ({ cause, column, line }: CsvFault) =>
    said.error(`Line ${line}${column === null ? '' : `, ${column}`}: ${cause}`);
  const list = await withDatabase(personnelTables, env, async (database) =>
    draftStaffList(
      {
        database,
        ...{ ...rules, licenceNumbers: numbersOf(env) },
        ...{ newId: randomUUID, now: () => new Date() },
      },
      { bytes: bytesOf(file), encoding },
      {
        institutionId,
        ...{ by: userInfo().username.slice(0, 60), idempotencyKey: randomUUID() },
        managed: await managedBy(database, institutionId),
      },
      show,
    ),
  );
  if (list === null) {
    said.error('Nothing of the list is kept. Correct these lines and read it again.');
    return 1;
  }
  const { added, changed, id, leaving, unchanged } = list;
  said.log(
    `List ${id}, of ${institutionId}: ${added} people added, ${changed} changed, ${leaving} leaving, ${unchanged} unchanged. staffList shows them, enactStaffList stores them.`,
  );
  return 0;
}
