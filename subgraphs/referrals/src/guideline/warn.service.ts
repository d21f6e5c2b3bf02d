import { placeholders } from '@lianyi/shared/database/select-rows';
import { monthOf } from '@lianyi/shared/time/calendar-month';
import type { ReferralsContext } from '../context';
import type { ReferralDirection } from '../referral/referral.entity';
import type { Warned } from './disease-lists';
import { ReferralWarning, ReferralWarningKind } from './guideline.view';

const texts = {
  [ReferralWarningKind.TREATED_BY_TOWNSHIP]: '属基层首诊病种，原则上在基层诊治',
  [ReferralWarningKind.TREATED_IN_COUNTY]: '属县域内诊治病种，原则上不转出县域',
} as const;

/** A warning for each disease, with how often the viewer's institution sent it this way this month: one statement. */
export async function warningsOf(
  { manager, now, viewer }: Pick<ReferralsContext, 'manager' | 'now' | 'viewer'>,
  direction: ReferralDirection,
  warned: Warned | null,
): Promise<ReferralWarning[]> {
  if (!warned) return [];
  const { diseases, kind } = warned;
  const codes = diseases.map(({ code }) => code);
  const rows: { code: string; count: number | string }[] = await manager.query(
    `SELECT \`diseaseCode\` AS \`code\`, COUNT(*) AS \`count\` FROM \`listed_referral\` WHERE \`fromInstitutionId\` = ? AND \`direction\` = ? AND \`month\` = ? AND \`diseaseCode\` IN (${placeholders(codes)}) GROUP BY \`diseaseCode\``,
    [viewer.institutionId, direction, monthOf(now()), ...codes],
  );
  // MariaDB counts in texts.
  const counts = new Map(rows.map(({ code, count }) => [code, Number(count)]));
  return diseases.map(({ code, display }) => {
    const sentThisMonth = counts.get(code) ?? 0;
    return Object.assign(new ReferralWarning(), {
      kind,
      ...{ disease: { system: 'ICD-10', code, display }, sentThisMonth },
      text: `${display}${texts[kind]}；本机构本月已转出${sentThisMonth}例。`,
    });
  });
}
