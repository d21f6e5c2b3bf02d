import { join } from 'node:path';
import { testFolder } from '../support/folder';
import { runToEnd } from '../support/run-to-end';

const program = join(testFolder, '../subgraphs/patients/dist/audit-verify.js');

/** Runs the product's own command over a data folder, or the server it names. */
export function verifyChain(
  dataDir: string,
  databaseUrl = '',
): Promise<{ code: number | null; text: string }> {
  return runToEnd(program, { DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
}
