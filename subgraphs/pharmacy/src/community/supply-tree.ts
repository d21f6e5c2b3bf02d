import type { InstitutionTier } from '../stubs/institution-tier.stub';
import type { SupplyRules } from './supply-rules';

/** A member of a community, as personnel knows it. */
export interface Member {
  readonly id: string;
  readonly tier: InstitutionTier;
  readonly parent: { readonly id: string } | null;
}

/** The central pharmacies of a community and whom they supply (PH-05 to PH-07). */
export interface SupplyTree {
  readonly leadId: string;
  has(institutionId: string): boolean;
  /** The central pharmacy of an institution; of the topmost one: itself. */
  supplierOf(institutionId: string): string;
  /** Whether one supplies the other, directly or through a third; the topmost one supplies itself. */
  supplies(supplier: string, institutionId: string): boolean;
  /** An institution and all it supplies, directly or through others, by id. */
  suppliedBy(institutionId: string): readonly string[];
  /** Every member, by id. */
  readonly members: readonly string[];
  /** Deliveries from one to the other along the tree; 0 to itself. */
  deliveries(from: string, to: string): number;
}

/** An institution whose supplier is no member is the lead's. */
export function createSupplyTree(
  leadId: string,
  members: readonly Member[],
  rules: SupplyRules,
): SupplyTree {
  const ids = new Set([leadId, ...members.map(({ id }) => id)]);
  const direct = new Map(members.map((one) => [one.id, directSupplier(leadId, ids, one, rules)]));
  const chains = new Map([...ids].map((id) => [id, chainOf(id, leadId, direct)]));
  const chain = (id: string) => chains.get(id) ?? [id];
  const supplierOf = (id: string) => chain(id)[1] ?? id;
  const sorted = [...ids].sort();
  return {
    leadId,
    ...{ members: sorted, has: (id: string) => ids.has(id), supplierOf },
    supplies: (supplier, id) =>
      supplier === id ? ids.has(id) && supplierOf(id) === id : chain(id).includes(supplier),
    suppliedBy: (id) => sorted.filter((one) => chain(one).includes(id)),
    deliveries(from, to) {
      const [up, down] = [chain(from), chain(to)];
      const meeting = up.findIndex((id) => down.includes(id));
      const met = up[meeting];
      return met === undefined ? up.length + down.length : meeting + down.indexOf(met);
    },
  };
}

function directSupplier(
  leadId: string,
  ids: ReadonlySet<string>,
  { id, parent, tier }: Member,
  { exceptions, tiers }: SupplyRules,
): string {
  const above = tiers.get(tier) === 'PARENT' ? parent?.id : leadId;
  const supplier = exceptions.get(id) ?? above ?? leadId;
  return ids.has(supplier) ? supplier : leadId;
}

/** The institution and its suppliers, nearest first. A list that leads in a circle ends at the lead. */
function chainOf(id: string, leadId: string, direct: ReadonlyMap<string, string>): string[] {
  const chain = [id];
  for (let at = id; at !== leadId; ) {
    const next = direct.get(at) ?? leadId;
    at = chain.includes(next) ? leadId : next;
    chain.push(at);
  }
  return chain;
}
