import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import * as operations from './operations';

const root = join(__dirname, '../../..');
const [contract] = ['../shared/contract/graph.graphql', 'gateway/supergraph.graphql']
  .map((path) => join(root, path))
  .filter(existsSync);

describe('the operations of the HL7 door', () => {
  it('are valid on the public graph', () => {
    if (contract === undefined) throw new Error('There is no schema to hold the operations to.');
    const schema = buildSchema(readFileSync(contract, 'utf8'), { assumeValidSDL: true });
    const errors = Object.values(operations).flatMap((text) => validate(schema, parse(text)));
    expect(errors).toEqual([]);
  });
});
