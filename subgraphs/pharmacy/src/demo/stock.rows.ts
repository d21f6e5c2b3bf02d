import type { County } from '@lianyi/shared/demo/county';
import { batchesOf } from '@lianyi/shared/demo/drugs';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { createSupplyTree, type Member, type SupplyTree } from '../community/supply-tree';
import type { Drug } from '../drug/drug.entity';
import type { PharmacyRules } from '../rules/pharmacy-rules';
import { ShortageStatus } from '../shortage/shortage.entity';
import { MovementKind } from '../stock/stock-movement.entity';
import { InstitutionTier } from '../stubs/institution-tier.stub';
import { purchaseRows } from './purchase.rows';
import { type DemoShortage, demoShortages, pharmacistOf } from './shortage.rows';

/** What lies in the demo county, how it came there, and what is lacking. */
export function stockRows(county: County, drugs: readonly Drug[], rules: PharmacyRules) {
  const shelves = county.institutions.flatMap(({ id, tier }) =>
    drugs
      .filter((drug) => isKept(drug, tier))
      .map((drug) => ({ institutionId: id, drugCode: drug.code, ...minimumOf(county, id, drug) })),
  );
  const opening = shelves.flatMap((one) => batchRows(county, one.institutionId, one.drugCode));
  const tree = treeOf(county, rules);
  const lacking = demoShortages(county, {
    batches: opening,
    ...{ drugs, rules: rules.shortageRules, tree },
  });
  const shortages = lacking.map(({ shortage }) => shortage);
  const moves = lacking.flatMap((one) => movesOf(one, rules));
  const kept = new Set(shelves.map(nameOf));
  const arrived = moves.filter(({ kind }) => kind === MovementKind.ARRIVED);
  const left = new Map(moves.map((move) => [batchName(move), move.balance]));
  return {
    items: [...shelves, ...arrived.filter((move) => !kept.has(nameOf(move)))],
    batches: [
      ...opening.map((batch) => ({
        ...batch,
        quantity: left.get(batchName(batch)) ?? batch.quantity,
      })),
      ...arrived.map((move) => ({ ...move, quantity: move.balance })),
    ],
    movements: [...opening.map(openingOf(county)), ...moves],
    inTransit: lacking.flatMap(inTransitOf),
    shortages,
    leadId: tree.leadId,
    purchases: purchaseRows(county, {
      drugs,
      ...{ leadId: tree.leadId, rules: rules.purchasingRules, shortages },
    }),
    shortageEvents: lacking.flatMap(({ events }) => events),
    shortageLines: lacking.flatMap(({ line }) => line ?? []),
  };
}

interface Shelf {
  readonly institutionId: string;
  readonly drugCode: string;
}
const nameOf = ({ institutionId, drugCode }: Shelf) => `${institutionId} ${drugCode}`;
const batchName = (batch: Shelf & { readonly number: string }) =>
  `${nameOf(batch)} ${batch.number}`;

/** What the institution's tier may prescribe; a shared centre has no pharmacy. */
const isKept = ({ tiers }: Drug, tier: string) =>
  tier !== 'SHARED_CENTER' && tiers.some((one) => one === tier);

/** Units of an essential drug that a tier keeps at least. */
const minimums: Readonly<Record<string, number>> = {
  COUNTY_HOSPITAL: 60,
  TOWNSHIP_HEALTH_CENTER: 30,
  VILLAGE_CLINIC: 12,
};

function minimumOf(county: County, institutionId: string, { essential }: Drug) {
  const tier = county.institutions.find(({ id }) => id === institutionId)?.tier ?? '';
  const minimum = essential ? minimums[tier] : undefined;
  if (minimum === undefined) return { minimum: null, minimumBy: null, minimumAt: null };
  const minimumAt = startOfShanghaiDay(county.today, -30);
  return { minimum, minimumBy: pharmacistOf(county, institutionId), minimumAt };
}

/** One shelf in some thirty is empty: the item is kept, and there is none of it. */
const emptyEvery = 31;

const batchRows = (county: County, institutionId: string, drugCode: string) =>
  (drugCode.length * 7 + drugCode.charCodeAt(9) + institutionId.length) % emptyEvery === 0
    ? []
    : batchesOf(county, institutionId, drugCode).map((batch) => ({
        ...batch,
        ...{ institutionId, drugCode },
      }));

/** What lay there before anything was sent is where its log begins. */
const openingOf =
  ({ today }: County) =>
  ({ institutionId, drugCode, number, quantity }: ReturnType<typeof batchRows>[number]) => ({
    institutionId,
    ...{ drugCode, number, step: 1, kind: MovementKind.OPENING },
    ...{ change: quantity, balance: quantity, reason: '', by: '' },
    at: startOfShanghaiDay(today, -60),
  });

/** What was sent for a shortage left one shelf and, where it was received, came to the other. */
function movesOf({ events, line, sent, shortage }: DemoShortage, { shortageRules }: PharmacyRules) {
  if (!sent || !line) return [];
  const { institutionId, sourceInstitutionId } = shortage;
  const { drugCode, number, expiresOn } = sent;
  const reason = `${shortageRules.movementReason} ${shortage.id}`;
  const when = (status: ShortageStatus) => events.find((one) => one.status === status);
  const [sending, receiving] = [when(ShortageStatus.DISPATCHED), when(ShortageStatus.RECEIVED)];
  const same = { drugCode, number, expiresOn, reason };
  const out = {
    ...same,
    ...{ institutionId: sent.institutionId, otherInstitutionId: institutionId, step: 2 },
    ...{ kind: MovementKind.SENT, change: -line.quantity, balance: sent.quantity - line.quantity },
    ...{ by: sending?.by ?? '', at: sending?.at ?? shortage.registeredAt },
  };
  if (!receiving) return [out];
  const arrival = {
    ...same,
    ...{ institutionId, otherInstitutionId: sourceInstitutionId, step: 1 },
    ...{ kind: MovementKind.ARRIVED, change: line.quantity, balance: line.quantity },
    ...{ by: receiving.by, at: receiving.at },
  };
  return [out, arrival];
}

const inTransitOf = ({ line, sent, shortage }: DemoShortage) =>
  sent && line && shortage.receivedAt === null
    ? [
        {
          toInstitutionId: shortage.institutionId,
          fromInstitutionId: sent.institutionId,
          ...{ drugCode: sent.drugCode, number: line.number, expiresOn: line.expiresOn },
          quantity: line.quantity,
        },
      ]
    : [];

function treeOf({ consortia, institutions }: County, { supplyRules }: PharmacyRules): SupplyTree {
  const tight = consortia.find(({ integration }) => integration === 'TIGHT');
  const members: Member[] = institutions
    .filter(({ id }) => tight?.memberIds.includes(id))
    .map(({ id, tier, parentId }) => ({
      id,
      tier: InstitutionTier[tier],
      parent: parentId === null ? null : { id: parentId },
    }));
  return createSupplyTree(tight?.leadId ?? '', members, supplyRules);
}
