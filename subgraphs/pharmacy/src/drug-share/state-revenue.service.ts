import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { isCalendarMonth, monthOf } from '@lianyi/shared/time/calendar-month';
import type { EntityManager } from 'typeorm';
import { supplyOf } from '../community/supply';
import type { PharmacyContext } from '../context';
import { RevenueStands } from './drug-share.errors';
import type { RevenueInput } from './drug-share.inputs';
import { InstitutionRevenue } from './institution-revenue.entity';

/** In yuan; the biggest hospitals take in less than a tenth of it in a month. */
const mostRevenue = 10_000_000_000;

type Place = Pick<InstitutionRevenue, 'institutionId' | 'month'>;
type Stated = Pick<InstitutionRevenue, 'amount' | 'statedAt' | 'statedBy'>;

/**
 * States what an institution took in during a month that is over; by its office, or that of the leading
 * institution. The same again is done once; another amount names the version it corrects. Refuses with
 * INVALID_INPUT naming the field, or CONFLICT where it stands.
 */
export async function stateRevenue(
  context: PharmacyContext,
  input: RevenueInput,
): Promise<InstitutionRevenue> {
  const { database, now, viewer } = context;
  const { month, amount } = input;
  checkStated(input, monthOf(now()));
  const institutionId = await placeOf(context, input.institutionId ?? viewer.institutionId);
  const stated = { amount, statedBy: viewer.name, statedAt: now() };
  const place = { institutionId, month };
  const stored = await database.transaction((manager) =>
    input.replaces == null
      ? first(manager, place, stated)
      : corrected(manager, { ...place, version: input.replaces }, stated),
  );
  if (!stored) throw new InvalidInput('replaces', 'names a statement, and there is none yet.');
  if (stored.amount !== amount) throw new RevenueStands(stored);
  return stored;
}

function checkStated({ amount, month }: RevenueInput, thisMonth: string) {
  if (!isCalendarMonth(month)) throw new InvalidInput('month', 'must be a month, such as 2026-06.');
  if (month >= thisMonth) throw new InvalidInput('month', 'must be over.');
  if (amount < 0 || amount > mostRevenue)
    throw new InvalidInput('amount', `must be from 0 to ${mostRevenue} yuan.`);
  if (Math.round(amount * 100) / 100 !== amount)
    throw new InvalidInput('amount', 'must be in yuan to the cent.');
}

/** The viewer's own institution, or a member of the community hers leads. */
async function placeOf(context: PharmacyContext, institutionId: string): Promise<string> {
  const { leadId, members } = await supplyOf(context);
  const own = context.viewer.institutionId;
  if (institutionId !== own && !(leadId === own && members.includes(institutionId)))
    throw new InvalidInput('institutionId', 'is none this office states the revenue of.');
  return institutionId;
}

async function first(manager: EntityManager, place: Place, stated: Stated) {
  const row = { ...place, ...stated, version: 1 };
  await insertRows(manager, InstitutionRevenue, [row], { keepOn: ['institutionId', 'month'] });
  return storedOf(manager, place);
}

async function corrected(
  manager: EntityManager,
  where: Place & Pick<InstitutionRevenue, 'version'>,
  stated: Stated,
) {
  const set = { ...stated, version: where.version + 1 };
  await manager.update(InstitutionRevenue, where, set);
  return storedOf(manager, where);
}

async function storedOf(manager: EntityManager, { institutionId, month }: Place) {
  const tail = 'WHERE `institutionId` = ? AND `month` = ?';
  const [stored] = await selectRows(manager, InstitutionRevenue, tail, [institutionId, month]);
  return stored;
}
