import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { adjustStock } from './adjust-stock.service';
import { receiveStock } from './receive-stock.service';
import { sendStock } from './send-stock.service';
import { StockItem } from './stock.entity';
import { StockAdjustmentInput, StockMovementInput, StockTransferInput } from './stock.inputs';

/** Every change of stock is a pharmacist's, of the institution she signs in for. */
@Resolver(() => StockItem)
export class MoveStockResolver {
  @Authorized('PHARMACIST')
  @Mutation(() => StockItem, {
    description: 'A batch from outside the community, or one that another member sent.',
  })
  receiveStock(
    @Arg('input', () => StockMovementInput) input: StockMovementInput,
    @Ctx() context: PharmacyContext,
  ) {
    return receiveStock(context, input);
  }

  @Authorized('PHARMACIST')
  @Mutation(() => StockItem, {
    description: 'To another member: on its way until that one receives it by `receiveStock`.',
  })
  sendStock(
    @Arg('input', () => StockTransferInput) input: StockTransferInput,
    @Ctx() context: PharmacyContext,
  ) {
    return sendStock(context, input);
  }

  @Authorized('PHARMACIST')
  @Mutation(() => StockItem, { description: 'Broken, expired, counted anew: with the reason.' })
  adjustStock(
    @Arg('input', () => StockAdjustmentInput) input: StockAdjustmentInput,
    @Ctx() context: PharmacyContext,
  ) {
    return adjustStock(context, input);
  }
}
