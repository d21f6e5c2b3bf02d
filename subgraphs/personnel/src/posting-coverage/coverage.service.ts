import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, shapeOf } from '@lianyi/shared/database/select-rows';
import { endOfTime } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { managedInstitutions } from '../consortium/managed-institutions';
import { memberSince, oneDay } from '../consortium/member-days';
import type { PersonnelContext } from '../context';
import { existingInstitution } from '../institution/institution.service';
import { lastDayColumn, lastDayOf } from '../posting/days-in-force';
import { Posting } from '../posting/posting.entity';
import type { PostingRules } from '../posting/posting-rules';
import { type Absences, absencesOf } from '../practitioner/leavers';
import type { PostingCoverage } from './coverage.view';
import { daysOf, gapsBetween } from './gaps';

/** A posting with whether it covers its host while it is in force. */
interface Cover {
  readonly posting: Posting;
  readonly covers: boolean;
}

/**
 * How the townships the viewer's institution manages are covered on a day, and on which days of its
 * year up to then, since they have been members, they were not. One statement reads the postings of all of them for the year.
 */
export async function postingCoverage(
  context: PersonnelContext,
  on?: string | null,
): Promise<PostingCoverage[]> {
  const { manager, now, postingRules } = context;
  const day = on ?? shanghaiDay(now());
  const newYear = `${day.slice(0, 4)}-01-01`;
  const managed = await managedInstitutions(context, oneDay(day));
  const hosts = (await Promise.all(managed.map((id) => existingInstitution(context, id))))
    .filter(({ tier }) => postingRules.coverage.hostTiers.includes(tier))
    .filter(({ mergedOn }) => mergedOn === null || mergedOn > day)
    .map(({ id }) => id);
  if (hosts.length === 0) return [];
  const found = await coversBetween(manager, postingRules, { hosts, first: newYear, last: day });
  const absences = await absencesOf(
    manager,
    found.map(({ posting }) => posting),
  );
  const byHost = groupBy(found, ({ posting }) => posting.toInstitutionId);
  return Promise.all(
    hosts.map(async (institutionId) => {
      const since = await memberUpTo(context, institutionId, day);
      const first = since !== null && since > newYear ? since : newYear;
      const covers = byHost.get(institutionId) ?? [];
      return coverageOf(institutionId, covers, absences, { first, last: day });
    }),
  );
}

/**
 * Since when an institution has been managed each day up to a day, before which nobody owed it cover:
 * by the viewer's institution, where it is not her own.
 */
async function memberUpTo(
  { consortia, postingRules, viewer }: PersonnelContext,
  institutionId: string,
  day: string,
): Promise<string | null> {
  const memberships = await consortia.ofInstitution.load(institutionId);
  const places = await Promise.all(
    memberships.map(({ consortiumId }) => consortia.byId.load(consortiumId)),
  );
  const managed = memberships.filter((_, at) => {
    const { integration, leadId } = places[at] ?? {};
    if (!integration || !postingRules.managingIntegrations.includes(integration)) return false;
    return institutionId === viewer.institutionId || leadId === viewer.institutionId;
  });
  return memberSince(managed, day);
}

/** Of one institution, from its postings that are in force on some day of the span. */
function coverageOf(
  institutionId: string,
  found: readonly Cover[],
  absences: Absences,
  { first, last }: { readonly first: string; readonly last: string },
): PostingCoverage {
  const spans = found
    .filter(({ covers }) => covers)
    .flatMap(({ posting }) => {
      const end = lastDayOf(posting) ?? endOfTime;
      return absences.daysThere(posting, { start: posting.start, end });
    })
    .map(({ start, end }) => ({ start, last: end }));
  const gaps = gapsBetween(spans, first, last);
  const postings = found
    .map(({ posting }) => posting)
    .filter((posting) => (lastDayOf(posting) ?? last) >= last && absences.isThere(posting, last));
  const uncoveredDaysThisYear = daysOf(gaps);
  const covered = gaps.at(-1)?.end !== last;
  return { institutionId, ...{ covered, postings }, ...{ uncoveredDaysThisYear, gaps } };
}

interface Span {
  readonly hosts: readonly string[];
  readonly first: string;
  readonly last: string;
}

/** Who covers counts by the title she began with. */
async function coversBetween(
  manager: EntityManager,
  { coverage }: PostingRules,
  { hosts, first, last }: Span,
): Promise<Cover[]> {
  const { categories, kinds, titles } = coverage;
  const shape = shapeOf(manager.connection, Posting);
  const person = `EXISTS (SELECT 1 FROM \`practitioner\` AS \`person\` WHERE \`person\`.\`id\` = \`posting\`.\`practitionerId\` AND \`person\`.\`category\` IN (${placeholders(categories)}) AND COALESCE(\`posting\`.\`titleAtStart\`, \`person\`.\`titleLevel\`) IN (${placeholders(titles)}))`;
  const raw: Record<string, unknown>[] = await manager.query(
    `SELECT ${shape.columns}, \`kind\` IN (${placeholders(kinds)}) AND ${person} AS \`covers\` FROM \`posting\`
    WHERE \`toInstitutionId\` IN (${placeholders(hosts)}) AND \`start\` <= ? AND (${lastDayColumn} IS NULL OR ${lastDayColumn} >= ?)
    ORDER BY \`toInstitutionId\`, \`start\`, \`id\``,
    [...kinds, ...categories, ...titles, ...hosts, last, first],
  );
  return raw.map((row) => ({
    posting: Object.assign(new Posting(), shape.hydrate(row)),
    covers: Number(row.covers) === 1,
  }));
}
