import { Supergraph } from '@apollo/federation-internals';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  executeSync,
  getOperationAST,
  Kind,
  parse,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { createTruth } from '../../testing/mock-truth';
import { planSupergraph } from '../../testing/plan-graph';
import { type RandomOperation, randomOperation } from '../../testing/random-operation';
import { type Completion, compileShape, type ShapeSource } from './compile-shape';

const api = Supergraph.build(planSupergraph).apiSchema().toGraphQLJSSchema();
const world = { seed: 0 };
const truth = createTruth(api, world);

const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
const withTypes = (query: string) =>
  print(
    visit(parse(query), {
      SelectionSet: {
        leave: (node): SelectionSetNode => ({
          ...node,
          selections: [typename, ...node.selections],
        }),
      },
    }),
  );

/** What graphql-js writes of data that subgraphs sent under the client's names. */
const byGraphql = (document: ReturnType<typeof parse>, data: unknown, variables: object) =>
  executeSync({
    ...{ schema: api, document, rootValue: data, variableValues: { ...variables } },
    fieldResolver: (source, _args, _context, { path }) => source[path.key],
    typeResolver: (source) => source.__typename,
  });

function byShape(
  document: ReturnType<typeof parse>,
  data: unknown,
  { variables }: RandomOperation,
) {
  const operation = getOperationAST(document);
  const root = operation && api.getRootType(operation.operation);
  if (!root) throw new Error('no operation');
  const fragments = document.definitions.flatMap((one) =>
    one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
  );
  const source: ShapeSource = {
    ...{ schema: api, fragments: new Map(fragments) },
    isTrue: (name) => (name === 'default' ? true : variables[name] === true),
    inner: ({ alias, name }) => alias?.value ?? name.value,
    hides: () => false,
  };
  const completion: Completion = { violations: 0 };
  return {
    data: compileShape(source, root, [operation.selectionSet])(data, completion),
    completion,
  };
}

describe('compileShape', () => {
  it('writes what graphql-js writes, in its order, nulls where it has them', async () => {
    let lost = 0;
    const operation = fc
      .array(fc.nat(1e6), { minLength: 30, maxLength: 300, size: 'max' })
      .map((tape) => randomOperation(api, tape))
      .filter((one) => one !== null);
    await fc.assert(
      fc.asyncProperty(operation, fc.nat(1e6), async (asked, seed) => {
        world.seed = seed;
        const { data } = await truth(withTypes(asked.query), asked.variables);
        const document = parse(asked.query);
        const expected = byGraphql(document, data, asked.variables);
        const { data: written, completion } = byShape(document, data, asked);
        expect(JSON.stringify(written)).toBe(JSON.stringify(expected.data ?? null));
        expect(completion.violations > 0).toBe(Boolean(expected.errors));
        if (expected.errors) lost += 1;
      }),
      { numRuns: 300, endOnFailure: true },
    );
    expect(lost).toBeGreaterThan(10);
  }, 60_000);

  const schema = buildSchema(`
    type Query { it: It one: One! list: [One!] }
    interface It { text: String }
    type A implements It { text: String! }
    enum One { ONE }`);
  const root = schema.getQueryType();
  const complete = (query: string, data: unknown) => {
    const operation = getOperationAST(parse(query));
    if (!root || !operation) throw new Error('no operation');
    const source = { schema, fragments: new Map(), isTrue: () => true };
    const completion: Completion = { violations: 0 };
    const inner: ShapeSource['inner'] = ({ name }) => name.value;
    const shape = compileShape({ ...source, inner, hides: () => false }, root, [
      operation.selectionSet,
    ]);
    return [shape(data, completion), completion.violations];
  };

  it.each([
    ['a type nobody knows', '{ it { text } }', { it: { __typename: 'B', text: 'x' } }],
    ['a type nobody could tell', '{ it { __typename } }', { it: { __typename: 'It' } }],
    ['what its own type may not lack', '{ it { text } }', { it: { __typename: 'A' } }],
  ])('drops an object of %s', (_what, query, data) => {
    expect(complete(query, data)).toEqual([{ it: null }, 1]);
  });

  it('drops a value of an enum that nobody knows', () => {
    expect(complete('{ list }', { list: ['ONE', 'TWO'] })).toEqual([{ list: null }, 2]);
    expect(complete('{ one }', { one: 'TWO' })).toEqual([null, 2]);
  });
});
