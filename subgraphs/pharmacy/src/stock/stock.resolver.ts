import { connectionOf } from '@lianyi/shared/graphql/page';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { Arg, Authorized, Ctx, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Drug } from '../drug/drug.entity';
import { existingDrug } from '../drug/drug.service';
import { Institution } from '../stubs/institution.stub';
import { StockBatch, StockItem } from './stock.entity';
import { unitsOf } from './usable-batches';

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
    return unitsOf(await stock.batches.load(item));
  }

  @FieldResolver(() => Int, { description: 'Of batches that have not expired.' })
  async usable(@Root() item: StockItem, @Ctx() { now, stock }: PharmacyContext) {
    const day = shanghaiDay(now());
    const batches = await stock.batches.load(item);
    return unitsOf(batches.filter(({ expiresOn }) => expiresOn >= day));
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Units to be kept at least; null where nobody set it.',
  })
  minimum(@Root() item: StockItem, @Ctx() { stock }: PharmacyContext) {
    return stock.minimums.load(item);
  }

  @FieldResolver(() => Institution, {
    nullable: true,
    description: 'The central pharmacy that supplies it; itself where it is the topmost one.',
  })
  async supplier(@Root() { institutionId }: StockItem, @Ctx() { supply }: PharmacyContext) {
    const tree = await supply(institutionId);
    return tree ? { id: tree.supplierOf(institutionId) } : null;
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
