import { openEmbedded } from '@lianyi/gateway/embedded';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { createCounty } from '@lianyi/shared/demo/county';
import { createLogger } from '@lianyi/shared/logging/logger';
import type { RunningSubgraph } from '@lianyi/shared/subgraph/subgraph';
import { askNobody } from '@lianyi/shared/testing/test-subgraph';
import Database from 'better-sqlite3';

/** A part of a data folder, with the keys that lie there or are given. */
async function openPart(
  part: 'patients' | 'personnel',
  dataDir: string,
  env: Record<string, string>,
): Promise<RunningSubgraph> {
  const keys = createKeyRing(loadSecrets(env, dataDir));
  const logger = createLogger('test', 'silent');
  const options = { keys, logger, ask: askNobody, location: { dataDir } };
  const [subgraph] = await openEmbedded([part], () => options);
  if (!subgraph) throw new Error('it did not start');
  return subgraph;
}

export const openPatients = (dataDir: string, env: Record<string, string> = {}) =>
  openPart('patients', dataDir, env);

/** Fills a data folder with residents and licensed staff. */
export async function fillPatients(
  dataDir: string,
  patients: number,
  env: Record<string, string> = {},
) {
  for (const part of ['patients', 'personnel'] as const) {
    const subgraph = await openPart(part, dataDir, env);
    await subgraph.loadDemo(createCounty({ patients, seed: 20_261_127, today: '2026-11-27' }));
    await subgraph.stop();
  }
}

/** How many texts of a data folder are sealed under which key. */
export function keysOnDisk(dataDir: string): Record<string, number> {
  const sealed = {
    patients: `SELECT sealed AS text FROM patient_identifier
      UNION ALL SELECT sealedPhone FROM patient WHERE sealedPhone IS NOT NULL
      UNION ALL SELECT sealed FROM kept_secret`,
    personnel: 'SELECT sealed AS text FROM kept_secret',
  };
  const counts: Record<string, number> = {};
  for (const [part, texts] of Object.entries(sealed)) {
    const database = new Database(`${dataDir}/${part}.db`, { readonly: true });
    const sql = `SELECT substr(text, 1, 12) AS id, COUNT(*) AS count FROM (${texts}) GROUP BY 1`;
    for (const { id, count } of database.prepare(sql).all() as { id: string; count: number }[])
      counts[id] = (counts[id] ?? 0) + count;
    database.close();
  }
  return counts;
}
