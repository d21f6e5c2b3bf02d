import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { type Condition, compares } from './condition';
import type { Judged } from './evaluate';
import type { Facts } from './facts';
import type { GuidelineRule, PregnancyRule } from './guideline-rule';
import { isNamed } from './icd10';
import { judgeMeasured } from './judge-measured';
import { yearsBetween } from './years-between';

const truth = (holds: boolean): Judged => ({ truth: holds ? 'TRUE' : 'FALSE' });
const missing = (why: string): Judged => ({ truth: 'MISSING', why });
const onlyOwn = '未见记录，仅查阅到本机构数据';

/** What is known of a condition of a rule; what the graph cannot know is missing, never unmet. */
export function judgeCondition(
  condition: Condition,
  rule: Pick<GuidelineRule, 'icd10'>,
  facts: Facts,
  pregnancy: PregnancyRule,
): Judged {
  switch (condition.kind) {
    case 'lab':
    case 'vital':
      return judgeMeasured(condition, facts);
    case 'diagnosis':
      return judgeDiagnosis(condition, facts);
    case 'age':
      return condition.atOnset
        ? judgeOnset(condition, rule.icd10, facts)
        : judgeAge(condition, facts);
    case 'sex':
      return facts.person.known
        ? genderIs(facts.person.fact.gender, condition.value)
        : missing(facts.person.why);
    case 'pregnancy':
      return judgePregnancy(facts, pregnancy);
    default:
      return missing('须由医生判断');
  }
}

const genderIs = (gender: string, wanted: string): Judged =>
  gender === 'MALE' || gender === 'FEMALE' ? truth(gender === wanted) : missing('性别未知');

function judgeDiagnosis(
  { icd10, where }: Extract<Condition, { kind: 'diagnosis' }>,
  { diagnoses, record }: Facts,
): Judged {
  if (diagnoses.some((code) => isNamed(code, icd10))) return truth(true);
  if (where === 'SLIP') return truth(false);
  if (!record.known) return missing(record.why);
  const { conditions, whole } = record.fact;
  if (conditions.some(({ code }) => isNamed(code, icd10))) return truth(true);
  return whole ? truth(false) : missing(onlyOwn);
}

type AgeCondition = Extract<Condition, { kind: 'age' }>;

function judgeAge({ operator, value }: AgeCondition, { at, person }: Facts): Judged {
  if (!person.known) return missing(person.why);
  const { birthDate } = person.fact;
  if (birthDate === null) return missing('出生日期未知');
  return truth(compares[operator](yearsBetween(birthDate, shanghaiDay(at)), value));
}

/** The earliest onset that is recorded; who is young now was young then. */
function judgeOnset(condition: AgeCondition, icd10: readonly string[], facts: Facts): Judged {
  const now = judgeAge(condition, facts);
  if (now.truth === 'MISSING') return now;
  if (now.truth === 'TRUE' && condition.operator.startsWith('<')) return now;
  const { person, record } = facts;
  if (!record.known) return missing(record.why);
  const [first] = record.fact.conditions
    .flatMap(({ code, onset }) => (onset !== null && isNamed(code, icd10) ? [onset] : []))
    .sort();
  if (first === undefined) return missing('起病日期未记录');
  const birthDate = person.known ? person.fact.birthDate : null;
  if (birthDate === null) return missing('出生日期未知');
  return truth(compares[condition.operator](yearsBetween(birthDate, first), condition.value));
}

/** That nothing is recorded of a pregnancy does not say that there is none. */
function judgePregnancy(
  { at, diagnoses, person, record }: Facts,
  { fromAge, icd10, toAge }: PregnancyRule,
): Judged {
  if (diagnoses.some((code) => isNamed(code, icd10))) return truth(true);
  if (person.known) {
    const { birthDate, gender } = person.fact;
    if (gender === 'MALE') return truth(false);
    const age = birthDate === null ? null : yearsBetween(birthDate, shanghaiDay(at));
    if (age !== null && (age < fromAge || age > toAge)) return truth(false);
  }
  if (!record.known) return missing(record.why);
  if (record.fact.conditions.some(({ code }) => isNamed(code, icd10))) return truth(true);
  return missing('未见记录，须由医生判断');
}
