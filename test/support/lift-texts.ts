import {
  Kind,
  parse,
  parseType,
  print,
  TypeInfo,
  type VariableDefinitionNode,
  type VariableNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { DemoClient } from './client';
import { publicSchema } from './public-schema';

/** A question whose texts are variables. */
export interface Lifted {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The same question with each text in it as a variable of the type that is expected there. */
export function liftTexts(query: string, given: Readonly<Record<string, unknown>> = {}): Lifted {
  const types = new TypeInfo(publicSchema);
  const variables: Record<string, unknown> = { ...given };
  const definitions: VariableDefinitionNode[] = [];
  const lifting = visitWithTypeInfo(types, {
    VariableDefinition: () => false,
    StringValue({ value }) {
      const type = types.getInputType();
      if (!type) return undefined;
      const name = `text${definitions.length}`;
      const variable: VariableNode = {
        kind: Kind.VARIABLE,
        name: { kind: Kind.NAME, value: name },
      };
      variables[name] = value;
      definitions.push({
        kind: Kind.VARIABLE_DEFINITION,
        ...{ variable, type: parseType(String(type)) },
      });
      return variable;
    },
  });
  const lifted = visit(visit(parse(query), lifting), {
    OperationDefinition: (operation) => ({
      ...operation,
      variableDefinitions: [...(operation.variableDefinitions ?? []), ...definitions],
    }),
  });
  return { query: print(lifted), variables };
}

/** Asks as clients do, who keep their texts apart: what is asked of one after another is planned once. */
export const liftingTexts = <Client extends DemoClient>(client: Client): Client => ({
  ...client,
  run(user, query, given) {
    const { query: text, variables } = liftTexts(query, given);
    return client.run(user, text, variables);
  },
});
