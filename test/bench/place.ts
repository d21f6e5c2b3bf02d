import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGatewayConfig } from '@lianyi/gateway/config';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import type { DatabaseLocation } from '@lianyi/shared/database/open-database';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { createConnection } from 'mysql2/promise';

/** Where a bench's two equal counties lie: the product's own, and the hand-written endpoint's. */
export interface BenchPlace {
  readonly folder: string;
  readonly county: DatabaseLocation;
  readonly copy: DatabaseLocation;
  remove(): Promise<void>;
}

/** Connections that the processes of a bench open together at most, with some to spare. */
const connectionsNeeded = 300;

/** Refuses a server that would turn some of the processes away. */
export async function checkServer(url: string | undefined) {
  if (!url) return;
  const connection = await createConnection({ uri: url });
  const [rows] = await connection.query('SELECT @@max_connections AS allowed');
  await connection.end();
  const [{ allowed = 0 } = {}] = rows as { allowed?: number }[];
  if (allowed < connectionsNeeded)
    throw new Error(
      `The server takes ${allowed} connections; the processes of a bench open up to ${connectionsNeeded}. Set max_connections on it.`,
    );
}

/** A new folder, and on a server databases of names nobody else uses. */
export function makePlace(url: string | undefined): BenchPlace {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-bench-'));
  const locationOf = (label: string): DatabaseLocation => ({
    url,
    ...{ dataDir: join(folder, label), prefix: `lianyi_bench_${process.pid}_${label}_` },
  });
  const [county, copy] = [locationOf('county'), locationOf('copy')];
  return {
    folder,
    ...{ county, copy },
    async remove() {
      rmSync(folder, { recursive: true, force: true });
      if (!url) return;
      const connection = await createConnection({ uri: url });
      for (const { prefix } of [county, copy])
        for (const name of subgraphNames)
          await connection.query(`DROP DATABASE IF EXISTS \`${prefix}${name}\``);
      await connection.end();
    },
  };
}

/** Keys of a bench; they protect nothing but invented residents. */
export const benchKeys = () =>
  createKeyRing({
    fieldKey: 'a field key that only the bench uses',
    viewerKey: 'a viewer key that only the bench uses',
  });

/** The product's configuration as shipped, on a free port and without the HL7 door. */
export const benchConfig = (dataDir: string) =>
  readGatewayConfig({ DATA_DIR: dataDir, PORT: '0', HL7_PORT: 'off', DEMO: 'off' });
