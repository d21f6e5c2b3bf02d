import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aFacts } from '../testing/facts.factory';
import type { Condition, MeasuredCondition, Tree } from './condition';
import { evaluate, type Truth } from './evaluate';
import { judgeMeasured } from './judge-measured';

const truths: readonly Truth[] = ['TRUE', 'FALSE', 'MISSING'];

/** A leaf named by its number; what it comes to stands elsewhere. */
const leaf = (at: number): Tree => ({
  kind: 'CONDITION',
  condition: { kind: 'clinical', text: String(at) } satisfies Condition,
});

/** Trees over six conditions. */
const trees = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.nat({ max: 5 }).map(leaf),
    tie('tree').map((of): Tree => ({ kind: 'NOT', of })),
    fc.tuple(fc.array(tie('tree'), { minLength: 1, maxLength: 4 }), fc.nat({ max: 3 })).map(
      ([of, more]): Tree => ({
        kind: 'AT_LEAST',
        count: Math.min(of.length, more + 1),
        of,
      }),
    ),
  ),
})).tree;

/** Two-valued logic, written in another way. */
function holds(tree: Tree, facts: readonly boolean[]): boolean {
  if (tree.kind === 'CONDITION') return facts[Number(tree.condition.text)] ?? false;
  if (tree.kind === 'NOT') return !holds(tree.of, facts);
  return tree.of.filter((branch) => holds(branch, facts)).length >= tree.count;
}

/** Every way in which what is missing could turn out. */
function completions(facts: readonly Truth[]): boolean[][] {
  return facts.reduce<boolean[][]>(
    (all, fact) =>
      all.flatMap((one) =>
        (fact === 'MISSING' ? [true, false] : [fact === 'TRUE']).map((value) => [...one, value]),
      ),
    [[]],
  );
}

const weighed = (tree: Tree, facts: readonly Truth[]) =>
  evaluate(tree, ({ text }) => ({ truth: facts[Number(text)] ?? 'MISSING' }));

const known = fc.array(fc.constantFrom(...truths), { minLength: 6, maxLength: 6 });

describe('a tree of conditions', () => {
  it('comes to what plain logic does where everything is known', () => {
    const facts = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(trees, facts, (tree, values) => {
        const given = values.map((value): Truth => (value ? 'TRUE' : 'FALSE'));
        expect(weighed(tree, given).truth).toBe(holds(tree, values) ? 'TRUE' : 'FALSE');
      }),
    );
  });

  it('is decided only where it stays so however what is missing turns out', () => {
    fc.assert(
      fc.property(trees, known, (tree, facts) => {
        const { truth } = weighed(tree, facts);
        if (truth === 'MISSING') return;
        for (const complete of completions(facts))
          expect(holds(tree, complete)).toBe(truth === 'TRUE');
      }),
    );
  });

  it('names what is missing, and nothing that is known', () => {
    fc.assert(
      fc.property(trees, known, (tree, facts) => {
        const { missing, truth } = weighed(tree, facts);
        if (truth === 'MISSING') expect(missing.length).toBeGreaterThan(0);
        for (const text of missing) expect(facts[Number(text)]).toBe('MISSING');
      }),
    );
  });

  it('says why it is not met', () => {
    fc.assert(
      fc.property(trees, known, (tree, facts) => {
        const { truth, unmet } = weighed(tree, facts);
        if (truth === 'FALSE') expect(unmet.length).toBeGreaterThan(0);
      }),
    );
  });

  it('leaves out what decides nothing any more', () => {
    const all: Tree = { kind: 'AT_LEAST', count: 2, of: [leaf(0), leaf(1)] };
    const either: Tree = { kind: 'AT_LEAST', count: 1, of: [all, leaf(2)] };
    const facts: Truth[] = ['FALSE', 'MISSING', 'MISSING'];
    expect(weighed(either, facts)).toMatchObject({ truth: 'MISSING', missing: ['2'] });
  });
});

describe('a value beyond what the laboratory can measure', () => {
  const limit = (operator: MeasuredCondition['operator'], value: number): MeasuredCondition => ({
    ...{ kind: 'lab', code: '2823-3', unit: 'mmol/L', withinDays: 30 },
    ...{ operator, value },
  });

  it('decides exactly where no value it could be says otherwise', () => {
    const operators = fc.constantFrom('<', '<=', '>', '>=');
    const number = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(operators, operators, number, number, (asked, printed, bound, value) => {
        const facts = aFacts({ values: { '2823-3': value }, comparator: printed });
        const possible = Array.from({ length: 141 }, (_, step) => step / 20).filter((one) =>
          compare(printed, one, value),
        );
        const answers = new Set(possible.map((one) => compare(asked, one, bound)));
        const expected = answers.size === 2 ? 'MISSING' : answers.has(true) ? 'TRUE' : 'FALSE';
        expect(judgeMeasured(limit(asked, bound), facts).truth).toBe(expected);
      }),
    );
  });
});

function compare(operator: string, one: number, other: number): boolean {
  if (one === other) return operator.endsWith('=');
  return operator.startsWith('<') === one < other;
}
