import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { compileRewrites } from './compile-rewrites';

const schema = buildSchema(`
  type Query { it: It }
  interface It { x: Int }
  type A implements It { x: Int }
  type B implements It { x: Int }`);
const rename = (...path: string[]) =>
  compileRewrites(
    [{ kind: 'KeyRenamer', path: [...path, 'x__alias_0'], renameKeyTo: 'x' }],
    schema,
  );

describe('compileRewrites', () => {
  it.each([0, false, '', null, 'text'])('keeps %j under another name', (value) => {
    const data = { it: [[{ x__alias_0: value }]] };
    rename('it')?.(data);
    expect(data).toEqual({ it: [[{ x: value }]] });
  });

  it('changes only objects of the type it is for, and those that do not say theirs', () => {
    const data = ['A', 'B', undefined].map((__typename) => ({ __typename, x__alias_0: 1 }));
    rename('... on A')?.(data);
    expect(data.map((one) => 'x' in one)).toEqual([true, false, true]);
    rename('... on It')?.(data);
    expect(data.map((one) => 'x' in one)).toEqual([true, true, true]);
  });

  it('sets the value a plan sends', () => {
    const sent = [{ __typename: 'A' }, { __typename: 'B' }];
    const path = ['... on A', '__typename'];
    compileRewrites([{ kind: 'ValueSetter', path, setValueTo: 'It' }], schema)?.(sent);
    expect(sent).toEqual([{ __typename: 'It' }, { __typename: 'B' }]);
  });
});
