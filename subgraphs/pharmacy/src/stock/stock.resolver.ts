import { connectionOf } from '@lianyi/shared/graphql/page';
import { Arg, Authorized, Ctx, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Drug } from '../drug/drug.entity';
import { existingDrug } from '../drug/drug.service';
import { Institution } from '../stubs/institution.stub';
import { StockBatch, StockItem } from './stock.entity';

@ObjectType()
export class StockConnection extends connectionOf(StockItem) {}

@Resolver(() => StockItem)
export class StockItemResolver {
  @FieldResolver(() => Drug)
  drug(@Root() { drugCode }: StockItem, @Ctx() context: PharmacyContext) {
    return existingDrug(context, drugCode);
  }

  @FieldResolver(() => Int, { description: 'Of all batches together, expired ones too.' })
  async quantity(@Root() item: StockItem, @Ctx() { stock }: PharmacyContext) {
    const batches = await stock.batches.load(item);
    return batches.reduce((total, { quantity }) => total + quantity, 0);
  }

  @FieldResolver(() => [StockBatch], { description: 'First to expire first.' })
  batches(@Root() item: StockItem, @Ctx() { stock }: PharmacyContext) {
    return stock.batches.load(item);
  }
}

@Resolver(() => Institution)
export class InstitutionStockResolver {
  @Authorized('PHARMACIST', 'CLINICIAN', 'FAMILY_DOCTOR', 'COMMUNITY_OFFICE', 'REGIONAL_PLATFORM')
  @FieldResolver(() => StockConnection, { nullable: true, description: 'By the drug’s code.' })
  stock(
    @Root() { id }: Institution,
    @Arg('search', () => String, { nullable: true }) search: string | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { stock }: PharmacyContext,
  ) {
    const page = { first: first ?? null, after: after ?? null };
    return stock.byInstitution(id, { ...page, search: search ?? null });
  }
}
