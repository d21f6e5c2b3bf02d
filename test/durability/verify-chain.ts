import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { testFolder } from '../support/folder';

const program = join(testFolder, '../subgraphs/patients/dist/audit-verify.js');

/** Runs the product's own command over a data folder, or the server it names. */
export function verifyChain(
  dataDir: string,
  databaseUrl = '',
): { code: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: databaseUrl },
    encoding: 'utf8',
  });
  return { code: status, text: `${stdout}${stderr}`.trim() };
}
