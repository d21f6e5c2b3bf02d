import { createRecentMap } from '@lianyi/shared/collections/recent-map';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { checkVariables } from './check-variables';
import { holdTo } from './limit-exceeded';
import { type LimitNumbers, limitNumbers } from './limit-numbers';
import { measureCost } from './measure-cost';
import { countWritten, createShapeMeasure } from './measure-shape';
import { refuseReservedNames } from './reserved-names';
import { scanDocument } from './scan-document';

export interface QueryToCheck {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** A document that passed; per operation whether its cost must be measured with variables. */
interface PassedDocument {
  readonly document: DocumentNode;
  readonly operations: readonly OperationDefinitionNode[];
  readonly needsVariables: Set<OperationDefinitionNode>;
}

/** Bytes of the documents remembered; and, measured, the most that one takes per character. */
const remembered = { bytes: 32 * 1024 * 1024, perCharacter: 100 };

/**
 * Refuses an operation that asks for too much, with one LIMIT_EXCEEDED, before it is parsed,
 * validated or planned by anyone else. What does not depend on variables is measured once per
 * document text. A document that is not valid GraphQL passes: whoever runs it says why.
 */
export function createQueryLimits(
  schema: () => GraphQLSchema,
  limits: LimitNumbers = limitNumbers,
) {
  const passed = createRecentMap<string, PassedDocument>(
    remembered.bytes,
    (_document, query) => query.length * remembered.perCharacter,
  );
  let measuredWith: GraphQLSchema | undefined;

  const pass = (query: string): PassedDocument | undefined => {
    if (measuredWith !== schema()) passed.clear();
    measuredWith = schema();
    const known = passed.get(query);
    if (known) return known;
    const document = parseWithin(query, limits);
    if (!document) return undefined;
    const operations = holdDocument(document, limits);
    const needsVariables = new Set(operations);
    const entry = { document, operations, needsVariables };
    passed.set(query, entry);
    return entry;
  };

  return {
    /** The name of the operation that will run; undefined where it has none. */
    check({ query, operationName, variables = {} }: QueryToCheck): string | undefined {
      checkVariables(variables, limits.variables);
      const entry = pass(query);
      if (!entry) return undefined;
      const { document, operations, needsVariables } = entry;
      const operation = chooseOperation(operations, operationName);
      if (needsVariables.has(operation)) {
        const measured = measureCost(schema(), document, operation, variables, limits.lists);
        const advice = 'Ask for fewer rows or smaller pages.';
        holdTo('cost', limits.operation.cost, measured.cost, advice);
        if (!measured.readsVariables) needsVariables.delete(operation);
      }
      return operation.name?.value;
    },
  };
}
export type QueryLimits = ReturnType<typeof createQueryLimits>;

/** The operation that will run: the one that is named, or the only one. */
function chooseOperation(
  operations: readonly OperationDefinitionNode[],
  operationName: string | undefined,
): OperationDefinitionNode {
  const candidates =
    operationName === undefined
      ? operations
      : operations.filter(({ name }) => name?.value === operationName);
  const [operation, second] = candidates;
  if (operation && !second) return operation;
  throw new InvalidInput('operationName', 'must name one operation of the document.');
}

function parseWithin(query: string, limits: LimitNumbers): DocumentNode | undefined {
  scanDocument(query, limits.document);
  try {
    return parse(query, { maxTokens: limits.document.tokens, noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

function holdDocument(document: DocumentNode, { document: size, operation: most }: LimitNumbers) {
  const operations = document.definitions.filter(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  holdTo('number of operations', size.operations, operations.length);
  const { aliases, directives } = countWritten(document);
  holdTo('number of aliases', most.aliases, aliases);
  holdTo('number of directives', most.directives, directives);
  refuseReservedNames(document);
  const measure = createShapeMeasure(document);
  for (const { name, selectionSet } of operations) {
    const nameLength = name?.value.length ?? 0;
    holdTo('operation name in characters', size.operationNameCharacters, nameLength);
    const shape = measure(selectionSet);
    holdTo('depth', most.depth, shape.depth);
    holdTo('number of root fields', most.rootFields, shape.top);
    holdTo('number of fields', most.fields, shape.fields);
  }
  return operations;
}
