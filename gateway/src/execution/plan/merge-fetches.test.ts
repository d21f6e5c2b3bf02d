import type { FetchNode } from '@apollo/query-planner';
import { describe, expect, it } from '@jest/globals';
import { OperationTypeNode } from 'graphql';
import { type EntityFetch, mergeFetches } from './merge-fetches';

const fetch = (asked: string, declared = '', more: Partial<FetchNode> = {}): EntityFetch => ({
  node: {
    ...{ kind: 'Fetch', serviceName: 'places', operationKind: OperationTypeNode.QUERY },
    operationName: 'Q__places__1',
    operation: `query Q__places__1($representations:[_Any!]!${declared}){_entities(representations:$representations){${asked}}}`,
    ...more,
  },
  path: ['people', '@'],
});
const named = fetch('...on Town{name}');
const visits = fetch('...on Person{visits(first:$first){days}}', ',$first:Int', {
  variableUsages: ['first'],
});

describe('mergeFetches', () => {
  it('leaves a fetch alone as it is', () => {
    const { node, parts } = mergeFetches([named]);
    expect(node).toBe(named.node);
    expect(parts).toEqual([{ field: '_entities', variable: 'representations', fetches: [named] }]);
  });

  it('asks what is alike once, and the rest beside it', () => {
    const { node, parts } = mergeFetches([named, visits, fetch('...on Town{name}')]);
    expect(node.operation).toBe(
      'query Q__places__1($representations0:[_Any!]!$representations1:[_Any!]!$first:Int){' +
        '_0:_entities(representations:$representations0){...on Town{name}}' +
        '_1:_entities(representations:$representations1){...on Person{visits(first:$first){days}}}}',
    );
    expect(node.variableUsages).toEqual(['first']);
    expect(parts.map(({ fetches }) => fetches.length)).toEqual([2, 1]);
  });

  it('keeps apart what is alike in words and changed in other ways', () => {
    const inputRewrites = [
      { kind: 'ValueSetter' as const, path: ['__typename'], setValueTo: 'Place' },
    ];
    const { parts } = mergeFetches([named, fetch('...on Town{name}', '', { inputRewrites })]);
    expect(parts).toHaveLength(2);
  });

  it('has variables that no client’s variable is called', () => {
    const clashing = fetch('...on Town{near(of:$representations0)}', ',$representations0:ID', {
      variableUsages: ['representations0'],
    });
    const { node, parts } = mergeFetches([clashing, named]);
    expect(parts.map(({ variable }) => variable)).toEqual([
      'representations0_',
      'representations1',
    ]);
    expect(node.operation).toContain('near(of:$representations0)');
  });

  it('takes no fetch with fields of no entity', () => {
    const operation = 'query{... on Query{towns{id}}}';
    expect(() => mergeFetches([fetch('', '', { operation }), named])).toThrow('a fetch');
  });

  it('writes fragments where they are spread, with their conditions', () => {
    const { operation } = fetch('...F @skip(if:$no) ...G', ',$no:Boolean!').node;
    const fragments = 'fragment F on Town{name ...G} fragment G on Town{size}';
    const { node } = mergeFetches([
      fetch('', '', { operation: `${operation} ${fragments}` }),
      named,
    ]);
    expect(node.operation).not.toContain('fragment');
    expect(node.operation).toContain(
      '{...on Town@skip(if:$no){name ...on Town{size}}...on Town{size}}',
    );
  });
});
