import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { planSupergraph } from '../../testing/plan-graph';
import { createCompiler } from './compile-operation';

const { compile } = createCompiler(planSupergraph, () => ({
  process: () => Promise.reject(new Error('nobody is asked here')),
}));
const bytesOf = (query: string) => compile(parse(query), undefined).bytes;

describe('a compiled operation', () => {
  it('weighs by its text and its plan', () => {
    const small = bytesOf('{ boss { id } }');
    expect(small).toBeGreaterThan(16 * 1024);
    expect(bytesOf('{ boss { id friends { lastVisit { days } } } }')).toBeGreaterThan(small * 1.3);
  });

  it('weighs by the shapes its conditions may give it', () => {
    const declared = '($a: Boolean!, $b: Boolean!, $c: Boolean!)';
    const plain = bytesOf(`query ${declared} { boss { id @skip(if: true) age nick } }`);
    const three = `{ boss { id @skip(if: $a) age @include(if: $b) nick @skip(if: $c) } }`;
    expect(bytesOf(`query ${declared} ${three}`)).toBeGreaterThan(plain * 3.9);
  });

  it('gives the shape of its conditions, each made once', () => {
    const { answerFor } = compile(
      parse('query ($a: Boolean!) { boss { id @skip(if: $a) nick } }'),
      undefined,
    );
    const [skipped, asked] = [answerFor({ a: true }), answerFor({ a: false })];
    const data = { boss: { id: '1', nick: 'x' } };
    expect(skipped.shape(data, { violations: 0 })).toEqual({ boss: { nick: 'x' } });
    expect(asked.shape(data, { violations: 0 })).toEqual(data);
    expect([answerFor({ a: true }), answerFor({ a: false })]).toEqual([skipped, asked]);
    expect(answerFor({ a: true })).toBe(skipped);
  });

  it.each([
    ['a name nobody has', 'query A { boss { id } }', 'B'],
    ['no name among two', 'query A { boss { id } } query B { boss { id } }', undefined],
  ])('does not come of %s', (_what, query, name) => {
    expect(() => compile(parse(query), name)).toThrow('no operation of that name');
  });
});
