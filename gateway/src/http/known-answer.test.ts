import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphQLError, graphql } from 'graphql';
import { compiledGraph } from '../execution/plan/compiled-gateway';
import { composed, schemaOf } from '../testing/small-graph';
import { post, signedIn } from '../testing/test-client';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

const refused = () => {
  throw new GraphQLError('No basis.', { extensions: { code: 'FORBIDDEN', patientId: 'p1' } });
};

let written = 0;
const town = {
  typeDefs: `
    type Query { name(of: Int): String refused: String broken: String }
    type Mutation { write: Int refusedWrite: Int }
  `,
  resolvers: {
    Query: {
      name: (_root: unknown, { of }: { of?: number }) => `云溪 ${of ?? ''}`,
      refused,
      broken: () => {
        throw new Error('a secret of the inside');
      },
    },
    Mutation: {
      write: () => ++written,
      refusedWrite() {
        written += 1;
        return refused();
      },
    },
  },
};

function townGraph() {
  const schema = schemaOf(town);
  const supergraphSdl = composed({ town });
  const compiled = compiledGraph(supergraphSdl, () => ({
    async process({ request: { query: source = '', variables: variableValues } }) {
      return JSON.parse(JSON.stringify(await graphql({ schema, source, variableValues })));
    },
  }));
  let known = 0;
  const runKnown: typeof compiled.runKnown = (...asked) => {
    const run = compiled.runKnown(...asked);
    if (run) known += 1;
    return run;
  };
  return {
    ...{
      ...compiled,
      runKnown,
      supergraphSdl,
      leftAlone: () => [],
      release: async () => undefined,
    },
    known: () => known,
  };
}

describe('an operation that was checked before', () => {
  const graph = townGraph();
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ graph });
  });
  beforeEach(() => {
    written = 0;
    gateway.lines.length = 0;
  });
  afterAll(() => gateway.stop());

  /** All that a client sees, but for the ids of the request. */
  const answerTo = async (body: object, headers: Record<string, string> = {}) => {
    const response = await post(gateway, JSON.stringify(body), { ...signedIn, ...headers });
    const { 'x-request-id': _id, date: _date, ...seen } = Object.fromEntries(response.headers);
    const text = (await response.text()).replace(/[0-9a-f]{32}/g, 'an id');
    return { status: response.status, headers: seen, text };
  };
  const lastLine = () => {
    const line = gateway.lines.map((one) => JSON.parse(one)).findLast((one) => one.operation);
    return { ...line, time: '', traceId: '', requestId: '', durationMs: typeof line.durationMs };
  };

  it.each([
    ['a name', { query: 'query Name { name }' }],
    ['no name', { query: '{ name }' }],
    ['variables', { query: 'query N($of: Int) { name(of: $of) }', variables: { of: 7 } }],
    ['wrong variables', { query: 'query W($of: Int) { name(of: $of) }', variables: { of: 'x' } }],
    ['a refusal', { query: 'query Refused { name refused }' }],
    ['a failure', { query: 'query Broken { broken }' }],
    [
      'one of two operations',
      { query: 'query A { name } query B { other: name }', operationName: 'B' },
    ],
  ])('is answered as it was by Apollo Server, with %s', async (_what, body) => {
    const before = graph.known();
    const first = await answerTo(body);
    const firstLine = lastLine();
    expect(graph.known()).toBe(before);
    expect([await answerTo(body), lastLine()]).toEqual([first, firstLine]);
    expect(graph.known()).toBe(before + 1);
  });

  it.each([
    '*/*',
    'application/json',
    'application/graphql-response+json',
    'application/graphql-response+json, application/json;q=0.9',
    'text/html',
  ])('is answered as it was to a client that accepts %s', async (accept) => {
    const body = { query: `query Accepted { name } # ${accept}` };
    const first = await answerTo(body, { accept });
    expect(await answerTo(body, { accept })).toEqual(first);
  });

  it('is not one whose text is cut in two, or begins otherwise', async () => {
    const text = 'query Cut($of: Int) { name(of: $of) }';
    await answerTo({ query: text, variables: { of: 1 } });
    await answerTo({ query: 'query A { name } query B { name }', operationName: 'A' });
    const before = graph.known();
    const [operationName, query] = ['query', 'Cut($of: Int) { name(of: $of) }'];
    for (const body of [
      { operationName, query, variables: { of: 2 } },
      { query: '2:Aquery A { name } query B { name }' },
      { query: `0${text}` },
    ])
      await answerTo(body);
    expect(graph.known()).toBe(before);
  });

  it('runs once, whether its answer has errors or not', async () => {
    for (const query of ['mutation W { write }', 'mutation R { refusedWrite }']) {
      written = 0;
      await answerTo({ query });
      await answerTo({ query });
      expect(written).toBe(2);
    }
  });

  it('is still no query where a GET asks for it', async () => {
    const query = 'mutation G { write }';
    await answerTo({ query });
    const address = `${gateway.url}/graphql?${new URLSearchParams({ query })}`;
    expect((await fetch(address, { headers: signedIn })).status).toBe(405);
    expect(written).toBe(1);
  });
});
