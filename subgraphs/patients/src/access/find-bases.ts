import type { AccessBasis } from '@lianyi/shared/access/access';
import { placeholders, storedInstant, toParameters } from '@lianyi/shared/database/select-rows';
import { shanghaiDay, startOfShanghaiDayBefore } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import type { RestrictionKind } from '../restriction/record-restriction.entity';

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
  /** From which moment on it opens nothing; null where it does not end by the clock. */
  readonly until: Date | null;
}

/** What the patient keeps to herself, as far as it concerns the institution that asks. */
export interface HeldBack {
  /** She closed her record to it. */
  readonly closed: boolean;
  /** She keeps what is sensitive with who treats her. */
  readonly sensitive: boolean;
}

/** What was found of the person behind a patient id. */
export interface FoundPerson {
  /** Every record of the person, the one asked about first. */
  readonly records: string[];
  /** Of several glasses broken the one that stays open longest comes last. */
  readonly bases: HeldBasis[];
  heldBack: HeldBack;
}

interface Branch {
  /** What follows the records asked for; the record's id is `recordId`. */
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
  // CROSS JOIN: SQLite then walks from the records, never through all rows of an institution.
  return {
    ENCOUNTER: {
      from: 'CROSS JOIN `encounter` b ON b.`patientId` = `recordId` WHERE b.`institutionId` = ? AND b.`outside` = ? AND (b.`endedAt` IS NULL OR b.`endedAt` >= ?)',
      parameters: [institutionId, false, startOfShanghaiDayBefore(now, encounterDays)],
    },
    FAMILY_DOCTOR_CONTRACT: {
      from: 'CROSS JOIN `family_doctor_contract` b ON b.`patientId` = `recordId` WHERE b.`institutionId` = ? AND b.`start` <= ? AND (b.`end` IS NULL OR b.`end` >= ?)',
      parameters: [institutionId, day, day],
    },
    BREAK_GLASS: {
      from: 'JOIN `break_glass_grant` b ON b.`patientId` = `recordId` WHERE b.`holder` = ? AND b.`expiresAt` > ?',
      says: 'b.`reason` AS `says`, b.`expiresAt` AS `until`',
      parameters: [holder, now],
    },
    OWN_DATA: {
      from: 'CROSS JOIN `patient_source` b ON b.`patientId` = `recordId` WHERE b.`institutionId` = ? AND b.`outside` = ?',
      parameters: [institutionId, false],
    },
    // A platform sees whoever is registered; its scope is its basis.
    PLATFORM_SCOPE: { from: '', parameters: [] },
  };
}

/** Restrictions in force, of whichever of her records. */
const restrictionsFrom =
  "JOIN `record_restriction` k ON k.`patientId` = `recordId` AND k.`liftedAt` IS NULL WHERE (k.`kind` = 'SENSITIVE' OR k.`institutionId` = ?)";

const nothingToSay = 'NULL AS `says`, NULL AS `until`';

/** Every record of the persons whose records were asked about. */
export const personsSql = (patientIds: readonly string[]) =>
  `WITH \`asked\` AS (SELECT a.\`id\` AS \`askedId\`, r.\`id\` AS \`recordId\` FROM \`patient\` a JOIN \`patient\` r ON r.\`personId\` = a.\`personId\` WHERE a.\`id\` IN (${placeholders(patientIds)}))`;

/**
 * The records of each person, the bases the viewer and her institution have for any of them, and
 * what the person keeps from them, in one statement however many persons. Who is not registered is not in the answer.
 */
export async function findBases(
  read: EntityManager,
  question: BasisQuestion,
): Promise<Map<string, FoundPerson>> {
  const { patientIds, bases } = question;
  if (patientIds.length === 0) return new Map();
  const known = branches(question);
  const asked = bases.flatMap((basis) => {
    const branch = known[basis];
    return branch ? [{ basis, ...branch }] : [];
  });
  const records = `SELECT \`askedId\`, 'RECORD' AS \`finding\`, \`recordId\` AS \`says\`, NULL AS \`until\` FROM \`asked\``;
  const found = asked.map(
    ({ basis, from, says = nothingToSay }) =>
      `SELECT \`askedId\`, '${basis}' AS \`finding\`, ${says} FROM \`asked\` ${from}`,
  );
  const restrictions = `SELECT \`askedId\`, k.\`kind\` AS \`finding\`, ${nothingToSay} FROM \`asked\` ${restrictionsFrom}`;
  const sql = `${personsSql(patientIds)} ${[records, ...found, restrictions].join(' UNION ')} ORDER BY \`until\``;
  const parameters = [
    ...patientIds,
    ...asked.flatMap((branch) => [...branch.parameters]),
    question.institutionId,
  ];
  return toPersons(await read.query(sql, toParameters(read, parameters)));
}

interface FoundRow {
  readonly askedId: string;
  readonly finding: AccessBasis | RestrictionKind | 'RECORD';
  readonly says: string | null;
  readonly until: Date | string | null;
}

const nothingHeldBack: HeldBack = { closed: false, sensitive: false };

/** An id that nobody has is asked about like any other: the answer must not tell. */
export const nobody = (patientId: string): FoundPerson => ({
  records: [patientId],
  ...{ bases: [], heldBack: nothingHeldBack },
});

function toPersons(rows: readonly FoundRow[]): Map<string, FoundPerson> {
  const persons = new Map<string, FoundPerson>();
  for (const { askedId, finding, says, until } of rows) {
    const person = persons.get(askedId) ?? nobody(askedId);
    persons.set(askedId, person);
    if (finding === 'INSTITUTION') person.heldBack = { ...person.heldBack, closed: true };
    else if (finding === 'SENSITIVE') person.heldBack = { ...person.heldBack, sensitive: true };
    else if (finding !== 'RECORD')
      person.bases.push({
        basis: finding,
        reason: says,
        until: until === null ? null : storedInstant(until),
      });
    else if (says !== null && says !== askedId) person.records.push(says);
  }
  return persons;
}
