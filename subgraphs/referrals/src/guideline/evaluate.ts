import type { Condition, Tree } from './condition';

/** MISSING: what is not known could make it either. */
export type Truth = 'TRUE' | 'FALSE' | 'MISSING';

/** What is known of one condition; `why` says what is missing. */
export interface Judged {
  readonly truth: Truth;
  readonly why?: string;
}

/** What a tree comes to, with the conditions that make it so, in words for the doctor. */
export interface Outcome {
  readonly truth: Truth;
  readonly met: readonly string[];
  readonly unmet: readonly string[];
  readonly missing: readonly string[];
}

/**
 * Weighs a tree by three values (Kleene): a fact that is missing counts as missing wherever it
 * could decide, and nowhere else. Of a branch that decides nothing any more no word is said.
 */
export function evaluate(tree: Tree, judge: (condition: Condition) => Judged): Outcome {
  if (tree.kind === 'CONDITION') return ofCondition(tree.condition, judge(tree.condition));
  if (tree.kind === 'NOT') return negated(evaluate(tree.of, judge));
  const branches = tree.of.map((branch) => evaluate(branch, judge));
  const having = (truth: Truth) => branches.filter((branch) => branch.truth === truth);
  const [met, unmet, missing] = [having('TRUE'), having('FALSE'), having('MISSING')];
  return {
    truth: truthOf(tree.count, met.length, missing.length),
    met: met.flatMap((branch) => branch.met),
    unmet: unmet.flatMap((branch) => branch.unmet),
    missing: missing.flatMap((branch) => branch.missing),
  };
}

function truthOf(count: number, met: number, missing: number): Truth {
  if (met >= count) return 'TRUE';
  return met + missing < count ? 'FALSE' : 'MISSING';
}

const ofCondition = ({ text }: Condition, { truth, why }: Judged): Outcome => ({
  truth,
  met: truth === 'TRUE' ? [text] : [],
  unmet: truth === 'FALSE' ? [text] : [],
  missing: truth === 'MISSING' ? [why === undefined ? text : `${text}（${why}）`] : [],
});

const opposite = { TRUE: 'FALSE', FALSE: 'TRUE', MISSING: 'MISSING' } as const;

const negated = ({ truth, met, unmet, missing }: Outcome): Outcome => ({
  truth: opposite[truth],
  missing,
  met: unmet.map((text) => `无：${text}`),
  unmet: met.map((text) => `须排除：${text}`),
});
