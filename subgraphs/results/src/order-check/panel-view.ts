import { ResultItem } from '../result-item/result-item.entity';
import type { ItemViews } from '../result-item/result-item.loader';
import type { OrderRules } from './order-rules';
import type { Panel } from './read-panels';

/** What a panel or an item of the catalogue looks like to clients; null for a code that is none. */
export const createOrderableViews =
  (rules: Pick<OrderRules, 'find'>, items: Pick<ItemViews, 'find'>) =>
  (code: string, now: Date): ResultItem | null => {
    const found = rules.find(code);
    return found?.kind === 'PANEL' ? panelItem(found.panel, items, now) : items.find(code, now);
  };
export type OrderableViews = ReturnType<typeof createOrderableViews>;

/** A panel as an item: it counts whole as long as all of its items do. */
function panelItem(panel: Panel, items: Pick<ItemViews, 'find'>, now: Date): ResultItem {
  const windows = panel.items.map((code) => items.find(code, now)?.windowDays ?? null);
  const known = windows.filter((days) => days !== null);
  return Object.assign(new ResultItem(), {
    code: panel.code,
    ...{ name: panel.name, category: 'LABORATORY', unit: null },
    windowDays: known.length < windows.length ? null : Math.min(...known),
    price: panel.price,
  });
}
