import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import * as operations from './operations';

const published = join(__dirname, '../../api.graphql');

describe('the operations of the HL7 door', () => {
  it('are valid on the public graph', () => {
    const schema = buildSchema(readFileSync(published, 'utf8'));
    const errors = Object.values(operations).flatMap((text) => validate(schema, parse(text)));
    expect(errors).toEqual([]);
  });
});
