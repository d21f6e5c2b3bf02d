import { type Catalogue, dataFolder } from '../catalogue/catalogue';
import type { OrderRules } from '../order-check/order-rules';
import { type Prices, readPrices } from './read-prices';
import { type RepeatReasons, readRepeatReasons } from './read-repeat-reasons';

/** What decisions go by, read once at the start. */
export interface DecisionRules {
  readonly reasons: RepeatReasons;
  readonly prices: Prices;
}

/** Reads and checks the decisions' files of a folder. Throws DataFileError with the first fault. */
export const loadDecisionRules = (
  catalogue: Catalogue,
  orderRules: OrderRules,
  folder: string = dataFolder,
): DecisionRules => ({
  reasons: readRepeatReasons(folder),
  prices: readPrices(folder, orderRules, catalogue),
});
