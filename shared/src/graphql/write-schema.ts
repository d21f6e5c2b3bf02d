import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Writes `schema.graphql` of the part that is the current folder. */
export function writeSchema(typeDefs: string) {
  writeFileSync(resolve('schema.graphql'), typeDefs);
}
