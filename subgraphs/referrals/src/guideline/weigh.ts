import { evaluate } from './evaluate';
import type { Facts } from './facts';
import type { GuidelineRule, PregnancyRule } from './guideline-rule';
import { judgeCondition } from './judge-condition';

/** What a guideline says of a patient. */
export interface Weighed {
  readonly matched: readonly GuidelineRule[];
  /** What stands against each rule that is not met. */
  readonly unmet: readonly string[];
  /** What would have to be known to decide each rule that is open. */
  readonly missing: readonly string[];
  /** The guideline has rules, every one is decided, and none is met. */
  readonly against: boolean;
}

/** Weighs rules against facts: pure, so however many rules there are, nothing more is asked. */
export function weigh(
  rules: readonly GuidelineRule[],
  facts: Facts,
  pregnancy: PregnancyRule,
): Weighed {
  const outcomes = rules.map((rule) => ({
    rule,
    ...evaluate(rule.when, (condition) => judgeCondition(condition, rule, facts, pregnancy)),
  }));
  const having = (truth: 'TRUE' | 'FALSE' | 'MISSING') =>
    outcomes.filter((outcome) => outcome.truth === truth);
  const matched = having('TRUE').map(({ rule }) => rule);
  const [unmet, open] = [having('FALSE'), having('MISSING')];
  return {
    matched,
    unmet: distinct(unmet.flatMap((one) => one.unmet.map((text) => titled(one.rule, text)))),
    missing: distinct(open.flatMap((one) => one.missing.map((text) => titled(one.rule, text)))),
    against: rules.length > 0 && matched.length === 0 && open.length === 0,
  };
}

const titled = ({ disease, stage }: GuidelineRule, text: string) =>
  `${disease.display}${stage === null ? '' : `·${stage}`}：${text}`;

const distinct = (texts: readonly string[]) => [...new Set(texts)];
