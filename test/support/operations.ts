import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, print } from 'graphql';
import { testFolder } from './folder';

/** Operations clients send, as this project keeps them: the public graph answers each. */
const document = parse(readFileSync(join(testFolder, 'support/operations.graphql'), 'utf8'));

/** The text of an operation by its name. */
export function operation(name: string): string {
  const found = document.definitions.find(
    (one) => one.kind === 'OperationDefinition' && one.name?.value === name,
  );
  if (!found) throw new Error(`there is no operation ${name}`);
  return print(found);
}
