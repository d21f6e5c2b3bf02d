import type { Logger } from '@lianyi/shared/logging/logger';
import type { AskSubgraph } from '@lianyi/shared/ports/ask-subgraph';
import { createDemoIssuer, type DemoIssuer } from './auth/demo-issuer';
import type { FailureLimit } from './auth/failure-limit';
import { fixedKeys, providerKeys, type SigningKeys } from './auth/signing-keys';
import { createTokenVerifier, type TokenVerifier } from './auth/verify-token';
import type { GatewayConfig } from './config';

export interface SignIn {
  readonly verifier: TokenVerifier;
  readonly keys: SigningKeys;
  readonly demoIssuer: DemoIssuer | undefined;
}

const institutionQuery = 'query SignIn($id: ID!) { institution(id: $id) { name } }';

/** The hospital's identity provider, or the demo issuer where none is set (design section 5). */
export async function openSignIn(
  config: GatewayConfig,
  ask: AskSubgraph,
  logger: Logger,
  limit?: FailureLimit,
): Promise<SignIn> {
  const { oidcIssuer, oidcAudience: audience } = config;
  const onRejected = (reason: string) => logger.info({ reason }, 'token refused');
  if (oidcIssuer) {
    const keys = providerKeys({ issuer: oidcIssuer }, (error) =>
      logger.warn({ err: error }, 'the identity provider did not answer'),
    );
    const verifier = createTokenVerifier({ issuer: oidcIssuer, audience, keys, onRejected });
    return { verifier, keys, demoIssuer: undefined };
  }
  const issuer = `http://${config.host}:${config.port}/auth`;
  const demoIssuer = await createDemoIssuer({
    ...{ issuer, audience, dataDir: config.dataDir, newId: config.newId, limit },
    institutionExists: (id) => findInstitution(ask, config.newId(), id),
  });
  const keys = fixedKeys(demoIssuer.jwks);
  return {
    verifier: createTokenVerifier({ issuer, audience, keys, onRejected }),
    keys,
    demoIssuer,
  };
}

/** Asks for an institution's name before anybody has signed in for it. */
async function findInstitution(ask: AskSubgraph, requestId: string, id: string) {
  const viewer = { subject: 'sign-in', name: 'sign-in', institutionId: id, roles: [], scopes: [] };
  const data = await ask<{ institution: { name: string } | null }>('personnel', {
    query: institutionQuery,
    variables: { id },
    identity: { viewer, requestId, traceId: requestId },
  });
  return data.institution;
}
