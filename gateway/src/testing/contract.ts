import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema, Kind, parse, print } from 'graphql';

const root = join(__dirname, '..', '..', '..');
const contract = join(root, '..', 'shared', 'contract');

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** The public schema: the contract where it lies beside the project, else the committed supergraph. */
export function contractSchema(): GraphQLSchema {
  const text =
    read(join(contract, 'graph.graphql')) ??
    readFileSync(join(root, 'gateway', 'supergraph.graphql'), 'utf8');
  return buildSchema(text, { assumeValidSDL: true });
}

/** Every operation of the contract as a document of its own, by name; without it those the project keeps. */
export function contractOperations(): [name: string, text: string][] {
  const text =
    read(join(contract, 'operations.graphql')) ??
    readFileSync(join(root, 'test', 'support', 'operations.graphql'), 'utf8');
  return parse(text).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? [[definition.name?.value ?? '', print(definition)] as [string, string]]
      : [],
  );
}
