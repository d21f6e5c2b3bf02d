import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type DocumentNode, visit } from 'graphql';

/** Fields by which entities are found; federation reads them back under their own names. */
const keyFields = new Set(['id', 'code', '__typename']);

/**
 * Refuses another field under a key field's name: a plan would take its value for the key, and
 * answer with another entity's data without a word.
 */
export function checkAliases(document: DocumentNode) {
  visit(document, {
    Field({ alias, name }) {
      if (alias && keyFields.has(alias.value) && alias.value !== name.value)
        throw new InvalidInput('query', `${name.value} may not be called ${alias.value}.`);
    },
  });
}
