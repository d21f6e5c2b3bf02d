import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Drug } from '../drug/drug.entity';
import { existingDrug } from '../drug/drug.service';
import { PurchaseOrderLine } from './purchase-order.entity';

@Resolver(() => PurchaseOrderLine)
export class PurchaseLineResolver {
  @FieldResolver(() => Drug)
  drug(@Root() { drugCode }: PurchaseOrderLine, @Ctx() context: PharmacyContext) {
    return existingDrug(context, drugCode);
  }
}
