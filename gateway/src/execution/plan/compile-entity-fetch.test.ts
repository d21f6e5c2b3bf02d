import type { GraphQLDataSource } from '@apollo/gateway';
import type { FetchNode } from '@apollo/query-planner';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, OperationTypeNode } from 'graphql';
import type { GatewayContext } from '../../context';
import { compileEntityFetches } from './compile-entity-fetch';
import type { IncomingRequest, Run } from './compile-fetch';
import type { EntityFetch } from './merge-fetches';

const schema = buildSchema(
  'type Query { one: Person } type Person { id: ID! home: Town } type Town { name: String }',
);

const fetchAt = (...path: string[]): EntityFetch => {
  const node: FetchNode = {
    ...{ kind: 'Fetch', serviceName: 'people', operationName: 'Q' },
    operationKind: OperationTypeNode.QUERY,
    operation:
      'query Q($representations:[_Any!]!){_entities(representations:$representations){...on Person{home{name}}}}',
    requires: [
      {
        ...{ kind: 'InlineFragment', typeCondition: 'Person' },
        selections: [
          { kind: 'Field', name: '__typename' },
          { kind: 'Field', name: 'id' },
        ],
      },
    ],
  };
  return { node, path };
};

const person = (id: string | undefined) => ({ __typename: 'Person', id });

/** Runs the fetches over some data, answered in one way; what was sent, and what came of it. */
async function run(fetches: [EntityFetch, ...EntityFetch[]], data: Run['data'], answer: object) {
  const sent: unknown[] = [];
  const source: GraphQLDataSource<GatewayContext> = {
    async process({ request }) {
      sent.push(request.variables);
      return answer as Awaited<ReturnType<GraphQLDataSource['process']>>;
    },
  };
  const names = { outer: (name: string) => name, outerVariable: (name: string) => name };
  const state: Run = {
    ...{ incoming: {} as IncomingRequest, context: {} as GatewayContext },
    ...{ variables: {}, coerced: {}, data, errors: [] },
  };
  await compileEntityFetches(fetches, { schema, find: () => source, names })(state);
  return {
    sent,
    data: state.data,
    errors: state.errors.map(({ message, path }) => [message, path]),
  };
}

describe('a fetch of entities', () => {
  it('gives each place its own copy of what one entity has', async () => {
    const both = { one: person('1'), two: person('1') };
    const answer = { data: { _0: [{ home: { name: 'here' } }] } };
    const { sent, data } = await run([fetchAt('one'), fetchAt('two')], both, answer);
    expect(sent).toEqual([{ representations0: [person('1')] }]);
    const home = { name: 'here' };
    expect(data).toMatchObject({ one: { home }, two: { home } });
    expect(data.one).not.toBe(data.two);
    Object.assign(Object(data.one).home, { name: 'changed' });
    expect(data).toMatchObject({ two: { home } });
  });

  it('tells an error of an entity at every place it stands', async () => {
    const data = { one: person('1'), all: [person('2'), null, person('1'), person('1')] };
    const error = { message: 'no home', path: ['_0', 0, 'home'] };
    const answer = { data: { _0: [{ home: null }, null] }, errors: [error] };
    const { errors } = await run([fetchAt('one'), fetchAt('all', '@')], data, answer);
    expect(errors).toEqual([
      ['no home', ['one', 'home']],
      ['no home', ['all', 2, 'home']],
      ['no home', ['all', 3, 'home']],
    ]);
  });

  it('asks nobody where no entity says what it is asked for by', async () => {
    const { sent } = await run([fetchAt('all', '@')], { all: [null, person(undefined)] }, {});
    expect(sent).toEqual([]);
  });

  it.each([
    ['for another number of entities', { data: { _entities: [] } }],
    ['for the entities', { data: {} }],
    ['for the entities', { data: null }],
  ])('is an error where a part does not answer %s', async (words, answer) => {
    const { errors } = await run([fetchAt('one')], { one: person('1') }, answer);
    expect(errors).toEqual([[expect.stringContaining(words), undefined]]);
  });

  it('adds no error to those of a part that could not be asked', async () => {
    const answer = { data: null, errors: [{ message: 'it is down' }] };
    const { errors } = await run([fetchAt('one')], { one: person('1') }, answer);
    expect(errors).toEqual([['it is down', undefined]]);
  });
});
