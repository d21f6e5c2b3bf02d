import { isCalendarDay } from '@lianyi/shared/time/calendar-day';
import { ReferralDirection } from '../referral/referral.entity';
import { type GuidelineRule, guidedDirections, urgencies } from './guideline-rule';
import { GuidelineFileError, type Placed, readPlaced } from './placed-file';
import { readCodes, readTree } from './read-tree';

/** A guideline's file with the faults of its rules, each a sentence with its line. */
export interface CheckedGuideline {
  readonly rules: readonly GuidelineRule[];
  readonly faults: readonly string[];
}

/** Characters of an id, and of a text for the doctor. */
const longest = { id: 80, text: 500 };

const headFields = [
  ...['version', 'effectiveFrom', 'effectiveTo', 'source', 'guideline', 'specialty'],
  ...['verified', 'rules'],
];

/** Reads a guideline's file whole, on to the next rule where one is at fault. */
export function checkGuideline(path: string): CheckedGuideline {
  const faults: string[] = [];
  const attempt = <Value>(read: () => Value): Value[] => {
    try {
      return [read()];
    } catch (error) {
      if (!(error instanceof GuidelineFileError)) throw error;
      faults.push(error.message);
      return [];
    }
  };
  const rules = attempt(() => {
    const body = readPlaced(path);
    const head = readHead(body);
    const ids = new Set<string>();
    return body
      .field('rules')
      .items()
      .flatMap((entry) => attempt(() => readRule(entry, head, ids)));
  });
  return { rules: rules.flat(), faults };
}

/** Reads a guideline's file. Throws GuidelineFileError with its first fault. */
export function readGuideline(path: string): readonly GuidelineRule[] {
  const body = readPlaced(path);
  const head = readHead(body);
  const ids = new Set<string>();
  return body
    .field('rules')
    .items()
    .map((entry) => readRule(entry, head, ids));
}

type Head = Pick<
  GuidelineRule,
  'effectiveFrom' | 'effectiveTo' | 'guideline' | 'source' | 'specialty' | 'verified' | 'version'
>;

function readHead(body: Placed): Head {
  body.only(...headFields);
  const effectiveFrom = dayOf(body.field('effectiveFrom'));
  const effectiveTo = body.has('effectiveTo') ? dayOf(body.field('effectiveTo')) : null;
  if (effectiveTo !== null && effectiveTo < effectiveFrom)
    throw body.field('effectiveTo').fail('lies before effectiveFrom');
  return {
    effectiveFrom,
    ...{ effectiveTo, verified: body.field('verified').flag() },
    ...{ version: body.field('version').text(), source: body.field('source').text() },
    ...{ guideline: body.field('guideline').text(), specialty: body.field('specialty').text() },
  };
}

const ruleFields = [...['id', 'disease', 'icd10', 'direction', 'stage', 'urgency', 'text', 'when']];

function readRule(entry: Placed, head: Head, ids: Set<string>): GuidelineRule {
  entry.only(...ruleFields);
  const id = shortText(entry.field('id'), longest.id);
  if (ids.has(id)) throw entry.field('id').fail(`${id} is the id of a rule before`);
  ids.add(id);
  const disease = entry.field('disease');
  disease.only('code', 'display');
  const direction = entry.field('direction').oneOf(['OUT', ...guidedDirections]);
  return {
    ...head,
    id,
    disease: {
      system: 'ICD-10',
      code: disease.field('code').text(),
      display: disease.field('display').text(),
    },
    icd10: readCodes(entry.field('icd10')),
    direction: direction === 'OUT' ? ReferralDirection.OUTWARD : direction,
    stage: entry.has('stage') ? entry.field('stage').text() : null,
    urgency: entry.field('urgency').oneOf(urgencies),
    text: shortText(entry.field('text'), longest.text),
    when: readTree(entry.field('when')),
  };
}

function shortText(entry: Placed, most: number): string {
  const text = entry.text();
  if (text.length > most) throw entry.fail(`must not be longer than ${most} characters`);
  return text;
}

function dayOf(entry: Placed): string {
  const day = entry.text();
  if (!isCalendarDay(day)) throw entry.fail('must be a calendar day such as 2026-03-01');
  return day;
}
