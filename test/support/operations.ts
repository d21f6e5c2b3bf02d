import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, print } from 'graphql';

/** Operations clients send, as this project keeps them: the public graph answers each. */
const document = parse(readFileSync(resolve(__dirname, 'operations.graphql'), 'utf8'));

/** The text of an operation by its name. */
export function operation(name: string): string {
  const found = document.definitions.find(
    (one) => one.kind === 'OperationDefinition' && one.name?.value === name,
  );
  if (!found) throw new Error(`there is no operation ${name}`);
  return print(found);
}
