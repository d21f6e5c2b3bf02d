import { describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery, parse } from 'graphql';
import { refuseReservedNames } from './reserved-names';

const check = (query: string) => () => refuseReservedNames(parse(query));

describe('refuseReservedNames', () => {
  it.each([
    '{ __proto__: me { name } }',
    '{ me { __typename: name } }',
    '{ constructor: me { name } }',
    '{ me { ... { toString: name } } }',
    'query __proto__ { me { name } }',
    'query ($__proto__: ID) { me { name } }',
    'fragment hasOwnProperty on Query { me { name } } { ...hasOwnProperty }',
  ])('refuses %s', (query) => {
    expect(check(query)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it.each([
    '{ __typename me { __typename n: name } }',
    '{ proto: me { name } }',
    getIntrospectionQuery(),
  ])('lets %s pass', (query) => {
    expect(check(query)).not.toThrow();
  });
});
