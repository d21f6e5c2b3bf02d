import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';

/** The names under which a plan's requests answer fields of the root, whatever its conditions say. */
export function rootNamesOf({ node }: QueryPlan): ReadonlySet<string> {
  const names = new Set<string>();
  if (node && node.kind !== 'Subscription')
    for (const { operation } of rootFetchesOf(node)) addNames(operation, names);
  return names;
}

function rootFetchesOf(node: PlanNode): FetchNode[] {
  switch (node.kind) {
    case 'Fetch':
      return node.requires ? [] : [node];
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(rootFetchesOf);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((one) => (one ? rootFetchesOf(one) : []));
    default:
      return [];
  }
}

function addNames(operation: string, names: Set<string>) {
  const document = parse(operation, { noLocation: true });
  const add = ({ selections }: SelectionSetNode) => {
    for (const one of selections)
      if (one.kind === Kind.FIELD) names.add(one.alias?.value ?? one.name.value);
      else if (one.kind === Kind.INLINE_FRAGMENT) add(one.selectionSet);
  };
  for (const one of document.definitions)
    if (one.kind === Kind.OPERATION_DEFINITION) add(one.selectionSet);
}
