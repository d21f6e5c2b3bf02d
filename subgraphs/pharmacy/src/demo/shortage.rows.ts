import type { County } from '@lianyi/shared/demo/county';
import { demoId } from '@lianyi/shared/demo/demo-id';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { SupplyTree } from '../community/supply-tree';
import type { Drug } from '../drug/drug.entity';
import { placeOf } from '../shortage/place';
import { Shortage, ShortageStatus } from '../shortage/shortage.entity';
import { ShortageEvent, ShortageLine } from '../shortage/shortage-event.entity';
import type { ShortageRules } from '../shortage/shortage-rules';
import type { StockBatch } from '../stock/stock.entity';
import { InstitutionTier } from '../stubs/institution-tier.stub';
import { type PlannedShortage, type PlannedStep, plannedShortages } from './shortage.plans';

type Batch = Pick<StockBatch, 'institutionId' | 'drugCode' | 'number' | 'expiresOn' | 'quantity'>;

export interface DemoShortageOptions {
  readonly batches: readonly Batch[];
  readonly drugs: readonly Drug[];
  readonly rules: ShortageRules;
  readonly tree: SupplyTree;
}

/** A shortage of the demo county, with what was sent for it. */
export interface DemoShortage {
  readonly shortage: Shortage;
  readonly events: readonly ShortageEvent[];
  /** The batch it came from, where something was sent. */
  readonly sent: Batch | null;
  readonly line: ShortageLine | null;
}

const hours = (from: Date, count: number) => new Date(from.getTime() + count * 3600_000);
const ends: readonly ShortageStatus[] = [
  ...[ShortageStatus.CLOSED, ShortageStatus.SUBSTITUTED, ShortageStatus.REJECTED],
];

/** The county's shortages: one of every state, on its last days. */
export const demoShortages = (county: County, options: DemoShortageOptions): DemoShortage[] =>
  plannedShortages.map((plan, place) => demoShortage(county, options, plan, place));

function demoShortage(
  county: County,
  options: DemoShortageOptions,
  plan: PlannedShortage,
  place: number,
): DemoShortage {
  const registeredAt = hours(startOfShanghaiDay(county.today, -plan.daysAgo), plan.hour);
  const { batches } = options;
  const drugs = options.drugs.filter(isEverywhere);
  const lying = plan.source ? lyingAt(county, batches, plan)[place * 5] : undefined;
  const drugCode = plan.drugText ? null : (lying?.drugCode ?? drugs[place]?.code ?? null);
  const id = demoId(county.seed, 'OTHER', 0, place + 1);
  const shortage = shortageOf(options, plan, { id, drugCode, registeredAt });
  if (shortage.status === ShortageStatus.SUBSTITUTED)
    shortage.substituteCode = drugs[place + 1]?.code ?? null;
  const sent = plan.steps.some(({ status }) => status === ShortageStatus.DISPATCHED);
  const line = { shortageId: id, quantity: plan.quantity };
  return {
    shortage,
    events: eventsOf(county, plan, shortage),
    sent: sent ? (lying ?? null) : null,
    line:
      sent && lying
        ? Object.assign(new ShortageLine(), line, {
            number: lying.number,
            expiresOn: lying.expiresOn,
          })
        : null,
  };
}

/** Every member keeps it, and a county does not do without. */
const isEverywhere = ({ essential, tiers }: Drug) =>
  essential && tiers.includes(InstitutionTier.VILLAGE_CLINIC);

/** Batches of a source that last, and whose number the other has not. */
function lyingAt(
  { today }: County,
  batches: readonly Batch[],
  { at, quantity, source }: PlannedShortage,
) {
  const lasting = laterDay(today, 90);
  const there = new Set(batches.filter(({ institutionId }) => institutionId === at).map(nameOf));
  return batches.filter(
    (batch) =>
      batch.institutionId === source &&
      batch.quantity > quantity + 20 &&
      batch.expiresOn > lasting &&
      !there.has(nameOf(batch)),
  );
}

const nameOf = ({ drugCode, number }: Batch) => `${drugCode} ${number}`;

function shortageOf(
  { rules, tree }: DemoShortageOptions,
  { at, drugText, group, quantity, source, steps }: PlannedShortage,
  { id, drugCode, registeredAt }: Pick<Shortage, 'drugCode' | 'id' | 'registeredAt'>,
): Shortage {
  const last = steps.at(-1);
  const status = last?.status ?? ShortageStatus.REGISTERED;
  const came = steps.find((one) => one.status === ShortageStatus.RECEIVED);
  const receivedAt = came ? hours(registeredAt, came.after) : null;
  const deliverBy = rules.deliverBy(group, registeredAt);
  const endedAt = last && ends.includes(status) ? hours(registeredAt, last.after) : null;
  const comes = status === ShortageStatus.DISPATCHED || receivedAt !== null;
  const duty = comes ? at : (source ?? tree.supplierOf(at));
  const row = {
    id,
    ...{
      institutionId: at,
      drugCode,
      drugText: drugText ?? null,
      quantity,
      group,
      status,
      registeredAt,
    },
    ...{
      step: steps.length + 1,
      deliverBy,
      receivedAt,
      endedAt,
      sourceInstitutionId: source ?? null,
    },
    dueAt: receivedAt ? rules.closeBy(receivedAt) : deliverBy,
    dutyInstitutionId: endedAt ? null : duty,
    ...{ substituteCode: null, orderId: null, idempotencyKey: `demo-${id}`, digest: '' },
  };
  return Object.assign(new Shortage(), row, { place: placeOf(row) });
}

function eventsOf(county: County, { at, steps }: PlannedShortage, shortage: Shortage) {
  const first: PlannedStep = { status: ShortageStatus.REGISTERED, after: 0, at };
  return [first, ...steps].map(({ status, after, at: institutionId, note }, place) =>
    Object.assign(new ShortageEvent(), {
      shortageId: shortage.id,
      ...{ step: place + 1, status, institutionId, note: note ?? null },
      ...{ at: hours(shortage.registeredAt, after), by: pharmacistOf(county, institutionId) },
    }),
  );
}

/** In a clinic the village doctor keeps the shelf. */
export const pharmacistOf = ({ staffOf }: Pick<County, 'staffOf'>, institutionId: string): string =>
  (staffOf(institutionId, 'PHARMACIST')[0] ?? staffOf(institutionId, 'VILLAGE_DOCTOR')[0])?.name ??
  '';
