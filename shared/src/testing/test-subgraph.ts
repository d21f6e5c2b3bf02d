import { randomUUID } from 'node:crypto';
import { type Access, type AccessAction, signGrant } from '../access/access';
import type { GrantBag } from '../access/access-reader';
import type { Role, Viewer } from '../auth/viewer';
import type { RequestIdentity } from '../auth/viewer-header';
import { createKeyRing, type InstallationKeys } from '../crypto/key-ring';
import { Unavailable } from '../errors/domain-error';
import { createLogger } from '../logging/logger';
import type { AskSubgraph } from '../ports/ask-subgraph';
import type { RunningSubgraph, SubgraphAnswer, SubgraphOptions } from '../subgraph/subgraph';

/** Keys for tests; the same every time, secret from nobody. */
export const testKeys = (): InstallationKeys =>
  createKeyRing({
    fieldKey: 'a field key that only tests use',
    viewerKey: 'a viewer key that only tests use',
  });

export const aViewer = (
  role: Role,
  institutionId = 'county-hospital',
  overrides: Partial<Viewer> = {},
): Viewer => ({
  subject: `${role.toLowerCase()}@${institutionId}`,
  name: `A ${role} of ${institutionId}`,
  ...{ institutionId, roles: [role], scopes: [], ...overrides },
});

export const anIdentity = (viewer: Viewer): RequestIdentity => ({
  viewer,
  ...{ requestId: randomUUID(), traceId: 'trace-of-a-test' },
});

/** A part that must not be asked in this test. */
export const askNobody: AskSubgraph = async (name) => {
  throw new Unavailable(name);
};

/** What `createSubgraph` needs, for a test: silent log, test keys, a fixed clock where given. */
export const testOptions = (
  location: SubgraphOptions['location'],
  overrides: Partial<SubgraphOptions> = {},
): SubgraphOptions => ({
  location,
  ...{ keys: testKeys(), ask: askNobody, logger: createLogger('test', 'silent') },
  ...overrides,
});

/** A grant as the patients subgraph would have issued it for this request. */
export const aGrant = (
  identity: RequestIdentity,
  access: Partial<Access> & Pick<Access, 'patientId'>,
  {
    action = 'READ_RECORD',
    now = new Date(),
    until = null,
  }: { action?: AccessAction; now?: Date; until?: Date | null } = {},
): string =>
  signGrant(
    testKeys(),
    {
      basis: 'ENCOUNTER',
      ...{ scope: 'ALL', sensitive: true, identified: true },
      ...{ records: [access.patientId], ...access },
    },
    { viewer: identity.viewer, requestId: identity.requestId, action },
    now,
    until,
  );

/** Runs one document in a subgraph as a viewer. */
export function runAs(
  subgraph: RunningSubgraph,
  viewer: Viewer,
  query: string,
  variables: Record<string, unknown> = {},
  grants: (identity: RequestIdentity) => string[] = () => [],
): Promise<SubgraphAnswer> {
  const identity = anIdentity(viewer);
  const bag: GrantBag = { tokens: grants(identity) };
  return subgraph.execute(query, variables, subgraph.contextFor({ identity, grants: bag }));
}
