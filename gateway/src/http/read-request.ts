import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { LimitExceeded } from '../limits/limit-exceeded';

/** One request in the form of GraphQL over HTTP. */
export interface GraphqlRequest {
  /** Null where a hash stands for it. */
  readonly query: string | null;
  /** SHA-256 of the text, in hexadecimal, where the client names one. */
  readonly hash: string | null;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The body of a POST. Throws what is wrong with it, by name. */
export function readBody(body: unknown): GraphqlRequest {
  if (Array.isArray(body)) throw new LimitExceeded('number of operations in a batch', 1);
  if (!isObject(body)) throw new InvalidInput('body', 'must be an object with a query.');
  return readFields(body);
}

/** The address of a GET; `variables` and `extensions` are JSON there. */
export function readSearch(search: unknown): GraphqlRequest {
  const fields = isObject(search) ? search : {};
  const parsed = (field: string) => {
    const text = fields[field];
    if (typeof text !== 'string') return text;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new InvalidInput(field, 'is not valid JSON.');
    }
  };
  return readFields({
    query: fields.query,
    operationName: fields.operationName,
    ...{ variables: parsed('variables'), extensions: parsed('extensions') },
  });
}

function readFields({ query, operationName, variables, extensions }: Fields): GraphqlRequest {
  const hash = readHash(extensions);
  const isHashAlone = query === undefined && hash !== null;
  if (!isHashAlone && (typeof query !== 'string' || query.trim() === ''))
    throw new InvalidInput('query', 'must be the text of an operation.');
  if (operationName != null && typeof operationName !== 'string')
    throw new InvalidInput('operationName', 'must be text.');
  if (variables != null && !isObject(variables))
    throw new InvalidInput('variables', 'must be an object.');
  return {
    query: typeof query === 'string' ? query : null,
    hash,
    ...(operationName ? { operationName } : {}),
    ...(variables ? { variables } : {}),
  };
}

/** Of the extensions only the hash of a persisted operation counts; the others go no further. */
function readHash(extensions: unknown): string | null {
  if (extensions != null && !isObject(extensions))
    throw new InvalidInput('extensions', 'must be an object.');
  const persisted = extensions?.persistedQuery;
  if (persisted == null) return null;
  const field = 'extensions.persistedQuery';
  if (!isObject(persisted) || persisted.version !== 1)
    throw new InvalidInput(field, 'must have version 1.');
  const { sha256Hash: hash } = persisted;
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/i.test(hash))
    throw new InvalidInput(field, 'must have sha256Hash, 64 hexadecimal digits.');
  return hash.toLowerCase();
}
