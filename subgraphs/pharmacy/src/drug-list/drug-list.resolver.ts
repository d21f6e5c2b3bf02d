import type { CsvFault } from '@lianyi/shared/csv/read-csv';
import { textSource } from '@lianyi/shared/csv/read-list';
import { connectionOf } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PharmacyContext } from '../context';
import { draftDrugList } from './draft-drug-list.service';
import { requireLeading } from './drug-list.access';
import { DrugList } from './drug-list.entity';
import { DrugListInput } from './drug-list.inputs';
import { findDrugLists } from './drug-list.loader';
import { DrugDifferenceKind, DrugListLine } from './drug-list-line.entity';
import { enactDrugList } from './enact-drug-list.service';
import { withdrawDrugList } from './withdraw-drug-list.service';

@ObjectType()
export class DrugListConnection extends connectionOf(DrugList) {}

@ObjectType()
export class DrugDifferenceConnection extends connectionOf(DrugListLine) {}

@ObjectType({ description: 'What is wrong with a line of a list.' })
export class DrugListFault {
  @Field(() => Int, { description: 'From 1, the first line being the names of the columns.' })
  line!: number;

  @Field(() => String, { nullable: true, description: 'As the list calls it; null: the line.' })
  column!: string | null;

  @Field(() => String)
  cause!: string;
}

@ObjectType({ description: 'A list that was read; all of it or nothing is kept.' })
export class DrugListDraft {
  @Field(() => DrugList, { nullable: true, description: 'Null where a line is bad.' })
  list!: DrugList | null;

  @Field(() => [DrugListFault], { description: 'By line, a thousand at most.' })
  faults!: DrugListFault[];

  @Field(() => Int, { description: 'Of all lines.' })
  faultCount!: number;
}

/** Lists are read by who keeps the catalogue, and put into force by who imports (design section 3). */
@Resolver(() => DrugList)
export class DrugListResolver {
  @Authorized('ADMIN', 'PHARMACIST')
  @Query(() => DrugListConnection, {
    nullable: true,
    description: 'Lists of drugs that were read, newest first: for the leading institution.',
  })
  async drugLists(
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: PharmacyContext,
  ) {
    await requireLeading(context);
    return findDrugLists(context.manager, { first: first ?? null, after: after ?? null });
  }

  @Authorized('ADMIN', 'PHARMACIST')
  @Query(() => DrugList, { nullable: true })
  async drugList(@Arg('id', () => ID) id: string, @Ctx() context: PharmacyContext) {
    await requireLeading(context);
    return context.manager.findOneBy(DrugList, { id });
  }

  @Authorized('ADMIN', 'PHARMACIST')
  @Mutation(() => DrugListDraft, {
    description:
      'Reads a list and compares it with the catalogue as of its day. Nothing of it counts until it is enacted.',
  })
  async draftDrugList(
    @Arg('input', () => DrugListInput) { text, ...asked }: DrugListInput,
    @Ctx() context: PharmacyContext,
  ): Promise<DrugListDraft> {
    await requireLeading(context);
    const { institutionId, name: by } = context.viewer;
    const faults: CsvFault[] = [];
    let faultCount = 0;
    const onFault = (fault: CsvFault) => {
      faultCount += 1;
      if (faultCount <= context.drugListRules.mostFaultsShown) faults.push(fault);
    };
    const list = await draftDrugList(
      context,
      textSource(text),
      { ...asked, institutionId, by },
      onFault,
    );
    return { list, faults, faultCount };
  }

  @Authorized('ADMIN')
  @Mutation(() => DrugList, {
    description:
      'Puts a list into force from its day on, all of it, once. CONFLICT where the catalogue changed since it was read.',
  })
  enactDrugList(@Arg('id', () => ID) id: string, @Ctx() context: PharmacyContext) {
    return enactDrugList(context, id);
  }

  @Authorized('ADMIN')
  @Mutation(() => DrugList, {
    description:
      'Takes an enacted list back before its day begins; the list is kept. CONFLICT where a later one builds on it.',
  })
  withdrawDrugList(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: PharmacyContext,
  ) {
    return withdrawDrugList(context, id, reason);
  }

  @FieldResolver(() => DrugDifferenceConnection, {
    description: 'What it does to the catalogue, by kind and code.',
  })
  differences(
    @Root() { id }: DrugList,
    @Arg('kind', () => DrugDifferenceKind, { nullable: true }) kind: DrugDifferenceKind | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { differences }: PharmacyContext,
  ) {
    return differences(id, { kind: kind ?? null, first: first ?? null, after: after ?? null });
  }
}
