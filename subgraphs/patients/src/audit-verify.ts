import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { readCommonConfig } from '@lianyi/shared/subgraph/subgraph-config';
import { verifyChain } from './audit/verify-chain';
import { patientsTables } from './data-source';

/** `npm run audit:verify`: 0 where the chain is whole, 1 and the first broken entry otherwise. */
async function main() {
  const { dataDir, databaseUrl } = readCommonConfig(process.env);
  // Opening would make an empty log, and find it whole.
  if (!databaseUrl && !existsSync(join(dataDir, `${patientsTables.name}.db`)))
    throw new Error(`there is none under ${dataDir}, the DATA_DIR`);
  const keys = createKeyRing(loadSecrets(process.env, dataDir));
  const database = await openDatabase({
    ...patientsTables,
    location: { url: databaseUrl, dataDir },
  });
  try {
    const verdict = await verifyChain(database, keys);
    const last = verdict.whole && verdict.entries > 0 ? `, the last ${verdict.hash}` : '';
    if (verdict.whole) console.log(`The access log is whole: ${verdict.entries} entries${last}.`);
    else console.error(`The access log is broken at entry ${verdict.entry}: ${verdict.problem}.`);
    process.exitCode = verdict.whole ? 0 : 1;
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  console.error(
    `The access log could not be read: ${error instanceof Error ? error.message : error}`,
  );
  process.exitCode = 2;
});
