import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type DocumentNode, type NameNode, visit } from 'graphql';

const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Names an object answers to before anything is put into it, and those GraphQL keeps for itself. */
const isReserved = (name: string) => name.startsWith('__') || inherited.has(name);

/**
 * Refuses names chosen by the client that every object has already. An alias becomes a key of
 * answers that are merged on their way: `__proto__` would reach what all objects share.
 */
export function refuseReservedNames(document: DocumentNode) {
  const check = (name: NameNode | undefined) => {
    if (name && isReserved(name.value))
      throw new InvalidInput('query', `${name.value} cannot be used as a name of your own.`);
  };
  visit(document, {
    Field: ({ alias }) => check(alias),
    OperationDefinition: ({ name }) => check(name),
    FragmentDefinition: ({ name }) => check(name),
    VariableDefinition: ({ variable }) => check(variable.name),
  });
}
