import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { buildSchema, findBreakingChanges, parse, printSchema } from 'graphql';

/**
 * The supergraph of the subgraphs' committed schemas. Throws with every composition error: a
 * field that two subgraphs tell differently never reaches a client.
 */
export function composeSupergraph(subgraphsFolder: string): string {
  const services = readdirSync(subgraphsFolder)
    .sort()
    .map((name) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(readFileSync(join(subgraphsFolder, name, 'schema.graphql'), 'utf8')),
    }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** The schema clients see: the supergraph without what parts ask one another. */
export const apiSchemaOf = (supergraphSdl: string): string =>
  `${printSchema(Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema())}\n`;

/** A change that breaks clients and was decided on: its text, why, and when. */
export interface DeclaredChange {
  readonly change: string;
  readonly reason: string;
  readonly date: string;
}

/** What of `next` would break clients of `published` and stands in no declaration. */
export const undeclaredChanges = (
  published: string,
  next: string,
  declared: readonly DeclaredChange[],
): string[] =>
  findBreakingChanges(buildSchema(published), buildSchema(next))
    .map(({ description }) => description)
    .filter((description) => !declared.some(({ change }) => change === description));

/** Writes the supergraph and the published schema, unless clients would break unannounced. */
function compose(folder: string) {
  const api = join(folder, 'api.graphql');
  const declared: DeclaredChange[] = JSON.parse(
    readFileSync(join(folder, 'breaking-changes.json'), 'utf8'),
  );
  const supergraph = composeSupergraph(resolve(folder, '..', 'subgraphs'));
  const next = apiSchemaOf(supergraph);
  const breaking = existsSync(api)
    ? undeclaredChanges(readFileSync(api, 'utf8'), next, declared)
    : [];
  if (breaking.length > 0) {
    console.error(`Clients would break:\n  ${breaking.join('\n  ')}`);
    console.error(
      'Undo it, or declare each in gateway/breaking-changes.json with reason and date.',
    );
    process.exitCode = 1;
    return;
  }
  writeFileSync(join(folder, 'supergraph.graphql'), supergraph);
  writeFileSync(api, next);
}

if (require.main === module) compose(resolve('.'));
