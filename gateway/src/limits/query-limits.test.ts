import { describe, expect, it } from '@jest/globals';
import { defaultPageSize, largestPageSize } from '@lianyi/shared/graphql/page';
import fc from 'fast-check';
import { buildSchema, getIntrospectionQuery, Kind, parse } from 'graphql';
import { contractOperations, contractSchema } from '../testing/contract';
import { limitNumbers } from './limit-numbers';
import { measureCost } from './measure-cost';
import { countWritten, createShapeMeasure } from './measure-shape';
import { createQueryLimits } from './query-limits';

const schema = contractSchema();
const check = (query: string, variables: Record<string, unknown> = {}, operationName?: string) =>
  createQueryLimits(() => schema).check({ query, variables, operationName });

const overLimit = (limit: string) =>
  expect.objectContaining({
    code: 'LIMIT_EXCEEDED',
    details: expect.objectContaining({ limit }),
  });

const repeat = (times: number, part: (index: number) => string) =>
  Array.from({ length: times }, (_, index) => part(index)).join(' ');

const nested = (levels: number) =>
  `${'{ institution'.repeat(levels)} { id ${'}'.repeat(levels + 1)}`;

/** Fragments of which each spreads the next one twice. */
const doubling = (levels: number) =>
  `{ ...f0 } ${repeat(levels, (at) => `fragment f${at} on Query { ...f${at + 1} ...f${at + 1} }`)}
   fragment f${levels} on Query { me { name } }`;

describe('query limits', () => {
  const operations = contractOperations();

  it.each(operations)('let the contract operation %s pass', (_name, text) => {
    expect(() => check(text, { first: 10 })).not.toThrow();
  });

  it.each(operations)('leave the contract operation %s room to grow threefold', (_name, text) => {
    const document = parse(text);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('not an operation');
    const { fields, depth } = createShapeMeasure(document)(operation.selectionSet);
    const { cost } = measureCost(schema, document, operation, {}, limitNumbers.lists);
    const most = limitNumbers.operation;
    expect({
      fields: fields * 3 <= most.fields,
      depth: depth * 2 <= most.depth,
      cost: cost * 3 <= most.cost,
      aliases: countWritten(document).aliases * 3 <= most.aliases,
    }).toEqual({ fields: true, depth: true, cost: true, aliases: true });
  });

  it('let the introspection query of graphql pass', () => {
    expect(() => check(getIntrospectionQuery())).not.toThrow();
  });

  it('use the page sizes that every list uses', () => {
    expect(limitNumbers.lists).toMatchObject({
      defaultPage: defaultPageSize,
      largestPage: largestPageSize,
    });
  });

  it.each([
    [
      '31 aliases of a field',
      `{ me { ${repeat(31, (n) => `a${n}: name`)} } }`,
      'number of aliases',
    ],
    [
      '31 aliases of __typename',
      `{ ${repeat(31, (n) => `a${n}: __typename`)} }`,
      'number of aliases',
    ],
    ['1,000 aliases', `{ ${repeat(1000, (n) => `a${n}: me { name }`)} }`, 'number of tokens'],
    ['13 levels', nested(12), 'depth'],
    ['40 levels', nested(40), 'nesting of brackets'],
    ['6,000 levels', nested(6000), 'document size in characters'],
    ['2,100 brackets', `{ a(b: ${'['.repeat(2100)}`, 'nesting of brackets'],
    ['21 directives', `{ me { name ${'@skip(if: false) '.repeat(21)} } }`, 'number of directives'],
    ['1,000 directives', `{ me { name ${'@a '.repeat(1000)} } }`, 'number of tokens'],
    ['21 root fields', `{ ${'me { name } '.repeat(21)} }`, 'number of root fields'],
    [
      'root fields behind fragments',
      `{ ...a ...b } fragment a on Query { ${'me { name } '.repeat(11)} } fragment b on Query { ${'me { name } '.repeat(11)} }`,
      'number of root fields',
    ],
    ['1,000 root fields', `{ ${'me '.repeat(1000)} }`, 'number of root fields'],
    ['fragments that double 25 times', doubling(25), 'number of root fields'],
    ['601 fields', `{ me { ${'name '.repeat(601)} } }`, 'number of fields'],
    ['11 operations', repeat(11, (n) => `query q${n} { me { name } }`), 'number of operations'],
    [
      'an operation name of 129 characters',
      `query ${'q'.repeat(129)} { me { name } }`,
      'operation name in characters',
    ],
    ['20,001 characters', `{ me { name } } ${'#'.repeat(20_000)}`, 'document size in characters'],
    ['2,001 tokens', `{ me { ${'name '.repeat(2000)} } }`, 'number of tokens'],
  ])('refuse %s', (_abuse, query, limit) => {
    expect(() => check(query)).toThrow(overLimit(limit));
  });

  it('leave text that is not GraphQL to whoever runs it', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(() => check(text)).not.toThrow()));
  });

  it.each<[string, string, string | undefined]>([
    ['names no operation of two', 'query a { me { name } } query b { me { name } }', undefined],
    ['names another operation', 'query a { me { name } }', 'b'],
    ['has fragments alone', 'fragment a on Query { me { name } }', undefined],
    ['has two of one name', 'query a { me { name } } query a { me { name } }', 'a'],
  ])('refuse a request that %s', (_what, query, operationName) => {
    expect(() => check(query, {}, operationName)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });

  it('tell the name of the operation that will run', () => {
    const query = 'query a { me { name } } query b { me { name } }';
    expect(check(query, {}, 'b')).toBe('b');
  });

  it('leave fragments that spread themselves to validation', () => {
    expect(() => check('{ ...a } fragment a on Query { me { name } ...a }')).not.toThrow();
  });
});

