import cluster from 'node:cluster';
import { ConfigError } from '@lianyi/shared/config/read-env';
import { readGatewayConfig } from './config';

/** Configuration; then serves, or starts the workers that do and carries none of their code. */
async function main() {
  const config = readGatewayConfig(process.env);
  const { workers } = config;
  if (workers !== null && cluster.isPrimary) {
    const { runPrimary } = await import('./workers/primary.js');
    return runPrimary({ ...config, workers }, __filename);
  }
  const { serve } = await import('./serve.js');
  return serve(config);
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
