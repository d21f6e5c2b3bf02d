import type { FetchNode } from '@apollo/query-planner';
import { groupBy } from '@lianyi/shared/collections/group-by';
import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { PlanPath } from './entities';

/** A fetch of entities that stand at a place of the answer. */
export interface EntityFetch {
  readonly node: FetchNode;
  readonly path: PlanPath;
}

/** One list of entities in a request, for every fetch that asks the same of them. */
export interface FetchPart {
  /** The field they are answered in, and the variable they are sent in. */
  readonly field: string;
  readonly variable: string;
  readonly fetches: readonly [EntityFetch, ...EntityFetch[]];
}

/** Fetches of one subgraph in one request. */
export interface MergedFetch {
  /** Sent in place of all of them. */
  readonly node: FetchNode;
  readonly parts: readonly FetchPart[];
}

/** What a fetch asks, as it is written. */
interface Question extends EntityFetch {
  readonly operation: OperationDefinitionNode;
  /** `_entities` with what is asked of them. */
  readonly field: FieldNode;
}

const entities = { field: '_entities', variable: 'representations' };

/** One request for fetches that are made at the same time; what is alike in them is asked once. */
export function mergeFetches(fetches: readonly [EntityFetch, ...EntityFetch[]]): MergedFetch {
  const [first, ...more] = fetches;
  if (more.length === 0) return { node: first.node, parts: [{ ...entities, fetches: [first] }] };
  const usages = new Set(fetches.flatMap(({ node }) => node.variableUsages ?? []));
  const questions = fetches.map(readFetch);
  const alike = [...groupBy(questions, whatIsAsked).values()];
  const parts = alike.flatMap(([one, ...others], at) => {
    const names = { field: `_${at}`, variable: unusedName(`${entities.variable}${at}`, usages) };
    return one ? [{ ...names, fetches: [one, ...others] as const }] : [];
  });
  const operation = stripIgnoredCharacters(print(documentOf(questions, parts)));
  return { node: { ...first.node, operation, variableUsages: [...usages] }, parts };
}

/** Fragments are written where they are spread: names of two fetches would be mixed up. */
export function readFetch({ node, path }: EntityFetch): Question {
  const [operation, ...others] = parse(node.operation, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('a fetch is an operation');
  const [field] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD) throw new Error('a fetch of entities asks for them alone');
  return { node, path, operation, field: others.length > 0 ? spreadOut(field, others) : field };
}

const spreadOut = (field: FieldNode, definitions: readonly DefinitionNode[]): FieldNode =>
  visit(field, {
    FragmentSpread({ name, directives }): InlineFragmentNode | undefined {
      const fragment = definitions.find(
        (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name.value,
      );
      if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) return undefined;
      const { typeCondition, selectionSet } = fragment;
      const all = [...(directives ?? []), ...(fragment.directives ?? [])];
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet, directives: all };
    },
  });

/** What a fetch asks of its entities and does to them. */
const whatIsAsked = ({ field, node }: Question) =>
  JSON.stringify([print(field), node.inputRewrites, node.outputRewrites]);

function unusedName(wanted: string, used: ReadonlySet<string>): string {
  return used.has(wanted) ? unusedName(`${wanted}_`, used) : wanted;
}

function documentOf(
  questions: readonly Question[],
  parts: readonly (FetchPart & { readonly fetches: readonly [Question, ...Question[]] })[],
): DocumentNode {
  const clients = new Map<string, VariableDefinitionNode>();
  let own: VariableDefinitionNode | undefined;
  for (const { operation } of questions)
    for (const one of operation.variableDefinitions ?? [])
      if (one.variable.name.value === entities.variable) own = one;
      else clients.set(one.variable.name.value, one);
  const [{ operation }] = questions as readonly [Question];
  const sent = own ? parts.map(({ variable }) => withVariable(own, variable)) : [];
  const selections = parts.map(({ field, variable, fetches: [one] }) => ({
    ...withVariable(one.field, variable),
    alias: { kind: Kind.NAME, value: field } as const,
  }));
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        ...operation,
        variableDefinitions: [...sent, ...clients.values()],
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
    ],
  };
}

const withVariable = <Node extends FieldNode | VariableDefinitionNode>(
  node: Node,
  name: string,
): Node =>
  visit(node, {
    Variable: (variable) =>
      variable.name.value === entities.variable
        ? { ...variable, name: { ...variable.name, value: name } }
        : undefined,
  });
