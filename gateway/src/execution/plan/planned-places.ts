import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { typesUnder } from './compile-requires';
import { renamedKeys } from './compile-rewrites';

/** What the requests of a plan ask for at a place of the answer, whatever its conditions say. */
export interface PlannedPlace {
  /** Where a field of an object is answered, by its name inside; undefined: it is never asked for. */
  below(type: string, key: string): PlannedPlace | undefined;
}

interface Place extends PlannedPlace {
  readonly fields: Map<string, PlannedField>;
}

interface PlannedField {
  readonly place: Place;
  /** Names of the types it is asked of; null: of whatever stands there. */
  types: Set<unknown> | null;
}

/** What one request says, while it is read. */
interface Reading {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly renamed: ReadonlyMap<string, string>;
}

function newPlace(): Place {
  const fields = new Map<string, PlannedField>();
  return {
    fields,
    below(type, key) {
      const field = fields.get(key);
      return field && (field.types === null || field.types.has(type)) ? field.place : undefined;
    },
  };
}

/** The places of a plan's answers, from the root on. */
export function plannedPlaces({ node }: QueryPlan, schema: GraphQLSchema): PlannedPlace {
  const root = newPlace();
  const read = (one: PlanNode | undefined, place: Place) => {
    if (!one) return;
    if (one.kind === 'Fetch') readFetch(one, place, schema);
    else if (one.kind === 'Flatten') read(one.node, one.path.reduce(stepInto, place));
    else if (one.kind === 'Condition')
      for (const each of [one.ifClause, one.elseClause]) read(each, place);
    else if (one.kind !== 'Defer') for (const each of one.nodes) read(each, place);
  };
  if (node && node.kind !== 'Subscription') read(node, root);
  return root;
}

/** A list has the place of its items. */
const stepInto = (place: Place, step: string | number): Place =>
  step === '@'
    ? place
    : (place.fields.get(String(step))?.place ?? placeOf(place, String(step), null));

function placeOf(place: Place, key: string, types: ReadonlySet<unknown> | null): Place {
  const known = place.fields.get(key);
  const field = known ?? { place: newPlace(), types: new Set() };
  if (types === null) field.types = null;
  else for (const type of types) field.types?.add(type);
  if (!known) place.fields.set(key, field);
  return field.place;
}

function readFetch(
  { operation, requires, outputRewrites }: FetchNode,
  at: Place,
  schema: GraphQLSchema,
) {
  const document = parse(operation, { noLocation: true });
  const reading = {
    schema,
    fragments: fragmentsOf(document),
    renamed: renamedKeys(outputRewrites),
  };
  for (const one of document.definitions)
    if (one.kind === Kind.OPERATION_DEFINITION)
      for (const set of requires ? entitySets(one.selectionSet) : [one.selectionSet])
        readSet(set, at, null, reading);
}

/** What is asked of the entities; the field around it stands for the place they came from. */
const entitySets = ({ selections }: SelectionSetNode): SelectionSetNode[] =>
  selections.flatMap((one) =>
    one.kind === Kind.FIELD && one.selectionSet ? [one.selectionSet] : [],
  );

function readSet(
  { selections }: SelectionSetNode,
  place: Place,
  types: ReadonlySet<unknown> | null,
  reading: Reading,
) {
  for (const one of selections) {
    if (one.kind === Kind.FIELD) {
      const name = one.alias?.value ?? one.name.value;
      const below = placeOf(place, reading.renamed.get(name) ?? name, types);
      if (one.selectionSet) readSet(one.selectionSet, below, null, reading);
      continue;
    }
    const fragment =
      one.kind === Kind.INLINE_FRAGMENT ? one : reading.fragments.get(one.name.value);
    if (!fragment) continue;
    const condition = fragment.typeCondition?.name.value;
    const narrowed =
      condition === undefined ? types : both(types, typesUnder(condition, reading.schema));
    readSet(fragment.selectionSet, place, narrowed, reading);
  }
}

const both = (types: ReadonlySet<unknown> | null, others: ReadonlySet<unknown>) =>
  types === null ? others : new Set([...types].filter((type) => others.has(type)));

const fragmentsOf = ({ definitions }: DocumentNode) =>
  new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
