import 'reflect-metadata';
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type GraphQLSchema, graphql } from 'graphql';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  Info,
  InputType,
  ObjectType,
  Query,
  Resolver,
  Root,
  UseMiddleware,
} from 'type-graphql';
import { buildFederatedSchema } from './build-subgraph';

const seen = jest.fn<(id: string) => void>();

@InputType()
class Place {
  @Field(() => String)
  name!: string;
}

@ObjectType()
class Town {
  @Field(() => ID)
  id!: string;
}

@Resolver(() => Town)
class TownResolver {
  readonly greeting = 'hello';

  @Query(() => Town)
  town(): Town {
    return Object.assign(new Town(), { id: 't1' });
  }

  @Query(() => Town)
  plain(): Town {
    return { id: 't1' };
  }

  @FieldResolver(() => String)
  described(
    @Ctx('place') place: string,
    @Arg('times', () => Float, { nullable: true }) times: number | undefined,
    @Root() town: Town,
    @Info() { fieldName }: { fieldName: string },
  ): string {
    return [this.greeting, place, times, town.id, town instanceof Town, fieldName].join(' ');
  }

  @FieldResolver(() => Boolean)
  inputIsItsClass(@Arg('place', () => Place) place: Place): boolean {
    return place instanceof Place;
  }

  @Authorized('ADMIN')
  @FieldResolver(() => String, { nullable: true })
  secret(@Root() { id }: Town): string {
    seen(id);
    return id;
  }

  @UseMiddleware(async (_data, next) => `${await next()}!`)
  @FieldResolver(() => String)
  loud(): string {
    return 'loud';
  }
}

@ObjectType('Town')
class OtherTown {
  @Field(() => ID)
  id!: string;
}

@Resolver(() => OtherTown)
class OtherTownResolver {
  @Query(() => OtherTown)
  town(): OtherTown {
    return Object.assign(new OtherTown(), { id: 'other' });
  }

  @FieldResolver(() => String)
  described(): string {
    return 'of another part';
  }
}

describe('a field resolver', () => {
  let schema: GraphQLSchema;
  let other: GraphQLSchema;
  const ask = async (source: string, roles: string[] = [], of = schema) => {
    const contextValue = { viewer: { roles }, place: 'here' };
    const answer = await graphql({ schema: of, source, contextValue });
    return { data: answer.data?.town ?? answer.data?.plain ?? null, errors: answer.errors ?? [] };
  };

  beforeAll(() => {
    other = buildFederatedSchema({ resolvers: [OtherTownResolver], references: {} }).schema;
    schema = buildFederatedSchema({ resolvers: [TownResolver], references: {} }).schema;
  });
  afterEach(() => void seen.mockClear());

  it('is given what its parameters name, in their order', async () => {
    const { data } = await ask('{ town { described(times: 2) } }');
    expect(data).toEqual({ described: 'hello here 2 t1 true described' });
  });

  it('answers at once where nothing has to be waited for', () => {
    const resolve = schema.getType('Town')?.toConfig();
    const { described } = (resolve as { fields: Record<string, { resolve?: unknown }> }).fields;
    const call = described?.resolve as (...values: unknown[]) => unknown;
    const town = Object.assign(new Town(), { id: 't1' });
    expect(call(town, {}, { place: 'here' }, { fieldName: 'x' })).toBe('hello here  t1 true x');
  });

  it('is given the parent as it is', async () => {
    const { data } = await ask('{ plain { described } }');
    expect(data).toEqual({ described: 'hello here  t1 false described' });
  });

  it('is given input objects as their class', async () => {
    const { data } = await ask('{ town { inputIsItsClass(place: { name: "a" }) } }');
    expect(data).toEqual({ inputIsItsClass: true });
  });

  it('runs behind its middleware', async () => {
    expect((await ask('{ town { loud } }')).data).toEqual({ loud: 'loud!' });
  });

  it('is not called for a viewer without its role', async () => {
    const { data, errors } = await ask('{ town { secret } }', ['CLINICIAN']);
    expect(errors.map(({ message }) => message)).toEqual([
      'Town.secret needs one of the roles ADMIN.',
    ]);
    expect([data, seen.mock.calls]).toEqual([{ secret: null }, []]);
  });

  it('is called for a viewer of its role', async () => {
    expect((await ask('{ town { secret } }', ['ADMIN'])).data).toEqual({ secret: 't1' });
  });

  it('is never the one of another part, whose type and field are called alike', async () => {
    const { data } = await ask('{ town { described } }', [], other);
    expect(data).toEqual({ described: 'of another part' });
    expect((await ask('{ town { described } }')).data).toEqual({
      described: 'hello here  t1 true described',
    });
  });
});
