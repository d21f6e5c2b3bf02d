import 'reflect-metadata';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  Arg,
  Authorized,
  Directive,
  Field,
  FieldResolver,
  getMetadataStorage,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { buildFederatedSchema } from './build-subgraph';
import { REFERENCE } from './reference-data';

/** A schema of one type; `more` is what stands on its one field beside its mark, if it has one. */
function schemaWith(more: readonly PropertyDecorator[], where: 'type' | 'resolver' = 'type') {
  @ObjectType()
  class Town {
    @Field(() => String)
    name!: string;
  }
  @Resolver(() => Town)
  class TownResolver {
    @Query(() => Town)
    town(): Town {
      return { name: 'here' };
    }

    @FieldResolver(() => String)
    name(): string {
      return 'here';
    }

    @FieldResolver(() => String)
    seen(@Arg('from', () => String, { nullable: true }) from?: string): string {
      return from ?? 'anywhere';
    }
  }
  const marked = where === 'type' ? Town.prototype : TownResolver.prototype;
  for (const decorate of more) decorate(marked, where === 'type' ? 'name' : 'seen');
  return () => buildFederatedSchema({ resolvers: [TownResolver], references: {} });
}

const mark = Directive(REFERENCE) as PropertyDecorator;
const guard = Authorized('ADMIN') as PropertyDecorator;

describe('a schema', () => {
  afterEach(() => getMetadataStorage().clear());

  it('says for the supergraph what of it is reference data', () => {
    const { typeDefs } = schemaWith([mark])();
    expect(typeDefs).toContain(`@composeDirective(name: "${REFERENCE}")`);
    expect(typeDefs).toContain(`name: String! ${REFERENCE}`);
  });

  it('says nothing of it where it has none', () => {
    expect(schemaWith([])().typeDefs).not.toContain(REFERENCE);
  });

  it('is refused where reference data asks for a role, wherever the role is asked for', () => {
    expect(schemaWith([mark, guard])).toThrow('Town.name asks for a role');
    getMetadataStorage().clear();
    const build = schemaWith([mark]);
    const { target } = getMetadataStorage().fieldResolvers.find(
      ({ methodName }) => methodName === 'name',
    ) ?? { target: Object };
    guard(target.prototype, 'name');
    expect(build).toThrow('Town.name asks for a role');
  });

  it('is refused where reference data takes arguments', () => {
    expect(schemaWith([mark], 'resolver')).toThrow('Town.seen takes arguments');
  });
});
