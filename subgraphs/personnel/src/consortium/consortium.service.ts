import type { PersonnelContext } from '../context';
import type { Consortium } from './consortium.entity';
import { belongsIn, type MemberDays } from './member-days';

/** Ids of who belongs to a consortium on one of the days, each once, in order. */
export async function membersIn(
  { consortia }: Pick<PersonnelContext, 'consortia'>,
  consortiumId: string,
  days: MemberDays,
): Promise<string[]> {
  const members = await consortia.members.load(consortiumId);
  const there = members.filter((one) => belongsIn(one, days));
  return [...new Set(there.map(({ institutionId }) => institutionId))];
}

/** The consortia an institution belongs to on one of the days, in the order of their ids. */
export async function consortiaOf(
  { consortia }: Pick<PersonnelContext, 'consortia'>,
  institutionId: string,
  days: MemberDays,
): Promise<Consortium[]> {
  const memberships = await consortia.ofInstitution.load(institutionId);
  const there = memberships.filter((one) => belongsIn(one, days));
  const ids = [...new Set(there.map(({ consortiumId }) => consortiumId))];
  const found = await Promise.all(ids.map((id) => consortia.byId.load(id)));
  return found.filter((one) => one !== null);
}
