import { randomUUID } from 'node:crypto';
import { ConfigError, type Environment, readEnv } from '@lianyi/shared/config/read-env';
import { readCommonConfig } from '@lianyi/shared/subgraph/subgraph-config';
import { readPersistedSettings } from './http/persisted-settings';

/** Residents of the demo county that the first start loads. */
const demoResidents = 2000;

/** Every setting of the gateway, read and checked once (design section 2). */
export function readGatewayConfig(env: Environment) {
  const read = readEnv(env);
  const common = readCommonConfig(env);
  const { production } = common;
  const oidcIssuer = read.url('OIDC_ISSUER', ['https', 'http']);
  if (production && !oidcIssuer)
    throw new ConfigError('OIDC_ISSUER', 'is not set: production needs an identity provider.');
  const configured = Boolean(
    oidcIssuer || common.databaseUrl || common.redisUrl || common.urls.size > 0,
  );
  return {
    ...common,
    port: read.integer('PORT', 4000, { min: 0, max: 65_535 }),
    hl7Port:
      read.optional('HL7_PORT') === 'off'
        ? null
        : read.integer('HL7_PORT', 2575, { min: 0, max: 65_535 }),
    hl7Senders: read.optional('HL7_SENDERS'),
    ...readPersistedSettings(env),
    oidcIssuer,
    requestsPerMinute: read.optional('RATE_LIMIT')
      ? read.integer('RATE_LIMIT', 0, { min: 1, max: 1_000_000 })
      : null,
    oidcAudience: read.string('OIDC_AUDIENCE', 'lianyi'),
    workers: read.optional('WORKERS') ? read.integer('WORKERS', 1, { min: 1, max: 64 }) : null,
    demo: read.boolean('DEMO', !production && !configured),
    demoPatients: read.integer('DEMO_PATIENTS', demoResidents, { min: 10, max: 1_000_000 }),
    newId: () => randomUUID(),
  };
}
export type GatewayConfig = ReturnType<typeof readGatewayConfig>;
