import { groupBy } from '@lianyi/shared/collections/group-by';
import { storedInstant, toParameters } from '@lianyi/shared/database/select-rows';
import { shanghaiDay, startOfShanghaiDayBefore } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { personsSql } from '../access/find-bases';

/** Who takes part in a person's care today, as another part addresses what must reach her. */
export interface Care {
  readonly patientId: string;
  readonly birthDate: string | null;
  /** Where an encounter is open; where none is, the institution of the one that ended last. */
  readonly treatedAt: readonly string[];
  /** The institution of the family-doctor contract in force. */
  readonly contractedWith: string | null;
}

export interface CareQuestion {
  readonly patientIds: readonly string[];
  readonly now: Date;
  /** Shanghai days an encounter counts after its end: as long as it opens the record. */
  readonly encounterDays: number;
}

interface FoundRow {
  readonly askedId: string;
  readonly finding: 'BORN' | 'TREATED' | 'CONTRACT' | 'CLOSED';
  readonly says: string | null;
  readonly until: Date | string | null;
}

/** Encounters recorded outside the community open nothing there, so nobody is found by them. */
const branches = [
  "SELECT `askedId`, 'BORN' AS `finding`, p.`birthDate` AS `says`, NULL AS `until` FROM `asked` JOIN `patient` p ON p.`id` = `recordId` WHERE p.`birthDate` IS NOT NULL",
  "SELECT `askedId`, 'TREATED' AS `finding`, b.`institutionId` AS `says`, b.`endedAt` AS `until` FROM `asked` CROSS JOIN `encounter` b ON b.`patientId` = `recordId` WHERE b.`outside` = ? AND (b.`endedAt` IS NULL OR b.`endedAt` >= ?)",
  "SELECT `askedId`, 'CONTRACT' AS `finding`, b.`institutionId` AS `says`, NULL AS `until` FROM `asked` CROSS JOIN `family_doctor_contract` b ON b.`patientId` = `recordId` WHERE b.`start` <= ? AND (b.`end` IS NULL OR b.`end` >= ?)",
  "SELECT `askedId`, 'CLOSED' AS `finding`, k.`institutionId` AS `says`, NULL AS `until` FROM `asked` JOIN `record_restriction` k ON k.`patientId` = `recordId` AND k.`liftedAt` IS NULL WHERE k.`kind` = 'INSTITUTION'",
];

/**
 * The care of each person, about all her records, in one statement however many persons. An
 * institution she closed her record to is left out: it could not open what is addressed to it.
 */
export async function findCare(
  read: EntityManager,
  { patientIds, now, encounterDays }: CareQuestion,
): Promise<Care[]> {
  if (patientIds.length === 0) return [];
  const day = shanghaiDay(now);
  const sql = `${personsSql(patientIds)} ${branches.join(' UNION ')} ORDER BY \`finding\`, \`says\``;
  const since = startOfShanghaiDayBefore(now, encounterDays);
  const parameters = toParameters(read, [...patientIds, false, since, day, day]);
  const rows: FoundRow[] = await read.query(sql, parameters);
  const byPatient = groupBy(rows, ({ askedId }) => askedId);
  return patientIds.map((patientId) => careOf(patientId, byPatient.get(patientId) ?? []));
}

function careOf(patientId: string, rows: readonly FoundRow[]): Care {
  const of = (finding: FoundRow['finding']) => rows.filter((row) => row.finding === finding);
  const closed = new Set(of('CLOSED').map(({ says }) => says));
  const open = ({ says }: FoundRow) => says !== null && !closed.has(says);
  return {
    patientId,
    birthDate: of('BORN')[0]?.says ?? null,
    treatedAt: placesOf(of('TREATED').filter(open)),
    contractedWith: of('CONTRACT').find(open)?.says ?? null,
  };
}

function placesOf(encounters: readonly FoundRow[]): string[] {
  const ended = encounters.flatMap(({ says, until }) =>
    until === null || says === null ? [] : [{ says, at: storedInstant(until).getTime() }],
  );
  const running = encounters.filter(({ until }) => until === null);
  const [last] = ended.sort((one, other) => other.at - one.at);
  const places = running.length > 0 ? running : last ? [last] : [];
  return [...new Set(places.flatMap(({ says }) => says ?? []))];
}
