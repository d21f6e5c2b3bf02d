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

  @Field(() => Int, {
    description: 'Answers that are waited for at this moment, of whatever year.',
  })
  waiting!: number;

  @Field(() => Int, { description: 'Of these, late.' })
  late!: number;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

const counts = ['asked', 'answered', 'waiting', 'late'] as const;
/** MariaDB counts in texts. */
type Counted = Readonly<Record<'institutionId' | (typeof counts)[number], string | number>>;

/** A row for each time an institution took part, or is waited for; the other counts are 0. */
function took(institution: string, of: Partial<Record<(typeof counts)[number], string>>) {
  const columns = counts.map((count) => `${of[count] ?? '0'} AS \`${count}\``);
  return `SELECT ${institution} AS \`institutionId\`, ${columns.join(', ')}`;
}

function useSql(ids: readonly string[]) {
  const within = (column: string) =>
    `${column} IN (${placeholders(ids)}) AND \`createdAt\` >= ? AND \`createdAt\` < ?`;
  const sums = counts.map((count) => `SUM(\`${count}\`) AS \`${count}\``);
  const asked = `${took('`fromInstitutionId`', { asked: '1' })} FROM \`consultation\` WHERE ${within('`fromInstitutionId`')} AND \`answers\` > 0`;
  const answered = `${took('`institutionId`', { answered: '1' })} FROM \`consultation_invitation\` WHERE ${within('`institutionId`')} AND \`status\` = 'ANSWERED' GROUP BY \`institutionId\`, \`consultationId\``;
  const late = 'CASE WHEN i.`dueAt` < ? THEN 1 ELSE 0 END';
  const waiting = `${took('i.`institutionId`', { waiting: '1', late })} FROM \`consultation_invitation\` i JOIN \`consultation\` c ON c.\`id\` = i.\`consultationId\` WHERE i.\`institutionId\` IN (${placeholders(ids)}) AND i.\`createdAt\` >= ? AND i.\`status\` IN ('INVITED', 'ACCEPTED') AND c.\`status\` = 'REQUESTED' AND c.\`openUntil\` > ?`;
  return `SELECT \`institutionId\`, ${sums.join(', ')} FROM (${asked} UNION ALL ${answered} UNION ALL ${waiting}) took GROUP BY \`institutionId\``;
}

/**
 * Consultations of a calendar year, in Shanghai, and the answers that are waited for: of the viewer's
 * institution; for the office of a leading one, of all it leads, those that took part in none among them. One
 * statement. Refuses with INVALID_INPUT naming the field.
 */
export async function consultationUse(
  context: Pick<
    ReferralsContext,
    'community' | 'consultationRules' | 'identity' | 'manager' | 'now' | 'viewer'
  >,
  year: number,
): Promise<ConsultationUse[]> {
  if (year < 2000 || year > 2999) throw new InvalidInput('year', 'must be from 2000 to 2999.');
  const { consultationRules: rules, manager } = context;
  const ids = await institutionsOf(context);
  const days = [startOfShanghaiDay(`${year}-01-01`), startOfShanghaiDay(`${year + 1}-01-01`)];
  const now = context.now();
  const rows: Counted[] = await manager.query(
    useSql(ids),
    toParameters(manager, [
      ...[...ids, ...days, ...ids, ...days],
      ...[now, ...ids, rules.askedSince(now), now],
    ]),
  );
  return ids.map((institutionId) => {
    const row = rows.find((one) => one.institutionId === institutionId);
    const of = Object.fromEntries(counts.map((count) => [count, Number(row?.[count] ?? 0)]));
    const took = Number(row?.asked ?? 0) + Number(row?.answered ?? 0);
    const missing = Math.max(0, rules.leastAYear - took);
    return Object.assign(new ConsultationUse(), { institutionId, missing, ...of });
  });
}
