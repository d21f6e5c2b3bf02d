import { ConfigError } from '@lianyi/shared/config/read-env';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { createLogger } from '@lianyi/shared/logging/logger';
import { readGatewayConfig } from '../config';
import { loadDemoCounty } from '../demo-county';
import { openTopology } from '../topology';

/**
 * Run by the primary before its workers: brings the databases up to date and loads the demo county,
 * once. What stops a start is told here.
 */
async function main() {
  const config = readGatewayConfig(process.env);
  const keys = createKeyRing(loadSecrets(process.env, config.dataDir));
  const logger = createLogger('workers', config.logLevel);
  const topology = await openTopology(config, keys, logger);
  try {
    if (config.demo)
      await loadDemoCounty(topology, { dataDir: config.dataDir, patients: config.demoPatients });
  } finally {
    await topology.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
