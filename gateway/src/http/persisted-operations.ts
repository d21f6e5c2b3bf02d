import { createHash } from 'node:crypto';
import { createRecentMap } from '@lianyi/shared/collections/recent-map';
import { DomainError, InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { GraphqlRequest } from './read-request';

/** `auto`: clients may send a hash for a text they sent before; `only`: none but listed operations. */
export const persistedModes = ['auto', 'only', 'off'] as const;
export type PersistedMode = (typeof persistedModes)[number];

/** A hash whose text is not here: the client sends both, as its protocol says. */
export class PersistedQueryMiss extends Error {
  constructor(readonly code: 'PERSISTED_QUERY_NOT_FOUND' | 'PERSISTED_QUERY_NOT_SUPPORTED') {
    super(
      code === 'PERSISTED_QUERY_NOT_FOUND'
        ? 'PersistedQueryNotFound'
        : 'PersistedQueryNotSupported',
    );
  }
}

export interface PersistedOperations {
  /** The text a request stands for. Throws where there is none, or where it may not be sent here. */
  textOf(request: Pick<GraphqlRequest, 'query' | 'hash'>): string;
  /** Keeps a text under the hash it came with, once it was found harmless. */
  keep(request: Pick<GraphqlRequest, 'query' | 'hash'>): void;
}

export interface PersistedOptions {
  readonly mode: PersistedMode;
  /** Texts by their SHA-256; those that may be sent where the mode is `only`. */
  readonly listed?: ReadonlyMap<string, string>;
}

/** Texts that are kept; the limits hold each to 20,000 characters. */
const most = 500;

export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

const mayNotBeSent = () =>
  new DomainError(
    'FORBIDDEN',
    'Only operations of the list may be sent here: send one of them, or its hash.',
  );

/**
 * Operations that stand for their texts by a hash. What is kept depends on the text alone, so that
 * it serves every viewer: who may see what is asked again for each request.
 */
export function createPersistedOperations({
  mode,
  listed = new Map(),
}: PersistedOptions): PersistedOperations {
  const kept = createRecentMap<string, string>(most);
  const byHash = (hash: string): string => {
    const text = listed.get(hash) ?? kept.get(hash);
    if (text !== undefined) return text;
    if (mode === 'only') throw mayNotBeSent();
    throw new PersistedQueryMiss(
      mode === 'off' ? 'PERSISTED_QUERY_NOT_SUPPORTED' : 'PERSISTED_QUERY_NOT_FOUND',
    );
  };
  return {
    textOf({ query, hash }) {
      if (query === null) return byHash(hash ?? '');
      if (mode !== 'only' && hash === null) return query;
      const own = hashOf(query);
      if (hash !== null && hash !== own)
        throw new InvalidInput('extensions.persistedQuery', 'is not the SHA-256 of the query.');
      if (mode === 'only' && !listed.has(own)) throw mayNotBeSent();
      return query;
    },
    keep({ query, hash }) {
      if (mode === 'auto' && query !== null && hash !== null) kept.set(hash, query);
    },
  };
}
