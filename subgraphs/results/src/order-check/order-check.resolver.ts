import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { ResultsContext } from '../context';
import { checkOrder } from './order-check.service';
import { OrderCheckLine, ResultPanel } from './order-check.view';

@Resolver()
export class OrderCheckResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Query(() => [OrderCheckLine], {
    nullable: true,
    description:
      'What already exists for items or panels about to be ordered, a line for each in the order asked. It advises and never blocks. A code that is none, or more codes than `mostItems` of order-check.json: INVALID_INPUT.',
  })
  orderCheck(
    @Arg('patientId', () => ID) patientId: string,
    @Arg('itemCodes', () => [ID]) itemCodes: string[],
    @Arg('department', () => String, {
      nullable: true,
      description: 'Where the clinician works; for statistics.',
    })
    department: string | undefined,
    @Ctx() context: ResultsContext,
  ) {
    return checkOrder(context, patientId, itemCodes, department ?? null);
  }

  @Authorized()
  @Query(() => [ResultPanel], {
    nullable: true,
    description: 'Panels that can be ordered beside the items of the catalogue, by code.',
  })
  resultPanels(@Ctx() { orderRules, items, instant }: ResultsContext): ResultPanel[] {
    return orderRules.panels.map((panel) =>
      Object.assign(new ResultPanel(), panel, {
        items: panel.items.map((code) => items.find(code, instant)).filter((one) => one !== null),
      }),
    );
  }
}
