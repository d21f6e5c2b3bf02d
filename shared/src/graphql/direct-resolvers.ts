import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { GraphQLScalarType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { Viewer } from '../auth/viewer';
import { holdToRoles } from './auth-checker';

type Storage = ReturnType<typeof getMetadataStorage>;
type Field = Storage['fieldResolvers'][number];
type Param = NonNullable<Field['params']>[number];
type Context = { readonly viewer: Viewer } & Readonly<Record<string, unknown>>;
type Args = Readonly<Record<string, unknown>>;
type Resolve = GraphQLFieldResolver<object, Context, Args>;
type Resolvers = Readonly<Record<string, object>>;

/** What one parameter of a method is given. */
type ReadParam = (root: object, args: Args, context: Context, info: GraphQLResolveInfo) => unknown;

/** Types whose values a method is given as they came. */
const plainTypes = new Set<unknown>([String, Number, Boolean, Date]);

/**
 * Field resolvers that call their method at once. type-graphql makes promises and closures of every
 * call, for middleware, validation and instances of input classes: a field that has none of these,
 * and stands in a record a hundred times, pays for them each time. All others stay as they are.
 */
export function resolveDirectly(resolvers: Resolvers, classes: readonly unknown[]): Resolvers {
  const { fieldResolvers, objectTypes } = getMetadataStorage();
  // Parts of one process share the storage, and may call types and fields alike.
  const own = fieldResolvers.filter(
    ({ kind, target }) => kind === 'external' && classes.includes(target),
  );
  const direct: Record<string, Record<string, Resolve>> = {};
  const instances = new Map<unknown, object>();
  for (const field of own) {
    const type = field.getObjectType?.();
    const { name } = objectTypes.find(({ target }) => target === type) ?? {};
    const known = name === undefined ? undefined : resolverOf(resolvers[name], field.schemaName);
    if (name === undefined || !known) continue;
    const made = compile(field, instances);
    if (made) direct[name] = { ...direct[name], [field.schemaName]: made };
  }
  const merged = Object.entries(direct).map(([name, own]) => [
    name,
    { ...resolvers[name], ...own },
  ]);
  return { ...resolvers, ...Object.fromEntries(merged) };
}

function resolverOf(fields: object | undefined, name: string): Resolve | undefined {
  const known: unknown = fields && Reflect.get(fields, name);
  return typeof known === 'function' ? (known as Resolve) : undefined;
}

function compile(
  { target, methodName, params = [], roles, middlewares = [] }: Field,
  instances: Map<unknown, object>,
): Resolve | undefined {
  const readers = [...params].sort((one, other) => one.index - other.index).map(readerOf);
  const inOrder = params.every((one) => readers.length > one.index);
  if (middlewares.length > 0 || !inOrder || !readers.every((read) => read !== undefined))
    return undefined;
  const instance = instances.get(target) ?? Reflect.construct(target, []);
  instances.set(target, instance);
  const method: (...values: unknown[]) => unknown = Reflect.get(instance, methodName);
  const call: Resolve = (root, args, context, info) =>
    method.apply(
      instance,
      readers.map((read) => read(root, args, context, info)),
    );
  return roles ? guarded(call, roles) : call;
}

/** A refusal is a rejection, as it is of type-graphql's own. */
const guarded =
  (call: Resolve, roles: readonly string[]): Resolve =>
  (root, args, context, info) => {
    try {
      holdToRoles(context, info, roles);
      return call(root, args, context, info);
    } catch (error) {
      return Promise.reject(error);
    }
  };

/** Undefined where type-graphql has something to do for the parameter. */
function readerOf(param: Param): ReadParam | undefined {
  switch (param.kind) {
    case 'root':
      return param.propertyName || param.getType ? undefined : (root) => root;
    case 'context':
      return contextReader(param.propertyName);
    case 'info':
      return (_root, _args, _context, info) => info;
    case 'arg':
      return argReader(param);
    default:
      return undefined;
  }
}

const contextReader = (property: string | undefined): ReadParam =>
  property === undefined
    ? (_root, _args, context) => context
    : (_root, _args, context) => context[property];

function argReader({
  name,
  getType,
  validateSettings,
  validateFn,
}: Extract<Param, { kind: 'arg' }>) {
  const type: unknown = getType();
  const isPlain = plainTypes.has(type) || type instanceof GraphQLScalarType;
  if (!isPlain || validateSettings || validateFn) return undefined;
  const read: ReadParam = (_root, args) => args[name];
  return read;
}