describe('list limits', () => {
  const page = (first: string) => `{ drugs(first: ${first}) { nodes { name } } }`;
  const withVariable = 'query ($first: Int) { drugs(first: $first) { nodes { name } } }';

  it.each(['101', '100000', '-1'])('refuse a page of %s', (first) => {
    expect(() => check(page(first))).toThrow(overLimit('page size (first)'));
  });

  it.each([101, -1, 1e9])('refuse a page of %d given as a variable', (first) => {
    expect(() => check(withVariable, { first })).toThrow(overLimit('page size (first)'));
  });

  it('refuse a page given as the default of a variable', () => {
    const query = 'query ($first: Int = 101) { drugs(first: $first) { nodes { name } } }';
    expect(() => check(query)).toThrow(overLimit('page size (first)'));
  });

  it('look at the variables of every request, not only of the first', () => {
    const limits = createQueryLimits(() => schema);
    limits.check({ query: withVariable, variables: { first: 10 } });
    const again = () => limits.check({ query: withVariable, variables: { first: 101 } });
    expect(again).toThrow(overLimit('page size (first)'));
  });

  it.each(['100', '1'])('let a page of %s pass', (first) => {
    expect(() => check(page(first))).not.toThrow();
  });

  it('refuse lists within lists', () => {
    const query = `query ($n: Int) { patients(search: "a", first: $n) { nodes {
      labReports(first: $n) { nodes { observations { value } } } } } }`;
    expect(() => check(query, { n: 100 })).toThrow(overLimit('cost'));
  });

  it('refuse lists that lead back to themselves', () => {
    const level = (levels: number): string =>
      levels === 0
        ? 'id'
        : `practitioners(first: 50) { nodes { employer { ${level(levels - 1)} } } }`;
    expect(() => check(`{ institution(id: "i") { ${level(3)} } }`)).toThrow(overLimit('cost'));
  });

  it('count a line for each item that is asked for', () => {
    const asked = buildSchema(`
      type Query { orderCheck(itemCodes: [ID!]!): [Line!] }
      type Line { alternatives: [Alternative!]! }
      type Alternative { ageDays: Int report: Report }
      type Report { id: ID value: String status: String }`);
    const query = `query ($items: [ID!]!) { orderCheck(itemCodes: $items) {
      alternatives { ageDays report { id value status } } } }`;
    const askFor = (length: number) => () => {
      const variables = { items: Array.from({ length }, () => 'x') };
      createQueryLimits(() => asked).check({ query, variables });
    };
    expect(askFor(20)).not.toThrow();
    expect(askFor(900)).toThrow(overLimit('cost'));
  });
});
