import {
  type ConstDirectiveNode,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  responsePathAsArray,
} from 'graphql';
import { drawn, identityOf, type Parent, solid, typeOf, valueOfType } from './mock-values';

/** Which world is asked: the same answers for the same seed, whoever asks. */
export interface World {
  seed: number;
  /** Nothing fails in it. */
  isSound?: boolean;
}

export type ResponsePath = readonly (string | number)[];

export interface Answering {
  readonly api: GraphQLSchema;
  readonly world: World;
  /** Told of every object that is asked for a field, and where it stands. */
  readonly note?: (identity: string, path: ResponsePath) => void;
}

/** The same answer for the same question, whichever schema it is asked in; errors at random. */
function resolverFor({ api, world, note }: Answering, type: GraphQLObjectType, field: string) {
  const definition = type.getFields()[field];
  const required = requiredBy(definition?.astNode?.directives ?? []);
  const draw = (name: string, identity: string, args: object) => {
    const owner = api.getType(typeOf(identity) || type.name);
    const known = isObjectType(owner) ? owner.getFields()[name] : undefined;
    const returned = known?.type ?? definition?.type;
    const number = drawn(world.seed, name, identity, args);
    if (number % 11 === 0 && !solid.has(name) && !world.isSound)
      throw new Error(`no ${name} of ${identity}`);
    return returned && valueOfType(api, returned, name, number >>> 4);
  };
  const resolve: GraphQLFieldResolver<Parent | undefined, unknown> = (parent, args, _, info) => {
    const identity = identityOf(parent);
    note?.(identity, responsePathAsArray(info.path).slice(0, -1));
    if ((field === 'id' || field === 'code') && identity) return identity;
    // Only the parts are told what a field requires; the whole has it.
    if (required && !note) {
      const sent = Object.entries(parent ?? {}).find(([name]) => name === required);
      if (!sent || sent[1] !== orNull(() => draw(required, identity, {})))
        throw new Error(`${field} of ${identity} was not told what it requires`);
    }
    return draw(field, identity, args);
  };
  return resolve;
}

function orNull(draw: () => unknown) {
  try {
    return draw();
  } catch {
    return null;
  }
}

function requiredBy(directives: readonly ConstDirectiveNode[]) {
  const requires = directives.find(({ name }) => /(^|__)requires$/.test(name.value));
  const fields = requires?.arguments?.[0]?.value;
  return fields?.kind === Kind.STRING ? fields.value : undefined;
}

/** Makes every field of a schema answer at random, as the world says. */
export function answerAtRandom(schema: GraphQLSchema, answering: Answering): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('_')) continue;
    if (isAbstractType(type)) type.resolveType = (value) => typeOf(identityOf(value));
    if (!isObjectType(type)) continue;
    for (const [name, field] of Object.entries(type.getFields()))
      if (!name.startsWith('_')) field.resolve = resolverFor(answering, type, name);
  }
  return schema;
}
