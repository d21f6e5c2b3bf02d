import { Supergraph } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, parse, print, visit } from 'graphql';
import { refuseContexts, refuseContradictions, refuseRenamed } from './refusals';
import { requirementsOf } from './requirements';
import { restoredPlan } from './restore-plan';
import { withStandIns } from './stand-ins';
import { type FieldsType, isFalseArgument, join } from './supergraph-text';
import { withTwins } from './twins';

/** A supergraph as it is planned over, where Apollo's planner would mistake the one that was given. */
export interface PlanningGraph {
  readonly isAsGiven: boolean;
  build(): Supergraph;
  /** A plan as it is run: fields and subgraphs by their own names. */
  restore(plan: QueryPlan): QueryPlan;
  /** The field that a name in answers stands for. */
  fieldOf(name: string): string;
  /** The subgraph that is asked where a plan names one. */
  subgraphOf(name: string): string;
}

/** Throws `SupergraphRefused` where a supergraph can be planned wrong only. */
export function planningGraph(supergraphSdl: string): PlanningGraph {
  const given = parse(supergraphSdl, { noLocation: true });
  refuseRenamed(given);
  refuseContexts(given);
  const requirements = requirementsOf(given);
  refuseContradictions(given, requirements);
  const { supergraph: named, byName } = withStandIns(given, requirements);
  const { supergraph: twinned, meant } = withTwins(named, requirements);
  const supergraph = resolvableKeysFirst(twinned);
  return {
    isAsGiven: supergraph === given,
    // The given one was validated: in this, external fields may be left that nothing requires now.
    build: () => Supergraph.build(print(supergraph), { validateSupergraph: false }),
    restore: (plan) => (byName.size > 0 ? restoredPlan(plan, byName) : plan),
    fieldOf: (name) => byName.get(name)?.field ?? name,
    subgraphOf: (name) => meant.get(name) ?? name,
  };
}

/**
 * Where a fetch comes back to a subgraph with what it requires, the planner takes the first key
 * that stands there, also one by which the subgraph cannot be asked.
 */
function resolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  const change = (type: FieldsType) => {
    const directives = type.directives ?? [];
    const last = directives.filter(
      (one) => one.name.value === join.type && isFalseArgument(one, 'resolvable'),
    );
    if (last.length === 0) return undefined;
    return { ...type, directives: [...directives.filter((one) => !last.includes(one)), ...last] };
  };
  return visit(supergraph, { ObjectTypeDefinition: change, InterfaceTypeDefinition: change });
}
