import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { wholeNumber } from '../rules/whole-number';

const changes = ['LESS', 'MORE', 'EITHER'] as const;

/** Why what lies on a shelf is not what the log says, and which way it may differ. */
export interface AdjustmentReason {
  readonly code: string;
  readonly name: string;
  readonly change: (typeof changes)[number];
}

export interface StockRules {
  /** How tightly a consortium is bound whose members share their stock. */
  readonly communityIntegrations: readonly string[];
  /** Units of a batch on one shelf at most. */
  readonly mostUnits: number;
  /** Days from the day it comes until a batch expires, at least. */
  readonly leastDaysToExpiry: number;
  /** Days before it expires from which a batch is listed, unless a list asks for others. */
  readonly expiringWithinDays: number;
  readonly adjustments: ReadonlyMap<string, AdjustmentReason>;
}

/** What the column of a quantity holds. */
const largest = 2_000_000_000;
const standardFile = resolve(__dirname, '../../data/stock.json');

/** The file a county edits (domain facts 4.6). Throws DataFileError. */
export function readStockRules(path: string = standardFile): StockRules {
  const { body } = readDataFile(path);
  const communityIntegrations = body.texts('communityIntegrations');
  if (communityIntegrations.length === 0)
    throw body.fail('communityIntegrations must name at least one');
  const mostUnits = wholeNumber(body, 'mostUnits', 1);
  if (mostUnits > largest) throw body.fail(`mostUnits must be at most ${largest}`);
  return {
    communityIntegrations,
    ...{ mostUnits, adjustments: readAdjustments(body) },
    leastDaysToExpiry: wholeNumber(body, 'leastDaysToExpiry', 0),
    expiringWithinDays: wholeNumber(body, 'expiringWithinDays', 0),
  };
}

function readAdjustments(body: Entry) {
  const reasons = new Map<string, AdjustmentReason>();
  for (const entry of body.entries('adjustments', 'code')) {
    const code = entry.text('code');
    if (code.length > 16) throw entry.fail('code must be at most 16 characters');
    if (reasons.has(code)) throw entry.fail('the code stands here twice');
    reasons.set(code, { code, name: entry.text('name'), change: entry.oneOf('change', changes) });
  }
  if (reasons.size === 0) throw body.fail('adjustments must hold at least one reason');
  return reasons;
}
