import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import type { OutreachKind } from '../outreach/outreach-visit.entity';
import type { CountedVisit } from './shares';
import type { Days } from './units';

/** A visit with whom it went to, who sent it and whether the host bears witness. */
export interface GuidingVisit extends CountedVisit {
  readonly hostId: string;
  readonly fromInstitutionId: string;
  readonly kind: OutreachKind;
  readonly confirmed: boolean;
}

/** The visits of some kinds to some hosts in a span of days: one statement, and of each what is counted. */
export async function visitsTo(
  manager: EntityManager,
  hosts: readonly string[],
  kinds: readonly OutreachKind[],
  { start, end }: Days,
): Promise<GuidingVisit[]> {
  const raw: Record<string, unknown>[] = await manager.query(
    `SELECT \`hostId\`, \`fromInstitutionId\`, \`kind\`, \`day\`, \`count\`, \`minutes\`, \`confirmedById\` FROM \`outreach_visit\`
    WHERE \`hostId\` IN (${placeholders(hosts)}) AND \`startedAt\` >= ? AND \`startedAt\` < ? AND \`kind\` IN (${placeholders(kinds)}) AND \`withdrawnAt\` IS NULL`,
    toParameters(manager, [
      ...[...hosts, startOfShanghaiDay(start), startOfShanghaiDay(end, 1)],
      ...kinds,
    ]),
  );
  return raw.map((row) => ({
    hostId: String(row.hostId),
    fromInstitutionId: String(row.fromInstitutionId),
    // Written by this part alone, from the enumeration.
    kind: row.kind as OutreachKind,
    ...{ day: String(row.day), count: Number(row.count), minutes: Number(row.minutes) },
    confirmed: row.confirmedById !== null,
  }));
}
