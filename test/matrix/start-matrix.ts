import { randomUUID } from 'node:crypto';
import { readGatewayConfig } from '@lianyi/gateway/config';
import { startGateway } from '@lianyi/gateway/gateway';
import { createGatewayMetrics } from '@lianyi/gateway/metrics/gateway-metrics';
import { openTopology } from '@lianyi/gateway/topology';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import {
  type RequestIdentity,
  signViewerHeader,
  viewerHeader,
} from '@lianyi/shared/auth/viewer-header';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { createLogger } from '@lianyi/shared/logging/logger';
import type { SubgraphName } from '@lianyi/shared/ports/ask-subgraph';
import { type ApartCounty, serveApart } from '../support/apart';
import type { Answer } from '../support/client';
import { demoKeyOf, signedBy } from '../support/forge-token';
import { bearer, post } from '../support/wire';
import { now } from './clock';
import type { Critical } from './make-critical';
import { createMatrixCounty, type MatrixCounty, type MatrixPatient } from './people';

export type Variables = Readonly<Record<string, unknown>>;

/** A part's own question, as the gateway or another part would put it. */
export interface PartQuestion {
  readonly part: SubgraphName;
  readonly identity: RequestIdentity;
  readonly query: string;
  readonly variables?: Variables;
  readonly grants?: readonly string[];
}

/** A pair of records: of whom one is a situation's, and which institution registered the other. */
export interface Candidate {
  readonly id: string;
  readonly patient: MatrixPatient;
  readonly institutionId: string;
}

/** The real gateway before the real parts, with one resident for every situation. */
export interface RunningMatrix extends MatrixCounty {
  /** The clock of the parts. */
  at: Date;
  /** Added to viewers' names, so that the log tells who looked in this round from who did before. */
  round: string;
  /** How many second records were registered: each has a name of its own. */
  secondRecords: number;
  /** Pairs of records that were found to be one person's, perhaps. */
  readonly candidates: Candidate[];
  /** The review of what the viewer's institution prescribed in the first half of the year. */
  review: string;
  /** The review of what it recorded then, and the signs that stand in the records of it. */
  recordReview: { readonly id: string; readonly shown: readonly string[] };
  /** What was raised of a patient before anybody looked, by her situation. */
  readonly criticals: Map<string, Critical>;
  /** The notice to where her contract is, by patient. */
  notices: ReadonlyMap<string, string>;
  /** A membership on a register, by the situation of its patient. */
  readonly memberships: Map<string, string>;
  /** Asks the graph over HTTP. */
  ask(
    viewer: Viewer,
    query: string,
    variables?: Variables,
    operationName?: string,
  ): Promise<Answer>;
  /** Asks a part past the gateway. */
  askPart(question: PartQuestion): Promise<Answer>;
  stop(): Promise<void>;
}

const keys = createKeyRing({
  fieldKey: 'a field key that only tests use',
  viewerKey: 'a viewer key that only tests use',
});
const logger = createLogger('matrix', 'silent');

export const identityOf = (viewer: Viewer): RequestIdentity => ({
  viewer,
  ...{ requestId: randomUUID(), traceId: 'matrix' },
});

/** Starts it on a folder, which holds the county from the first start on. */
export async function startMatrix(dataDir: string, apart = false): Promise<RunningMatrix> {
  const config = readGatewayConfig({
    DATA_DIR: dataDir,
    ...{ PORT: '0', HL7_PORT: 'off', DEMO: 'off', LOG_LEVEL: 'error' },
  });
  const matrix = createMatrixCounty();
  const clock = {
    at: now,
    ...{ round: '', secondRecords: 0, candidates: [], review: '' },
    recordReview: { id: '', shown: [] },
    memberships: new Map<string, string>(),
    criticals: new Map<string, Critical>(),
    notices: new Map<string, string>(),
  };
  const overrides = {
    location: { dataDir, url: undefined },
    ...{ logger, now: () => clock.at, newId: countedIds() },
  };
  const filled = await openTopology(config, keys, logger, overrides);
  for (const part of filled.local.values()) await part.loadDemo(matrix.county);
  const services = apart ? await serveApart({ ...overrides, keys }, { keys, logger }) : null;
  const topology = services
    ? await openTopology({ ...config, urls: new Map(services.urls) }, keys, logger)
    : filled;
  const metrics = createGatewayMetrics({ processMetrics: false });
  topology.showState(metrics.state);
  const gateway = await startGateway(config, { topology, keys, logger, metrics });
  const token = createSigner(dataDir, `http://${config.host}:${config.port}/auth`);
  return Object.assign(clock, matrix, {
    ask(viewer: Viewer, query: string, variables: Variables = {}, operationName?: string) {
      const as = bearer(token({ ...viewer, name: viewer.name + clock.round }));
      return post(`${gateway.url}/graphql`, { query, variables, operationName }, as);
    },
    askPart: services
      ? (question: PartQuestion) => askService(services, question)
      : async ({ part, identity, query, variables = {}, grants = [] }: PartQuestion) => {
          const local = filled.local.get(part);
          const request = { identity, grants: { tokens: [...grants] } };
          return (await local?.execute(query, variables, local.contextFor(request))) as Answer;
        },
    async stop() {
      await gateway.close();
      await topology.close();
      await services?.close();
      if (services) await filled.close();
    },
  });
}

/** Ids the product gives while it runs; they look like those of signs, so that they can be some. */
function countedIds() {
  let count = 0;
  return () => {
    count += 1;
    return `5160ffff-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
  };
}

async function askService({ urls }: ApartCounty, question: PartQuestion): Promise<Answer> {
  const { part, identity, query, variables = {}, grants = [] } = question;
  const body = JSON.stringify({ query, variables, extensions: { grants } });
  const header = signViewerHeader(keys, part, identity, body, new Date());
  return post(urls.get(part) ?? '', body, { [viewerHeader]: header });
}

/** Signs viewers in as the county's own issuer would, each once. */
function createSigner(dataDir: string, issuer: string) {
  const key = demoKeyOf(dataDir);
  const tokens = new Map<string, string>();
  return (viewer: Viewer) => {
    const viewerKey = JSON.stringify(viewer);
    const known = tokens.get(viewerKey);
    if (known) return known;
    const issuedAt = Math.floor(Date.now() / 1000);
    const token = signedBy(
      key,
      { alg: 'ES256', kid: 'kid' in key ? key.kid : '', typ: 'at+jwt' },
      {
        iss: issuer,
        ...{ aud: 'lianyi', sub: viewer.subject, jti: randomUUID(), iat: issuedAt },
        ...{ exp: issuedAt + 3600, name: viewer.name, institution_id: viewer.institutionId },
        ...{ roles: viewer.roles, scope: viewer.scopes.join(' ') },
      },
    );
    tokens.set(viewerKey, token);
    return token;
  };
}
