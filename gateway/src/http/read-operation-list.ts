import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ConfigError } from '@lianyi/shared/config/read-env';
import { hashOf } from './persisted-operations';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The operations that may be sent where `PERSISTED=only`, by the SHA-256 of their texts: a manifest
 * as client tools write it (`apollo-persisted-query-manifest`, version 1). Throws `ConfigError`
 * naming file and entry.
 */
export function readOperationList(path: string): ReadonlyMap<string, string> {
  const fail = (cause: string) => new ConfigError('PERSISTED_FILE', `(${basename(path)}) ${cause}`);
  const manifest = parse(path, fail);
  if (!isObject(manifest) || manifest.format !== 'apollo-persisted-query-manifest')
    throw fail('has not the format apollo-persisted-query-manifest.');
  if (!Array.isArray(manifest.operations)) throw fail('has no list of operations.');
  const listed = new Map<string, string>();
  for (const [index, one] of manifest.operations.entries()) {
    if (!isObject(one) || typeof one.body !== 'string')
      throw fail(`operations[${index}].body must be a text.`);
    const hash = hashOf(one.body);
    if (one.id !== hash) throw fail(`operations[${index}].id must be the SHA-256 of its body.`);
    listed.set(hash, one.body);
  }
  if (listed.size === 0) throw fail('lists no operation: nothing could be sent.');
  return listed;
}

function parse(path: string, fail: (cause: string) => ConfigError): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw fail(`cannot be read: ${error instanceof Error ? error.message : 'unreadable'}.`);
  }
}
