import { openEmbedded } from '@lianyi/gateway/embedded';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { createCounty } from '@lianyi/shared/demo/county';
import { createLogger } from '@lianyi/shared/logging/logger';
import type { RunningSubgraph } from '@lianyi/shared/subgraph/subgraph';
import { askNobody } from '@lianyi/shared/testing/test-subgraph';
import Database from 'better-sqlite3';

/** The patients part of a data folder, with the keys that lie there or are given. */
export async function openPatients(
  dataDir: string,
  env: Record<string, string> = {},
): Promise<RunningSubgraph> {
  const keys = createKeyRing(loadSecrets(env, dataDir));
  const logger = createLogger('test', 'silent');
  const options = { keys, logger, ask: askNobody, location: { dataDir } };
  const [subgraph] = await openEmbedded(['patients'], () => options);
  if (!subgraph) throw new Error('it did not start');
  return subgraph;
}

/** Fills the patients part of a data folder with residents. */
export async function fillPatients(
  dataDir: string,
  patients: number,
  env: Record<string, string> = {},
) {
  const subgraph = await openPatients(dataDir, env);
  await subgraph.loadDemo(createCounty({ patients, seed: 20_261_127, today: '2026-11-27' }));
  await subgraph.stop();
}

/** How many texts of a data folder are sealed under which key. */
export function keysOnDisk(dataDir: string): Record<string, number> {
  const database = new Database(`${dataDir}/patients.db`);
  const sql = `SELECT substr(text, 1, 12) AS id, COUNT(*) AS count FROM (
    SELECT sealed AS text FROM patient_identifier
    UNION ALL SELECT sealedPhone FROM patient WHERE sealedPhone IS NOT NULL) GROUP BY 1`;
  const rows = database.prepare(sql).all() as { id: string; count: number }[];
  database.close();
  return Object.fromEntries(rows.map(({ id, count }) => [id, count]));
}
