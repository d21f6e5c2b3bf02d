import { type Comparison, compares, type MeasuredCondition } from './condition';
import type { Judged } from './evaluate';
import { type Facts, type LatestValue, valueKey } from './facts';

const day = 24 * 3600 * 1000;
const missing = (why: string): Judged => ({ truth: 'MISSING', why });
const truth = (holds: boolean): Judged => ({ truth: holds ? 'TRUE' : 'FALSE' });

/** Meanings that stand above what the laboratory calls normal. */
const above: readonly string[] = ['HIGH', 'CRITICAL_HIGH', 'ABNORMAL'];

/** Holds the newest value of an item to a limit; one that is too old is as good as none. */
export function judgeMeasured(condition: MeasuredCondition, facts: Facts): Judged {
  const now = facts.measured.get(valueKey(condition));
  return now ? judgeValue(condition, now, facts.at) : judgeReported(condition, facts);
}

function judgeReported(condition: MeasuredCondition, { at, values }: Facts): Judged {
  if (!values.known) return missing(values.why);
  const value = values.fact.latest.get(valueKey(condition));
  if (!value) return missing(values.fact.whole ? '无此项结果' : '无此项结果，仅查阅到本机构数据');
  return judgeValue(condition, value, at);
}

function judgeValue(condition: MeasuredCondition, value: LatestValue, at: Date): Judged {
  const age = at.getTime() - value.takenAt.getTime();
  if (age > condition.withinDays * day) return missing(`${condition.withinDays}天内无结果`);
  if (condition.operator === 'above-limit') return truth(above.includes(value.interpretation));
  if (condition.value === null || value.number === null)
    return missing('结果不是数值或单位不能换算');
  return certain(condition.operator, condition.value, value.number, value);
}

/** `<3` is below 2.8 only where that is certain: a limit of measurement decides no more than it says. */
function certain(
  operator: Comparison,
  limit: number,
  number: number,
  { comparator }: Pick<LatestValue, 'comparator'>,
): Judged {
  const wantsLess = operator.startsWith('<');
  const holds = compares[operator](number, limit);
  if (comparator === null || comparator === '=') return truth(holds);
  const saysLess = comparator.startsWith('<');
  const strict = !comparator.includes('=');
  // Whatever lies strictly beyond the limit of measurement may just reach what the number itself may not.
  const reaches = holds || (strict && number === limit);
  const excluded = !holds || (strict && number === limit);
  if (wantsLess === saysLess) return reaches ? truth(true) : missing(`结果仅报${comparator}值`);
  return excluded ? truth(false) : missing(`结果仅报${comparator}值`);
}
