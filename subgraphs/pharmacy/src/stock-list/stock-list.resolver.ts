import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Drug } from '../drug/drug.entity';
import { existingDrug } from '../drug/drug.service';
import { StockItem } from '../stock/stock.entity';
import { StockConnection } from '../stock/stock.resolver';
import { expiringStock } from './expiring-stock.service';
import { ExpiringStock, ExpiringStockConnection } from './expiring-stock.view';
import { lowStock } from './low-stock.service';
import { setStockMinimum } from './set-minimum.service';
import { ExpiringFilter, StockListFilter, StockMinimumInput } from './stock-list.inputs';

/** Lists of a pharmacy; a central one sees those of all it supplies. */
@Resolver(() => ExpiringStock)
export class StockListResolver {
  @Authorized('PHARMACIST', 'COMMUNITY_OFFICE')
  @Query(() => ExpiringStockConnection, {
    nullable: true,
    description:
      'Batches that expire soon, expired ones first: of the viewer’s institution and those it supplies; for the community office of the leading institution, of all members.',
  })
  expiringStock(
    @Args(() => ExpiringFilter) filter: ExpiringFilter,
    @Ctx() context: PharmacyContext,
  ) {
    return expiringStock(context, filter);
  }

  @Authorized('PHARMACIST', 'COMMUNITY_OFFICE')
  @Query(() => StockConnection, {
    nullable: true,
    description: 'Drugs of which less is usable than the minimum; of the same institutions.',
  })
  lowStock(@Args(() => StockListFilter) filter: StockListFilter, @Ctx() context: PharmacyContext) {
    return lowStock(context, filter);
  }

  @Authorized('PHARMACIST')
  @Mutation(() => StockItem, {
    description: 'How many units are to be kept at least, here or where this institution supplies.',
  })
  setStockMinimum(
    @Arg('input', () => StockMinimumInput) input: StockMinimumInput,
    @Ctx() context: PharmacyContext,
  ) {
    return setStockMinimum(context, input);
  }

  @FieldResolver(() => Drug)
  drug(@Root() { drugCode }: ExpiringStock, @Ctx() context: PharmacyContext) {
    return existingDrug(context, drugCode);
  }
}
