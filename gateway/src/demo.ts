import { parseArgs } from 'node:util';
import { ConfigError } from '@lianyi/shared/config/read-env';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { largestCounty, smallestCounty } from '@lianyi/shared/demo/county';
import { createLogger } from '@lianyi/shared/logging/logger';
import { type GatewayConfig, readGatewayConfig } from './config';
import { loadDemoCounty } from './demo-county';
import { openTopology } from './topology';

/**
 * `npm run demo -- --patients N`: builds the demo county, or grows it to N residents, straight
 * into the databases that the environment names. Stopped half-way, it goes on where it stood.
 */
async function main() {
  const config = readGatewayConfig(process.env);
  if (config.production)
    throw new ConfigError('NODE_ENV', 'is production: invented residents do not belong there.');
  const patients = wantedPatients(process.argv.slice(2), config);
  const logger = createLogger('demo', config.logLevel);
  const keys = createKeyRing(loadSecrets(process.env, config.dataDir));
  // Straight into the databases, also where the subgraphs serve from processes of their own.
  const topology = await openTopology({ ...config, urls: new Map() }, keys, logger);
  const started = performance.now();
  try {
    const request = { dataDir: config.dataDir, patients, grow: true };
    const county = await loadDemoCounty(topology, request);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`The demo county has ${county.patients} residents; it took ${seconds} s.`);
  } finally {
    await topology.close();
  }
}

function wantedPatients(args: string[], { demoPatients }: GatewayConfig): number {
  const { values } = parseArgs({ args, options: { patients: { type: 'string' } } });
  const patients = values.patients === undefined ? demoPatients : Number(values.patients);
  if (!Number.isInteger(patients) || patients < smallestCounty || patients > largestCounty)
    throw new RangeError(
      `--patients must be a whole number from ${smallestCounty} to ${largestCounty}.`,
    );
  return patients;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
