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

const practitionerQuery = 'query SignInAs($id: ID!) { practitioner(id: $id) { name } }';
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
    issuer,
    ...{ audience, dataDir: config.dataDir, newId: config.newId, limit },
    institutionExists: async (id) => {
      const asked = { query: institutionQuery, id, institutionId: id };
      return (await find<'institution'>(ask, config.newId(), asked)).institution;
    },
    practitionerExists: async (id) => {
      const asked = { query: practitionerQuery, id, institutionId: '' };
      return (await find<'practitioner'>(ask, config.newId(), asked)).practitioner;
    },
  });
  const keys = fixedKeys(demoIssuer.jwks);
  return {
    verifier: createTokenVerifier({ issuer, audience, keys, onRejected }),
    keys,
    demoIssuer,
  };
}

interface Asked {
  readonly query: string;
  readonly id: string;
  readonly institutionId: string;
}

/** Asks for a name before anybody has signed in. */
function find<Field extends string>(
  ask: AskSubgraph,
  requestId: string,
  { id, institutionId, query }: Asked,
) {
  const viewer = { subject: 'sign-in', name: 'sign-in', institutionId, roles: [], scopes: [] };
  return ask<Record<Field, { name: string } | null>>('personnel', {
    query,
    variables: { id },
    identity: { viewer, requestId, traceId: requestId },
  });
}
