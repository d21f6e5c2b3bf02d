import type { AccessBasis } from '@lianyi/shared/access/access';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import { shanghaiDay, startOfShanghaiDayBefore } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';

export interface BasisQuestion {
  readonly patientIds: readonly string[];
  readonly institutionId: string;
  /** Who asks, as grants of break-glass name her: `holderOf`. */
  readonly holder: string;
  readonly bases: readonly AccessBasis[];
  readonly now: Date;
  readonly encounterDays: number;
}

export interface HeldBasis {
  readonly basis: AccessBasis;
  /** In which words the glass was broken; null for every other basis. */
  readonly reason: string | null;
}

interface Branch {
  readonly from: string;
  /** Columns that say why and until when, where the basis has them. */
  readonly says?: string;
  readonly parameters: readonly (string | Date | boolean)[];
}

/** Bases that stand in this subgraph's own tables, and where. */
function branches({
  institutionId,
  holder,
  now,
  encounterDays,
}: BasisQuestion): Partial<Record<AccessBasis, Branch>> {
  const day = shanghaiDay(now);
  return {
    ENCOUNTER: {
      from: '`encounter` WHERE `institutionId` = ? AND `outside` = ? AND (`endedAt` IS NULL OR `endedAt` >= ?)',
      parameters: [institutionId, false, startOfShanghaiDayBefore(now, encounterDays)],
    },
    FAMILY_DOCTOR_CONTRACT: {
      from: '`family_doctor_contract` WHERE `institutionId` = ? AND `start` <= ? AND (`end` IS NULL OR `end` >= ?)',
      parameters: [institutionId, day, day],
    },
    BREAK_GLASS: {
      from: '`break_glass_grant` WHERE `holder` = ? AND `expiresAt` > ?',
      says: '`reason` AS `reason`, `expiresAt` AS `until`',
      parameters: [holder, now],
    },
    OWN_DATA: {
      from: '`patient_source` WHERE `institutionId` = ? AND `outside` = ?',
      parameters: [institutionId, false],
    },
    // A platform sees whoever is registered; its scope is its basis.
    PLATFORM_SCOPE: { from: '`patient` WHERE 1 = 1', parameters: [] },
  };
}

/**
 * The bases the viewer and her institution have for each patient, in one statement however many
 * they are. Of several glasses broken the one that stays open longest comes last.
 */
export async function findBases(
  read: EntityManager,
  question: BasisQuestion,
): Promise<Map<string, HeldBasis[]>> {
  const { patientIds, bases } = question;
  const known = branches(question);
  const asked = bases.flatMap((basis) => {
    const branch = known[basis];
    return branch ? [{ basis, ...branch }] : [];
  });
  if (asked.length === 0 || patientIds.length === 0) return new Map();
  const sql = asked
    .map(({ basis, from, says = 'NULL AS `reason`, NULL AS `until`' }) => {
      const id = basis === 'PLATFORM_SCOPE' ? '`id`' : '`patientId`';
      return `SELECT ${id} AS \`patientId\`, '${basis}' AS \`basis\`, ${says} FROM ${from} AND ${id} IN (${placeholders(patientIds)})`;
    })
    .join(' UNION ');
  const parameters = asked.flatMap((branch) => [...branch.parameters, ...patientIds]);
  const rows: (HeldBasis & { patientId: string })[] = await read.query(
    `${sql} ORDER BY \`until\``,
    toParameters(read, parameters),
  );
  return groupBy(rows, ({ patientId }) => patientId);
}
