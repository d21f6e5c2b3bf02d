import type { County } from '@lianyi/shared/demo/county';
import { demoId } from '@lianyi/shared/demo/demo-id';
import { laterMonth } from '@lianyi/shared/time/calendar-month';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { type Drug, DrugCategory } from '../drug/drug.entity';
import { changesBetween } from '../drug-list/drug-difference';
import { DrugList, DrugListStatus } from '../drug-list/drug-list.entity';
import { DrugDifferenceKind, DrugListLine } from '../drug-list/drug-list-line.entity';
import { pharmacistOf } from './shortage.rows';

const { ADDED, CHANGED, UNCHANGED } = DrugDifferenceKind;

/** The list's id stands above those of the orders. */
const ownId = 2000;
/** Prices after a tender are a fifth lower. */
const tendered = 0.8;
const counted = { changed: 3, unchanged: 5 };

/** A list the leading hospital's pharmacist read yesterday, which nobody put into force yet: cheaper drugs and one maker more. */
export function drugListRows(county: County, drugs: readonly Drug[], leadId: string) {
  const priced = drugs.filter(
    ({ category, price }) => category === DrugCategory.WESTERN && price !== null,
  );
  const listId = demoId(county.seed, 'OTHER', 0, ownId);
  const changed = priced.slice(0, counted.changed);
  const unchanged = priced.slice(counted.changed, counted.changed + counted.unchanged);
  const lines = [
    ...changed.map((drug) => lineOf(CHANGED, drug, cheaper(drug))),
    ...unchanged.map((drug) => lineOf(UNCHANGED, drug, null)),
    ...priced.slice(0, 1).map((drug) => lineOf(ADDED, drug, ofAnotherMaker(drug))),
  ];
  const list = Object.assign(new DrugList(), {
    id: listId,
    ...{ institutionId: leadId, idempotencyKey: `demo-${listId}`, digest: '' },
    ...{ status: DrugListStatus.DRAFT, whole: false, baseEdition: 0, ...counted },
    ...{ added: 1, ended: 0, effectiveFrom: `${laterMonth(county.today.slice(0, 7), 1)}-01` },
    createdAt: new Date(startOfShanghaiDay(county.today, -1).getTime() + 10 * 3600_000),
    ...{ createdBy: pharmacistOf(county, leadId), enactedAt: null, enactedBy: null },
    ...{ withdrawnAt: null, withdrawnBy: null, withdrawnFor: null },
  });
  return {
    list,
    lines: lines.map((line, at) =>
      Object.assign(new DrugListLine(), { ...line, listId, line: at + 2 }),
    ),
  };
}

const lineOf = (kind: DrugDifferenceKind, before: Drug, drug: Drug | null) => ({
  kind,
  ...{ code: (drug ?? before).code, name: before.name, drug },
  changes: kind === CHANGED && drug ? changesBetween(before, drug) : [],
});

const cheaper = (drug: Drug): Drug => ({
  ...drug,
  price: Math.round((drug.price ?? 0) * tendered * 100) / 100,
});

/** The last five characters of the code are the maker's. */
const ofAnotherMaker = (drug: Drug): Drug => ({
  ...cheaper(drug),
  ...{ code: `${drug.code.slice(0, -5)}99999`, maker: '示例制药丁有限公司' },
});
