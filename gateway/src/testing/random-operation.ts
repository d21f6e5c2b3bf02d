import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  parse,
  print,
  validate,
} from 'graphql';

export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Names aliases are taken from: some are key fields, some other fields. */
const aliases = ['id', 'code', 'name', 'org', 'weight', 'nodes', 'label', 'a', 'b', 'id_', 'id_0'];

interface Taken {
  readonly signature: string;
  readonly parent: GraphQLCompositeType;
}

interface Pen {
  readonly schema: GraphQLSchema;
  /** A number below `most`; zero once the tape has run out, which picks what is simplest. */
  next(most: number): number;
  readonly definitions: Map<string, string>;
  readonly variables: Record<string, unknown>;
  readonly fragments: string[];
  /** Which field stands under which name, by the names above it. */
  readonly taken: Map<string, Map<string, Taken>>;
  fields: number;
}

/** A valid operation, decided by the numbers of a tape; null where they give none. */
export function randomOperation(
  schema: GraphQLSchema,
  tape: readonly number[],
): RandomOperation | null {
  let at = 0;
  const pen: Pen = {
    schema,
    next: (most) => (tape[at++] ?? 0) % most,
    ...{ definitions: new Map(), variables: {}, fragments: [], taken: new Map(), fields: 0 },
  };
  const kind = pen.next(6) === 5 && schema.getMutationType() ? 'mutation' : 'query';
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (!root) return null;
  const body = selections(pen, root, '', 0);
  const declared = [...pen.definitions].map(([name, type]) => `$${name}: ${type}`).join(', ');
  const head = declared ? `${kind} (${declared})` : kind;
  const query = [`${head} ${body}`, ...pen.fragments].join('\n');
  return validate(schema, parse(query)).length === 0 ? { query, variables: pen.variables } : null;
}

function selections(pen: Pen, type: GraphQLCompositeType, path: string, depth: number): string {
  const written = Array.from({ length: 1 + pen.next(depth === 0 ? 3 : 4) }, () => {
    const kind = pen.next(10);
    return kind < (isAbstractType(type) ? 5 : 2)
      ? fragment(pen, type, path, depth)
      : field(pen, type, path, depth);
  });
  const some = written.filter((one) => one !== '');
  return `{ ${some.length > 0 ? some.join(' ') : '__typename'} }`;
}

function fragment(pen: Pen, type: GraphQLCompositeType, path: string, depth: number): string {
  if (depth > 5) return '__typename';
  const { schema } = pen;
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  const wider = possible.flatMap((one) => (isObjectType(one) ? one.getInterfaces() : []));
  const on = [...possible, ...wider, type];
  const condition = on[pen.next(on.length)] ?? type;
  const body = selections(pen, condition, path, depth + 1);
  const directive = directives(pen);
  if (pen.next(3) > 0) return `... on ${condition.name} ${directive} ${body}`;
  if (condition === type && pen.next(2) === 0) return `... ${directive} ${body}`;
  const name = `F${pen.fragments.length}`;
  pen.fragments.push(`fragment ${name} on ${condition.name} ${body}`);
  return `...${name} ${directive}${pen.next(4) === 0 ? ` ...${name}` : ''}`;
}

const fieldsOf = (type: GraphQLCompositeType) =>
  isUnionType(type) ? [] : Object.values(type.getFields());

function field(pen: Pen, type: GraphQLCompositeType, path: string, depth: number): string {
  pen.fields += 1;
  const all = fieldsOf(type);
  const leaves = all.filter(({ type: one }) => !isCompositeType(getNamedType(one)));
  const shallow = depth >= 6 || pen.fields > 30;
  // An object without leaves can only be asked for its type.
  const choice = shallow ? leaves : all;
  const chosen = choice[pen.next(choice.length + (depth > 0 ? 1 : 0))];
  const alias = pen.next(4) === 1 ? aliases[pen.next(aliases.length)] : undefined;
  if (!chosen) return alias && alias !== 'id_0' ? '' : '__typename';
  const given = argumentsOf(pen, chosen);
  const key = keyOf(pen, path, alias, { chosen, given, parent: type });
  if (key === undefined) return '';
  const named = getNamedType(chosen.type);
  const called = key === chosen.name ? key : `${key}: ${chosen.name}`;
  const below = isCompositeType(named) ? selections(pen, named, `${path}.${key}`, depth + 1) : '';
  return `${called}${given} ${directives(pen)} ${below}`;
}

