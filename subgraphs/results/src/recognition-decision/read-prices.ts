import { join } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import type { Catalogue } from '../catalogue/catalogue';
import type { OrderRules } from '../order-check/order-rules';

interface PriceRow {
  readonly price: number;
  /** First calendar day it counts, Asia/Shanghai. */
  readonly effectiveFrom: string;
}

/**
 * What an institution charges for an item or panel on a day, in fen (hundredths of a yuan, so that
 * sums stay whole): by its own price list, else by the catalogue; 0 where neither says.
 */
export type Prices = (institutionId: string, code: string, day: string) => number;

/** The price lists of a data folder. Throws DataFileError. */
export function readPrices(
  folder: string,
  { find }: Pick<OrderRules, 'find'>,
  catalogue: Pick<Catalogue, 'find'>,
): Prices {
  const { body, effectiveFrom } = readDataFile(join(folder, 'prices.json'));
  const rows = new Map<string, PriceRow[]>();
  for (const entry of body.entries('prices', 'item')) {
    const [institution, code] = [entry.text('institution'), entry.text('item')];
    if (find(code) === null) throw entry.fail('is neither an item nor a panel');
    const price = entry.number('price');
    if (price < 0) throw entry.fail('price must not be below 0');
    const from = entry.has('effectiveFrom') ? entry.day('effectiveFrom') : effectiveFrom;
    const key = `${institution}\n${code}`;
    const known = rows.get(key) ?? [];
    if (known.some((row) => row.effectiveFrom === from))
      throw entry.fail(`has two prices at ${institution} from ${from}`);
    known.push({ price, effectiveFrom: from });
    rows.set(key, known);
  }
  for (const known of rows.values())
    known.sort((one, other) => (one.effectiveFrom < other.effectiveFrom ? 1 : -1));
  const usual = (code: string) => {
    const found = find(code);
    return found?.kind === 'PANEL' ? found.panel.price : (catalogue.find(code)?.price ?? 0);
  };
  return (institutionId, code, day) => {
    const own = rows
      .get(`${institutionId}\n${code}`)
      ?.find((row) => row.effectiveFrom <= day)?.price;
    return Math.round((own ?? usual(code)) * 100);
  };
}
