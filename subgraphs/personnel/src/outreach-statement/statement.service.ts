import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { managedInstitutions, managesOn } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { OutreachVisit } from '../outreach/outreach-visit.entity';
import { boundsOfMonth, daysOfMonth } from '../outreach/visit-month';
import { allowancesOf } from './allowance';
import type { OutreachStatement } from './statement.view';

export interface StatementFilter {
  readonly month: string;
  readonly practitionerId?: string | null | undefined;
}

/**
 * The month's statements of the people who were the viewer's institution's when they went, of a
 * leading one of all it leads, by practitioner. One statement reads the log.
 */
export async function outreachStatements(
  context: PersonnelContext,
  { month, practitionerId }: StatementFilter,
): Promise<OutreachStatement[]> {
  const [from, until] = boundsOfMonth(month);
  const managed = await managedInstitutions(context, daysOfMonth(month));
  const of = practitionerId == null ? '' : ' AND `practitionerId` = ?';
  const tail = `WHERE \`fromInstitutionId\` IN (${placeholders(managed)}) AND \`startedAt\` >= ? AND \`startedAt\` < ? AND \`withdrawnAt\` IS NULL${of} ORDER BY \`practitionerId\`, \`startedAt\`, \`id\``;
  const visits = await selectRows(context.manager, OutreachVisit, tail, [
    ...[...managed, from, until],
    ...(practitionerId == null ? [] : [practitionerId]),
  ]);
  const byPerson = groupBy(await whileManaged(context, visits), (visit) => visit.practitionerId);
  return [...byPerson].map(([person, theirs]) => statementOf(context, person, month, theirs));
}

/** Without the visits of members' people on days before they joined and after they left. */
async function whileManaged(context: PersonnelContext, visits: readonly OutreachVisit[]) {
  const manages = await managesOn(context);
  return visits.filter(({ fromInstitutionId, day }) => manages(fromInstitutionId, day));
}

function statementOf(
  { outreachRules }: PersonnelContext,
  practitionerId: string,
  month: string,
  visits: readonly OutreachVisit[],
): OutreachStatement {
  const confirmed = visits.filter(({ confirmedById }) => confirmedById !== null);
  const lines = allowancesOf(confirmed, outreachRules);
  const total = lines.reduce((sum, { allowance, transport }) => sum + allowance + transport, 0);
  return {
    practitionerId,
    ...{ month, lines, total },
    unconfirmed: visits.length - confirmed.length,
  };
}
