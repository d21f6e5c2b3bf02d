import { GraphQLError } from 'graphql';
import type { AdaptError } from '../plugins/error-masking';

/**
 * What a subgraph of others says of a failure of its own is told in its words, with its name: it
 * alone knows what may be said. The code stays INTERNAL, with the trace id.
 */
export const tellForeignFailures: AdaptError = (formatted, error) => {
  if (formatted.extensions?.code !== 'INTERNAL' || !(error instanceof GraphQLError))
    return formatted;
  const { code, part } = error.extensions ?? {};
  if (code !== 'INTERNAL' || typeof part !== 'string') return formatted;
  return { ...formatted, message: error.message, extensions: { ...formatted.extensions, part } };
};
