import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { hashOf } from './persisted-operations';
import { readOperationList } from './read-operation-list';

const folder = mkdtempSync(join(tmpdir(), 'operations-'));
afterAll(() => rmSync(folder, { recursive: true }));
const body = 'query Me { me { name } }';
const format = 'apollo-persisted-query-manifest';

const read = (content: unknown) => {
  const file = join(folder, 'list.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readOperationList(file);
};

describe('the list of operations that may be sent', () => {
  it('is read from a manifest of client tools', () => {
    const operations = [{ id: hashOf(body), name: 'Me', type: 'query', body }];
    expect([...read({ format, version: 1, operations })]).toEqual([[hashOf(body), body]]);
  });

  it.each([
    ['{', 'PERSISTED_FILE (list.json) cannot be read'],
    [{ operations: [] }, 'has not the format apollo-persisted-query-manifest.'],
    [{ format }, 'has no list of operations.'],
    [{ format, operations: [] }, 'lists no operation: nothing could be sent.'],
    [{ format, operations: [{ id: 'x' }] }, 'operations[0].body must be a text.'],
    [
      { format, operations: [{ id: 'x', body }] },
      'operations[0].id must be the SHA-256 of its body.',
    ],
  ])('is refused as %j', (content, message) => {
    expect(() => read(content)).toThrow(message);
  });

  it('is refused where there is none', () => {
    expect(() => readOperationList(join(folder, 'none.json'))).toThrow(
      '(none.json) cannot be read',
    );
  });
});
