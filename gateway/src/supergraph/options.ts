import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, type Environment, readEnv } from '@lianyi/shared/config/read-env';
import { readCommonConfig } from '@lianyi/shared/subgraph/subgraph-config';
import { readPersistedSettings } from '../http/persisted-settings';

const argumentTypes = {
  supergraph: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  limits: { type: 'string' },
} as const;

const usage = 'npm run gateway -- --supergraph FILE [--port N] [--host ADDRESS] [--limits FILE]';

/** Arguments and environment of `npm run gateway`. Throws ConfigError naming the first that is wrong. */
export function readSupergraphOptions(args: readonly string[], env: Environment) {
  const { supergraph, limits, port, host } = readArguments(args);
  if (!supergraph) throw new ConfigError('--supergraph', `is not given: ${usage}`);
  const read = readEnv({ ...env, ...(port === undefined ? {} : { '--port': port }) });
  const { logLevel, answerTimeoutMs, production, host: standardHost } = readCommonConfig(env);
  return {
    supergraph: resolve(supergraph),
    limits: limits === undefined ? undefined : resolve(limits),
    port: read.integer(port === undefined ? 'PORT' : '--port', 4000, { min: 0, max: 65_535 }),
    host: host ?? standardHost,
    drainSeconds: read.integer('DRAIN_SECONDS', 0, { min: 0, max: 60 }),
    ...readPersistedSettings(env),
    ...{ logLevel, answerTimeoutMs, production },
  };
}
export type SupergraphOptions = ReturnType<typeof readSupergraphOptions>;

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: argumentTypes, strict: true }).values;
  } catch {
    throw new ConfigError('The arguments', `are not understood: ${usage}`);
  }
}
