import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { createRecentMap } from '@lianyi/shared/collections/recent-map';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  print,
} from 'graphql';
import { planningGraph } from '../planning/planning-graph';
import type { Reference } from '../reference/open-reference';
import { asksForAnything, collectFields, conditionsOf } from './collect-fields';
import type { FindSource, Step } from './compile-fetch';
import { compileIntrospection, type Introspect } from './compile-introspection';
import { compilePlan } from './compile-plan';
import { type Complete, compileShape, type ShapeSource } from './compile-shape';
import { hiddenFrom } from './hidden-names';
import { fieldNamesOf, type InnerNames, innerNames } from './inner-names';
import { type PlannedPlace, plannedPlaces } from './planned-places';

/** Shapes kept of one operation, by what its conditions say; the least recently used makes room. */
const keptShapes = 4;

/** Measured: the heap an operation takes compiled, of itself and for each character of its plan. */
const bytes = { operation: 16 * 1024, character: 31 };

export interface Answer {
  /** A field of the root that no subgraph is asked for, as none has an object it could be. */
  readonly unplanned: string | undefined;
  readonly shape: Complete;
  readonly introspect: Introspect | null;
}

/** What depends on an operation's text alone. */
export interface CompiledOperation {
  readonly definition: OperationDefinitionNode;
  readonly step: Step;
  /** The heap it takes, with all the shapes that are kept of it, as it was measured. */
  readonly bytes: number;
  /** How the answer is written where the variables of `@skip` and `@include` have these values. */
  answerFor(coerced: Readonly<Record<string, unknown>>): Answer;
}

export type CompileOperation = (
  document: DocumentNode,
  operationName: string | undefined,
) => CompiledOperation;

/** Plans operations over a supergraph, and compiles how they run. */
export function createCompiler(supergraphSdl: string, find: FindSource, reference?: Reference) {
  const supergraph = Supergraph.build(supergraphSdl);
  const schema = supergraph.apiSchema().toGraphQLJSSchema();
  const planning = planningGraph(supergraphSdl);
  // Reads its subgraphs, which says what is wrong with them.
  supergraph.subgraphs();
  const planned = planning.isAsGiven ? supergraph : planning.build();
  const planner = new QueryPlanner(planned);
  const api = planned.apiSchema();
  const whole = planned.schema.toGraphQLJSSchema();
  const fieldNames = fieldNamesOf(whole);
  const hides = hiddenFrom(schema, whole);
  const findMeant: FindSource = (name) => find(planning.subgraphOf(name));

  const compile: CompileOperation = (document, operationName) => {
    const definition = getOperationAST(document, operationName);
    if (!definition) throw new Error('there is no operation of that name');
    const names = innerNames(document, fieldNames);
    const named = operationName ? { operationName } : {};
    const operation = operationFromDocument(api, names.document, named);
    const plan = planning.restore(planner.buildQueryPlan(operation));
    const told = { ...names, outer: (name: string) => planning.fieldOf(names.outer(name)) };
    const step = compilePlan(plan, { schema: whole, find: findMeant, names: told, reference });
    const conditions = conditionsOf(document);
    const source = { document, definition, names, hides, planned: plannedPlaces(plan, whole) };
    return {
      definition,
      ...{ step, bytes: bytesOf(document, plan, conditions) },
      answerFor: createAnswers(schema, conditions, source),
    };
  };
  return { schema, compile };
}

/** Counts every shape as if it were the whole operation: it is never more. */
function bytesOf(document: DocumentNode, plan: QueryPlan, conditions: readonly string[]): number {
  const planned = JSON.stringify(plan, (key, value) =>
    key === 'operationDocumentNode' ? undefined : value,
  );
  const characters = print(document).length + planned.length;
  const shapes = Math.min(keptShapes, 2 ** conditions.length);
  return (bytes.operation + bytes.character * characters) * shapes;
}

function createAnswers(
  schema: GraphQLSchema,
  conditions: readonly string[],
  operation: OperationSource,
): CompiledOperation['answerFor'] {
  const kind = operation.definition.operation;
  const root = schema.getRootType(kind);
  if (!root) throw new Error(`the graph has no ${kind}`);
  const answers = createRecentMap<string, Answer>(keptShapes);
  return (coerced) => {
    const key = conditions.map((name) => (coerced[name] === true ? '1' : '0')).join('');
    const known = answers.get(key);
    if (known) return known;
    const isTrue = (name: string) => coerced[name] === true;
    const answer = compileAnswer(schema, root, operation, isTrue);
    answers.set(key, answer);
    return answer;
  };
}

interface OperationSource {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly names: InnerNames;
  readonly planned: PlannedPlace;
  readonly hides: ShapeSource['hides'];
}

function compileAnswer(
  schema: GraphQLSchema,
  root: GraphQLObjectType,
  { document, definition, names, planned, hides }: OperationSource,
  isTrue: (name: string) => boolean,
): Answer {
  const fragments = document.definitions.filter(
    (one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION,
  );
  const byName = new Map(fragments.map((one) => [one.name.value, one]));
  const source = { schema, fragments: byName, isTrue, inner: names.inner, hides };
  const sets = [definition.selectionSet];
  const roots = [...collectFields(source, root, sets).values()].flat();
  const introspect = compileIntrospection(schema, definition, roots, fragments, names);
  const unplanned = roots.find(
    (node) =>
      !node.name.value.startsWith('__') &&
      !planned.below(root.name, names.inner(node)) &&
      asksForAnything(source, node.selectionSet ? [node.selectionSet] : []),
  );
  const shape = compileShape(source, root, sets, planned);
  return { unplanned: unplanned?.name.value, shape, introspect };
}
