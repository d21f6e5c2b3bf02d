import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { checkAliases } from './check-aliases';

const check = (query: string) => () => checkAliases(parse(query));

describe('an alias', () => {
  it.each([
    'query { patient(id: "1") { id: name } }',
    'query { drugs { nodes { code: name } } }',
    'query { a { ... on B { __typename: name } } }',
    'fragment F on P { id: name } query { a { ...F } }',
  ])('may not give a key field’s name to another field: %s', (query) => {
    expect(check(query)).toThrow(/^query: name may not be called (id|code|__typename)\.$/);
  });

  it('may be anything else', () => {
    expect(check('{ a: b { number: id id: id called: name } }')).not.toThrow();
  });
});
