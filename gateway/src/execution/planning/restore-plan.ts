import type { FetchNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import type { StandIn } from './stand-ins';

type Names = ReadonlyMap<string, StandIn>;

/**
 * A plan whose requests ask for fields by their own names, and answer them under those of their
 * stand-ins: there they are read when a subgraph is told of them, by their own names again.
 */
export function restoredPlan({ node, ...plan }: QueryPlan, names: Names): QueryPlan {
  return node ? { ...plan, node: restored(node, names) } : plan;
}

function restored<Value>(value: Value, names: Names): Value {
  if (Array.isArray(value)) return value.map((one) => restored(one, names)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  if (isFetch(value)) return restoredFetch(value, names) as Value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, restored(one, names)]),
  ) as Value;
}

const isFetch = (value: object): value is FetchNode => 'kind' in value && value.kind === 'Fetch';

function restoredFetch(fetch: FetchNode, names: Names): FetchNode {
  const requires = fetch.requires?.map((one) => restoredSelection(one, names));
  return {
    ...fetch,
    operation: restoredText(fetch.operation, names),
    ...(requires ? { requires } : {}),
  };
}

function restoredSelection(
  selection: QueryPlanSelectionNode,
  names: Names,
): QueryPlanSelectionNode {
  const selections = selection.selections?.map((one) => restoredSelection(one, names));
  const below = selections ? { selections } : {};
  if (selection.kind === 'InlineFragment')
    return { ...selection, selections: selections ?? selection.selections };
  const field = names.get(selection.name)?.field;
  if (field === undefined) return { ...selection, ...below };
  return { ...selection, ...below, name: field, alias: selection.alias ?? selection.name };
}

function restoredText(operation: string, names: Names): string {
  const changed = visit(parse(operation, { noLocation: true }), {
    Field: (node) => {
      const standIn = names.get(node.name.value);
      if (!standIn) return undefined;
      const alias = node.alias ?? node.name;
      const name = { kind: Kind.NAME, value: standIn.field } as const;
      return { ...node, alias, name, arguments: standIn.arguments };
    },
  });
  return stripIgnoredCharacters(print(changed));
}