interface Asked {
  readonly chosen: GraphQLField<unknown, unknown>;
  readonly given: string;
  readonly parent: GraphQLCompositeType;
}

/** The name a field may stand under beside what stands there already; undefined: none. */
function keyOf(pen: Pen, path: string, alias: string | undefined, asked: Asked) {
  const { chosen, given, parent } = asked;
  const here = pen.taken.get(path) ?? new Map<string, Taken>();
  pen.taken.set(path, here);
  const signature = `${chosen.name}${given}: ${chosen.type}`;
  for (const key of [alias, chosen.name]) {
    if (key === undefined) continue;
    const known = here.get(key);
    const apart = known && known.parent !== parent && isObjectType(known.parent);
    if (known && known.signature !== signature && !(apart && isObjectType(parent))) continue;
    here.set(key, known ?? { signature, parent });
    return key;
  }
  return undefined;
}

function argumentsOf(pen: Pen, { args }: GraphQLField<unknown, unknown>): string {
  const given = args
    .filter((argument) => isRequiredArgument(argument) || pen.next(2) === 1)
    .map((argument) => `${argument.name}: ${argumentValue(pen, argument)}`);
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

function argumentValue(pen: Pen, { type }: GraphQLArgument): string {
  const value = inputValue(pen, type, 0);
  if (pen.next(3) > 0) return print(astFromValue(value, type) ?? { kind: 'NullValue' as never });
  const name = `v${pen.definitions.size}`;
  const fallback = pen.next(3) === 0 ? astFromValue(value, type) : undefined;
  pen.definitions.set(name, fallback ? `${type} = ${print(fallback)}` : `${type}`);
  if (!fallback) pen.variables[name] = value;
  return `$${name}`;
}

function inputValue(pen: Pen, type: GraphQLInputType, depth: number): unknown {
  if (isNonNullType(type)) return given(type.ofType);
  return pen.next(4) === 3 || depth > 3 ? null : given(type);

  function given(bare: GraphQLInputType): unknown {
    if (isListType(bare))
      return Array.from({ length: pen.next(3) }, () => inputValue(pen, bare.ofType, depth + 1));
    if (isEnumType(bare)) return bare.getValues()[pen.next(bare.getValues().length)]?.name;
    if (isInputObjectType(bare))
      return Object.fromEntries(
        Object.values(bare.getFields())
          .filter((one) => isNonNullType(one.type) || pen.next(3) === 1)
          .map((one) => [one.name, inputValue(pen, one.type, depth + 1)]),
      );
    const name = String(bare);
    if (name === 'Int') return 1 + pen.next(4);
    if (name === 'Float') return 1.5;
    return name === 'Boolean' ? pen.next(2) === 0 : `x${pen.next(3)}`;
  }
}

/** `@skip` and `@include`, with variables that are given, that have defaults, or without. */
function directives(pen: Pen): string {
  const kind = pen.next(12);
  if (kind < 8) return '';
  const name = ['yes', 'no', 'default'][pen.next(3)] ?? 'yes';
  const value = pen.next(4) === 0 ? 'true' : `$${name}`;
  if (value !== 'true') {
    pen.definitions.set(name, name === 'default' ? 'Boolean! = true' : 'Boolean!');
    if (name !== 'default') pen.variables[name] = name === 'yes';
  }
  if (kind === 8) return `@skip(if: ${value})`;
  return `${kind === 9 ? '@skip(if: false) ' : ''}@include(if: ${value})`;
}
