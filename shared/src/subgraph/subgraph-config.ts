import { type Environment, readEnv } from '../config/read-env';
import type { DatabaseLocation } from '../database/open-database';
import { readRedisAddress } from '../events/read-redis-address';
import { type SubgraphName, subgraphNames } from '../ports/ask-subgraph';

/** Where each subgraph listens when it runs apart and nothing else is said. */
export const subgraphPorts: Readonly<Record<SubgraphName, number>> = {
  patients: 4101,
  referrals: 4102,
  results: 4103,
  pharmacy: 4104,
  personnel: 4105,
};

/** Milliseconds a subgraph may take to answer before it counts as one that could not be asked. */
const answerTimeout = 5000;

/** Months the access log is kept: the law asks for six; the security policy of record access for three years. */
const auditMonths = { byDefault: 36, least: 6, most: 1200 };

/** The variable that tells where a subgraph runs. */
export const urlVariable = (name: SubgraphName) => `SUBGRAPH_${name.toUpperCase()}_URL`;

/** Settings that gateway and subgraphs read alike (design section 2). */
export function readCommonConfig(env: Environment) {
  const read = readEnv(env);
  const urls = subgraphNames.flatMap((name) => {
    const url = read.url(urlVariable(name), ['http', 'https']);
    return url === undefined ? [] : [[name, url] as const];
  });
  return {
    dataDir: read.string('DATA_DIR', './data'),
    databaseUrl: read.url('DATABASE_URL', ['mysql']),
    production: env.NODE_ENV === 'production',
    migrate: read.oneOf('MIGRATE', ['on', 'off'], 'on'),
    redisUrl: checked(read.optional('REDIS_URL')),
    host: read.string('HOST', '127.0.0.1'),
    logLevel: read.oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error'], 'info'),
    drainSeconds: read.integer('DRAIN_SECONDS', 0, { min: 0, max: 60 }),
    answerTimeoutMs: read.integer('SUBGRAPH_TIMEOUT_MS', answerTimeout, { min: 100, max: 60_000 }),
    auditKeepMonths: read.integer('AUDIT_KEEP_MONTHS', auditMonths.byDefault, {
      min: auditMonths.least,
      max: auditMonths.most,
    }),
    urls: new Map<SubgraphName, string>(urls),
  };
}

/** The address as it was given, once it was found to be one. */
function checked(redisUrl: string | undefined) {
  if (redisUrl !== undefined) readRedisAddress(redisUrl);
  return redisUrl;
}
export type CommonConfig = ReturnType<typeof readCommonConfig>;

export type LocationConfig = Pick<
  CommonConfig,
  'databaseUrl' | 'dataDir' | 'production' | 'migrate'
>;

/** Where the databases are, as the configuration says. */
export const locationOf = ({
  databaseUrl: url,
  dataDir,
  production,
  migrate,
}: LocationConfig): DatabaseLocation => ({ url, dataDir, production, migrate });

/** Where a subgraph is expected when it runs apart: its variable, else its own port here. */
export const urlOf = (config: CommonConfig, name: SubgraphName) =>
  config.urls.get(name) ?? `http://127.0.0.1:${subgraphPorts[name]}/graphql`;
