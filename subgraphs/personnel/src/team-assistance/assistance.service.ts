import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { managedInstitutions } from '../consortium/managed-institutions';
import { oneDay } from '../consortium/member-days';
import type { PersonnelContext } from '../context';
import { lastDayColumn } from '../posting/days-in-force';
import { Posting } from '../posting/posting.entity';
import { absencesOf } from '../practitioner/leavers';
import { PractitionerCategory } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import type { TeamAssistance } from './assistance.view';

/**
 * Teams of experts at the institutions the viewer's institution manages on a day, by host and sender,
 * with what each lacks of the experts that a team has at least. Statements do not grow with them.
 */
export async function teamAssistance(
  context: PersonnelContext,
  on?: string | null,
): Promise<TeamAssistance[]> {
  const { manager, now, postingRules } = context;
  const { kind } = postingRules.teams;
  const day = on ?? shanghaiDay(now());
  const hosts = await managedInstitutions(context, oneDay(day));
  const tail = `WHERE \`toInstitutionId\` IN (${placeholders(hosts)}) AND \`start\` <= ? AND (${lastDayColumn} IS NULL OR ${lastDayColumn} >= ?) AND \`kind\` = ? ORDER BY \`toInstitutionId\`, \`fromInstitutionId\`, \`start\`, \`id\``;
  const posted = await selectRows(manager, Posting, tail, [...hosts, day, day, kind]);
  const absences = await absencesOf(manager, posted);
  const postings = posted.filter((one) => absences.isThere(one, day));
  const teams = groupBy(postings, ({ fromInstitutionId, toInstitutionId }) =>
    JSON.stringify([toInstitutionId, fromInstitutionId]),
  );
  return Promise.all([...teams.values()].map((team) => teamOf(context, team)));
}

async function teamOf(context: PersonnelContext, postings: Posting[]): Promise<TeamAssistance> {
  const [first] = postings;
  if (!first) throw new Error('a team of nobody');
  const byPerson = groupBy(postings, ({ practitionerId }) => practitionerId);
  const experts = [...byPerson.values()].flatMap(([one]) => (one ? [one] : []));
  const people = await Promise.all(
    [...byPerson.keys()].map((id) => existingPractitioner(context, id)),
  );
  const had = new Set(people.map(({ category }) => category));
  return {
    institutionId: first.toInstitutionId,
    fromInstitutionId: first.fromInstitutionId,
    ...{ experts, fields: Object.values(PractitionerCategory).filter((one) => had.has(one)) },
    missing: Math.max(0, context.postingRules.teams.leastExperts - experts.length),
  };
}
