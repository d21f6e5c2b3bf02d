import type { Viewer } from '@lianyi/shared/auth/viewer';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { createLogger } from '@lianyi/shared/logging/logger';
import { buildSchema, GraphQLError, type GraphQLSchema } from 'graphql';
import { startApollo } from '../apollo';
import type { DemoIssuer } from '../auth/demo-issuer';
import { Unauthenticated } from '../auth/unauthenticated';
import type { TokenVerifier } from '../auth/verify-token';
import type { GatewayContext } from '../context';
import type { CompiledGraph } from '../execution/plan/compiled-gateway';
import { buildHttp, type HttpOptions } from '../http/build-http';
import { type HttpNumbers, httpNumbers } from '../http/http-numbers';
import { createKnownAnswers } from '../http/known-answer';
import { createPersistedOperations, type PersistedOperations } from '../http/persisted-operations';
import { createQueryLimits } from '../limits/query-limits';
import { createGatewayMetrics } from '../metrics/gateway-metrics';
import { createOperationRecorder } from '../plugins/operation-record';
import { createGraphHolder } from '../supergraph/graph-holder';
import type { ServedGraph } from '../supergraph/load-graph';
import { feedTypeDefs, type TestFeed } from './test-feed';

export const secret = '110101199003070937';

const aViewer: Viewer = {
  subject: 'u1',
  name: 'A',
  institutionId: 'county-hospital',
  roles: ['ADMIN'],
  scopes: [],
};

/** Accepts the tokens `good` (an ADMIN) and `clinician`. */
const testVerifier: TokenVerifier = {
  async verify(authorization) {
    if (authorization === 'Bearer good') return aViewer;
    if (authorization === 'Bearer clinician') return { ...aViewer, roles: ['CLINICIAN'] };
    throw new Unauthenticated();
  },
  state: () => ({ entries: 0, hits: 0, misses: 0 }),
};

const typeDefs = `
  type Query {
    me: String! trace: String! operation: String broken: String refused: String
    slow(ms: Int!): String echo(text: Int): String drugs(first: Int): [String!] long(times: Int!): String
  }
  type Mutation { change: String }
`;

const rootValue = {
  me: (_args: object, { viewer }: GatewayContext) => viewer.subject,
  trace: (_args: object, { traceId }: GatewayContext) => traceId,
  operation: (_args: object, { operationName }: GatewayContext) => operationName ?? null,
  broken: () => {
    throw new Error(`select * from patient where id = '${secret}'`);
  },
  refused: () => {
    throw new GraphQLError('wrapped', {
      originalError: new DomainError('FORBIDDEN', 'No basis.', { patientId: 'p1' }),
    });
  },
  slow: ({ ms }: { ms: number }) => new Promise((resolve) => setTimeout(resolve, ms, 'waited')),
  echo: () => 'x',
  drugs: () => [],
  long: ({ times }: { times: number }) => '长'.repeat(times),
  change: () => 'changed',
};

export interface TestGatewayOptions {
  readonly checks?: HttpOptions['checks'];
  readonly notes?: HttpOptions['notes'];
  readonly demoIssuer?: DemoIssuer;
  readonly persisted?: PersistedOperations;
  readonly rateLimit?: HttpOptions['rateLimit'];
  readonly numbers?: Partial<HttpNumbers>;
  readonly feed?: TestFeed;
  readonly verifier?: TokenVerifier;
  readonly readCalendar?: HttpOptions['readCalendar'];
  /** Served in the place of the small schema; what is known of it needs no Apollo Server. */
  readonly graph?: ServedGraph & Pick<CompiledGraph, 'runKnown'>;
}

/** A gateway around a small graph of its own, with everything it logged. */
export async function startTestGateway(options: TestGatewayOptions = {}) {
  const lines: string[] = [];
  const logger = createLogger('gateway', 'debug', { write: (line: string) => lines.push(line) });
  const metrics = createGatewayMetrics({ processMetrics: false });
  const record = createOperationRecorder(logger, metrics);
  const { graph } = options;
  const schema: GraphQLSchema = graph?.schema ?? buildSchema(`${typeDefs}${feedTypeDefs}`);
  const server = await startApollo(
    graph
      ? { gateway: createGraphHolder(graph, { retireMilliseconds: 0 }).gateway }
      : { schema, rootValue: { ...rootValue, ...options.feed?.rootValue } },
    { logger, record, showSchema: false },
  );
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const http = buildHttp({
    server,
    ...{ logger, metrics, record, verifier: options.verifier ?? testVerifier },
    answerKnown: graph && createKnownAnswers(graph.runKnown, record),
    feedEnd: options.feed?.end,
    limits: createQueryLimits(() => schema),
    persisted: options.persisted ?? createPersistedOperations({ mode: 'auto' }),
    ...{ checks: options.checks ?? {}, notes: options.notes },
    newId,
    ...{ demoIssuer: options.demoIssuer, rateLimit: options.rateLimit },
    readCalendar: options.readCalendar,
    numbers: { ...httpNumbers, ...options.numbers },
  });
  const url = await http.listen({ host: '127.0.0.1', port: 0 });
  const stop = async () => {
    await http.close();
    await server.stop();
  };
  return { url, http, lines, metrics, stop };
}
export type TestGateway = Awaited<ReturnType<typeof startTestGateway>>;
