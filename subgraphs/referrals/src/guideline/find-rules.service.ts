import { checkOptionalText } from '@lianyi/shared/errors/check-text';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { ReferralsContext } from '../context';
import type { ReferralDirection } from '../referral/referral.entity';
import { type ReferralRule, toView } from './guideline.view';
import type { GuidelineRule } from './guideline-rule';

export interface RulesAsked {
  readonly search?: string | null | undefined;
  readonly direction?: ReferralDirection | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Rules in force today by id, those whose words or ICD-10 codes hold the text. From memory: no statement. */
export function referralRules(
  { guideline, now }: Pick<ReferralsContext, 'guideline' | 'now'>,
  { after, direction, first, search }: RulesAsked,
): Page<ReferralRule> {
  checkOptionalText('search', search, { characters: 100 });
  const request = pageRequest(first, after, ['text']);
  const [from] = request.after ?? [];
  const day = shanghaiDay(now());
  const rows = guideline.rules
    .filter(({ id }) => from === undefined || id > String(from))
    .filter((rule) => rule.effectiveFrom <= day && (rule.effectiveTo ?? day) >= day)
    .filter((rule) => direction == null || rule.direction === direction)
    .filter((rule) => search == null || mentions(rule, search.trim().toLowerCase()));
  return toPage(rows.map(toView), request, ({ id }) => [id]);
}

const mentions = (rule: GuidelineRule, wanted: string) =>
  [rule.specialty, rule.disease.display, rule.disease.code, rule.stage ?? '', rule.text, rule.id]
    .concat(rule.icd10)
    .some((words) => words.toLowerCase().includes(wanted));
