import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DatabaseLocation } from '@lianyi/shared/database/open-database';
import { createConnection } from 'mysql2/promise';
import { openRecords } from './records';
import { reportOf } from './report';
import { measure } from './rounds';

const number = (text: string, flag: string) => {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${flag} must be a number above 0.`);
  return value;
};

/**
 * `npm run bench:audit -- [--rounds 7] [--seconds 1.5] [--patients 2000]`: what the durable event of
 * a release costs, with group commit and without, for one reader and for sixteen.
 */
async function main() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { rounds: text, seconds: text, patients: text } });
  const rounds = number(values.rounds ?? '7', 'rounds');
  const seconds = number(values.seconds ?? '1.5', 'seconds');
  const patients = number(values.patients ?? '2000', 'patients');
  const processor = `${cpus().length} x ${cpus()[0]?.model ?? 'processor'}, Node ${process.versions.node}`;
  console.log(`${processor}; ${rounds} interleaved rounds of ${seconds} s, medians.`);
  const url = process.env.DATABASE_URL || process.env.TEST_MYSQL_URL;
  for (const server of url ? [undefined, url] : [undefined])
    await withPlace(server, async (location) => {
      const records = await openRecords(location, patients);
      for (const readers of [1, 16]) {
        const measured = await measure(records, { rounds, seconds, readers });
        console.log(`\n${server ? 'Server' : 'SQLite'}, ${readers} at once`);
        for (const line of reportOf(measured)) console.log(line);
      }
      await records.close();
    });
}

/** A folder, and on a server a database of a name nobody else uses; both are removed afterwards. */
async function withPlace(
  url: string | undefined,
  work: (location: DatabaseLocation) => Promise<void>,
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-bench-audit-'));
  const prefix = `lianyi_bench_${process.pid}_audit_`;
  try {
    await work({ url, dataDir, prefix });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
    if (url) {
      const connection = await createConnection({ uri: url });
      await connection.query(`DROP DATABASE IF EXISTS \`${prefix}patients\``);
      await connection.end();
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
