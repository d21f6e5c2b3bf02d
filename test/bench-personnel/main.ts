import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseLocation } from '@lianyi/shared/database/open-database';
import { createConnection } from 'mysql2/promise';
import { reportOf } from './report';
import { compare, type OpenedCounty, openFilled } from './rounds';
import { type PersonnelBenchSettings, readPersonnelSettings } from './settings';

/** `npm run bench:personnel -- [--institutions 20,200] [--staff 2000,20000] [--rounds 9]`: see test/README.md. */
async function main() {
  const settings = readPersonnelSettings(process.argv.slice(2));
  const { small, large, rounds } = settings;
  console.log(
    [
      `${cpus().length} x ${cpus()[0]?.model ?? 'processor'}, Node ${process.versions.node}; ${rounds} interleaved rounds, medians, nothing kept from one question to the next.`,
      `Small / large: ${small.institutions} / ${large.institutions} institutions, ${small.staff} / ${large.staff} staff.`,
    ].join('\n'),
  );
  const url = process.env.DATABASE_URL;
  for (const server of url ? [undefined, url] : [undefined]) await measure(server, settings);
}

async function measure(url: string | undefined, { small, large, rounds }: PersonnelBenchSettings) {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-bench-personnel-'));
  const locationOf = (label: string): DatabaseLocation => ({
    url,
    ...{ dataDir: join(folder, label), prefix: `lianyi_bench_${process.pid}_${label}_` },
  });
  const locations = [locationOf('small'), locationOf('large')] as const;
  const opened: OpenedCounty[] = [];
  try {
    const few = await openFilled(locations[0], small);
    opened.push(few);
    const many = await openFilled(locations[1], large);
    opened.push(many);
    const { lines, grown } = reportOf(await compare(few, many, rounds));
    console.log(['', url ? 'Server' : 'SQLite', ...lines].join('\n'));
    if (grown.length > 0) {
      console.log(`More statements in the large county: ${grown.join(', ')}.`);
      process.exitCode = 1;
    }
  } finally {
    for (const { database } of opened) await database.close();
    rmSync(folder, { recursive: true, force: true });
    if (url) await dropOn(url, locations);
  }
}

async function dropOn(url: string, locations: readonly DatabaseLocation[]) {
  const connection = await createConnection({ uri: url });
  for (const { prefix } of locations)
    await connection.query(`DROP DATABASE IF EXISTS \`${prefix}personnel\``);
  await connection.end();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
