import { placeholders, storedInstant, toParameters } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import type { Drug } from '../drug/drug.entity';
import { drugsInForce } from '../drug/drug.loader';
import { notInForce } from '../drug/drug-version';
import { PrescriptionKind } from '../prescription/prescription.entity';
import type { PrescribingRules } from '../rules/prescribing-rules';
import { OutsideCommunity } from '../stock/stock.errors';
import { allergiesOf, isContracted, planOf } from './ask-neighbours';
import type { PrescriptionInput } from './prescription.inputs';
import type { Sheet, SheetItem } from './sheet';

const day = 24 * 3600 * 1000;

/**
 * The sheet that is to be issued, with what this part and the others know. Rejects with
 * UNAVAILABLE where one that has to be asked cannot be.
 */
export async function readSheet(
  context: PharmacyContext,
  input: PrescriptionInput,
  records: readonly string[],
  { at, titleLevel }: Pick<Sheet, 'at' | 'titleLevel'>,
): Promise<Sheet> {
  const { database, prescribing, tiers, viewer } = context;
  const today = shanghaiDay(at);
  const items = await itemsOf(context, input, today);
  const tier = await tiers.tierOf(viewer.institutionId);
  if (tier === null) throw new OutsideCommunity(viewer.institutionId);
  const longTerm = input.kind === PrescriptionKind.LONG_TERM;
  const contracted = longTerm && (await isContracted(context, records));
  const lasting = longTerm
    ? await lastingOf(database.read, records, { at, prescribing })
    : new Map<string, Date>();
  const hadLongTerm = longTerm && (await hasLongTerm(database.read, records));
  return {
    titleLevel,
    hadLongTerm,
    ...{ kind: input.kind, diagnoses: input.diagnoses, items, tier, contracted, lasting, at },
    ...{ reason: input.reason ?? null, patientConsent: input.patientConsent ?? false },
    allergies: await allergiesOf(context, input.patientId),
    plan: input.referralId ? await planOf(context, input.referralId, records) : null,
    essentials: await essentialsLike(database.read, items, { today, prescribing }),
  };
}

function itemsOf(
  { drugs }: PharmacyContext,
  { items }: PrescriptionInput,
  day: string,
): Promise<SheetItem[]> {
  return Promise.all(
    items.map(async ({ days, dosage, drugCode, quantity }, at) => {
      const drug = await drugs.on(drugCode, day);
      const field = `items[${at}].drugCode`;
      if (drug === null) throw new InvalidInput(field, 'is no drug of the catalogue.');
      const fault = notInForce(drug, day);
      if (fault !== null) throw new InvalidInput(field, fault);
      return { drug, days, quantity, dosage: dosage.trim() };
    }),
  );
}

/** Essential drugs of the classes of those that are none, by the index of classes. */
async function essentialsLike(
  manager: EntityManager,
  items: readonly SheetItem[],
  { today, prescribing }: { readonly today: string; readonly prescribing: PrescribingRules },
): Promise<Drug[]> {
  const { sameGroupAtcCharacters: characters } = prescribing;
  const groups = new Set(
    items.flatMap(({ drug: { atc, essential } }) =>
      essential || atc === null || atc.length < characters ? [] : [atc.slice(0, characters)],
    ),
  );
  if (groups.size === 0) return [];
  const ranges = [...groups].map(() => '`atc` BETWEEN ? AND ?').join(' OR ');
  // Codes are capitals and digits: a tilde comes after whatever follows the group.
  const parameters = [...groups].flatMap((group) => [group, `${group}~`]);
  const found = await drugsInForce(manager, today, { sql: ranges, parameters });
  return found.filter(({ essential }) => essential);
}

/** Whether one of her sheets for long was not rejected or cancelled. */
export async function hasLongTerm(
  manager: EntityManager,
  records: readonly string[],
): Promise<boolean> {
  const rows: object[] = await manager.query(
    `SELECT 1 FROM \`prescription\` WHERE \`patientId\` IN (${placeholders(records)}) AND \`kind\` = 'LONG_TERM' AND \`status\` NOT IN ('REJECTED', 'CANCELLED') LIMIT 1`,
    [...records],
  );
  return rows.length > 0;
}

interface LastingRow {
  readonly drugCode: string;
  readonly days: number;
  readonly issuedAt: Date | string;
}

/**
 * Drugs of her long-term sheets that last at the moment, with when they may be prescribed so
 * again; what was handed out of a sheet that is over lasts, too.
 */
export async function lastingOf(
  manager: EntityManager,
  records: readonly string[],
  { at, prescribing }: { readonly at: Date; readonly prescribing: PrescribingRules },
): Promise<Map<string, Date>> {
  const longest = prescribing.kinds.get(PrescriptionKind.LONG_TERM)?.mostDaysWithReason ?? 0;
  const since = new Date(at.getTime() - longest * day);
  const rows: LastingRow[] = await manager.query(
    `SELECT i.\`drugCode\` AS \`drugCode\`, i.\`days\` AS \`days\`, p.\`issuedAt\` AS \`issuedAt\` FROM \`prescription\` p JOIN \`prescription_item\` i ON i.\`prescriptionId\` = p.\`id\`
      WHERE p.\`patientId\` IN (${placeholders(records)}) AND p.\`issuedAt\` >= ? AND p.\`kind\` = 'LONG_TERM' AND (p.\`status\` NOT IN ('REJECTED', 'CANCELLED', 'EXPIRED') OR i.\`dispensed\` > 0)`,
    toParameters(manager, [...records, since]),
  );
  const lasting = new Map<string, Date>();
  for (const { days, drugCode, issuedAt } of rows) {
    const share = days * prescribing.longTerm.refillAfterShare * day;
    const until = new Date(storedInstant(issuedAt).getTime() + share);
    const known = lasting.get(drugCode);
    if (until > at && (!known || known < until)) lasting.set(drugCode, until);
  }
  return lasting;
}
