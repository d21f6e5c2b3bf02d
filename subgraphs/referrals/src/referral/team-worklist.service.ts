import { keysetCondition, type PageRequest } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { type Page, toPage } from '@lianyi/shared/graphql/page';
import { onBehalf } from '@lianyi/shared/ports/ask-subgraph';
import type { ReferralsContext } from '../context';
import { reachedReceiver } from './referral.access';
import { Referral } from './referral.entity';
import { openedPage } from './referral.service';
import { type Condition, is, newest, type TeamWorklistFilter } from './worklist-filter';

/** Patients of one statement: engines take some thousand parameters. */
const patientsAtOnce = 1000;
const residentsQuery = `query TeamResidents($teamId: ID!) { teamResidents(teamId: $teamId) }`;

type Reading = Pick<
  ReferralsContext,
  'access' | 'ask' | 'basisRule' | 'identity' | 'manager' | 'now' | 'viewer'
>;

/**
 * Slips of the residents a family-doctor team of the viewer's institution has signed, whoever sent or
 * received them, newest first: live, or ended within the days of the basis. Patients says who they are.
 * One statement for a thousand residents; a page may be shorter than asked for, like the worklist's.
 */
export async function teamReferrals(
  context: Reading,
  asked: TeamWorklistFilter,
): Promise<Page<Referral>> {
  const { ask, identity } = context;
  const request = newest.requestOf(asked.first, asked.after);
  const { teamResidents } = await ask<{ teamResidents: string[] }>('patients', {
    query: residentsQuery,
    variables: { teamId: asked.teamId },
    identity: onBehalf(identity, 'referrals'),
  });
  const rows: Referral[] = [];
  for (let at = 0; at < teamResidents.length; at += patientsAtOnce)
    rows.push(
      ...(await slipsOf(context, teamResidents.slice(at, at + patientsAtOnce), asked, request)),
    );
  const { compare, cursorOf } = newest;
  return openedPage(context, toPage(rows.sort(compare), request, cursorOf), cursorOf);
}

function slipsOf(
  { basisRule, manager, now, viewer }: Reading,
  patientIds: readonly string[],
  { status, direction }: TeamWorklistFilter,
  { first, after }: PageRequest,
): Promise<Referral[]> {
  const keyset = keysetCondition<Referral>(newest.order, after);
  const conditions: Condition[] = [
    { sql: `\`patientId\` IN (${placeholders(patientIds)})`, parameters: patientIds },
    { sql: '`submittedAt` IS NOT NULL', parameters: [] },
    { sql: '(`endedAt` IS NULL OR `endedAt` >= ?)', parameters: [basisRule.endedSince(now())] },
    {
      sql: `(${reachedReceiver} OR ? NOT IN (\`toInstitutionId\`))`,
      parameters: [viewer.institutionId],
    },
    ...is('status', status),
    ...is('direction', direction),
    ...(keyset.sql ? [keyset] : []),
  ];
  const where = conditions.map(({ sql }) => sql).join(' AND ');
  return selectRows(
    manager,
    Referral,
    `WHERE ${where} ORDER BY \`createdAt\` DESC, \`id\` DESC LIMIT ${first + 1}`,
    conditions.flatMap(({ parameters }) => parameters),
  );
}
