import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { Field, Int, ObjectType } from 'type-graphql';
import type { ReferralsContext } from '../context';
import { institutionsOf } from '../desk/institutions-of';
import { Institution } from '../stubs/institution.stub';

@ObjectType({
  description:
    'How often an institution took part in consultations in a year (RF-33); of no patient.',
})
export class ConsultationUse {
  institutionId!: string;

  @Field(() => Int, { description: 'Asked by it and answered by somebody.' })
  asked!: number;

  @Field(() => Int, { description: 'Answered by it, by one of its departments or several.' })
  answered!: number;

  @Field(() => Int, { description: 'How many are missing to what the community agreed on.' })
  missing!: number;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

/** MariaDB counts in texts. */
type Counted = Readonly<Record<'institutionId' | 'asked' | 'answered', string | number>>;

/**
 * Consultations of a calendar year, in Shanghai: of the viewer's institution; for the office of a leading
 * one, of all it leads, those that took part in none among them. One statement.
 */
export async function consultationUse(
  context: Pick<
    ReferralsContext,
    'community' | 'consultationRules' | 'identity' | 'manager' | 'viewer'
  >,
  year: number,
): Promise<ConsultationUse[]> {
  if (year < 2000 || year > 2999) throw new InvalidInput('year', 'must be from 2000 to 2999.');
  const ids = await institutionsOf(context);
  const days = [startOfShanghaiDay(`${year}-01-01`), startOfShanghaiDay(`${year + 1}-01-01`)];
  const within = (column: string) =>
    `\`${column}\` IN (${placeholders(ids)}) AND \`createdAt\` >= ? AND \`createdAt\` < ?`;
  const rows: Counted[] = await context.manager.query(
    `SELECT \`institutionId\`, SUM(\`asked\`) AS \`asked\`, SUM(\`answered\`) AS \`answered\` FROM (SELECT \`fromInstitutionId\` AS \`institutionId\`, 1 AS \`asked\`, 0 AS \`answered\` FROM \`consultation\` WHERE ${within('fromInstitutionId')} AND \`answers\` > 0 UNION ALL SELECT \`institutionId\`, 0 AS \`asked\`, 1 AS \`answered\` FROM \`consultation_invitation\` WHERE ${within('institutionId')} AND \`status\` = 'ANSWERED' GROUP BY \`institutionId\`, \`consultationId\`) took GROUP BY \`institutionId\``,
    toParameters(context.manager, [...ids, ...days, ...ids, ...days]),
  );
  const { leastAYear } = context.consultationRules;
  return ids.map((institutionId) => {
    const row = rows.find((one) => one.institutionId === institutionId);
    const [asked, answered] = [Number(row?.asked ?? 0), Number(row?.answered ?? 0)];
    const missing = Math.max(0, leastAYear - asked - answered);
    return Object.assign(new ConsultationUse(), { institutionId, asked, answered, missing });
  });
}
