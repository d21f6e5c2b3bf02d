import { join } from 'node:path';
import { isRole, type Role } from '@lianyi/shared/auth/viewer';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { type Catalogue, dataFolder } from '../catalogue/catalogue';
import { type AgeBand, type LimitRow, noLimits } from './critical-limits';

/** The county's rules on critical values (危急值): no national list, each institution decides. */
export interface CriticalRules {
  /** From raising to being overdue. */
  readonly acknowledgeMinutes: number;
  /** From raising to what should have been done by then. */
  readonly handleHours: number;
  /** Between attempts to address what could not be addressed at posting. */
  readonly addressAgainSeconds: number;
  /** Who is told at an institution that let a value become overdue. */
  readonly dutyRoles: readonly Role[];
  readonly bands: readonly AgeBand[];
  /** By item. */
  readonly limits: ReadonlyMap<string, readonly LimitRow[]>;
}

/** Reads and checks critical-values.json against the catalogue. Throws DataFileError. */
export function readCriticalRules(
  find: Catalogue['find'],
  folder: string = dataFolder,
): CriticalRules {
  const { body, effectiveFrom } = readDataFile(join(folder, 'critical-values.json'));
  const bands = body.entries('bands', 'band').map(readBand);
  const limits = body
    .entries('limits', 'item')
    .map((entry) => readLimit(entry, { bands, find, effectiveFrom }));
  const byItem = groupBy(limits, ({ item }) => item);
  return {
    acknowledgeMinutes: positive(body, 'acknowledgeMinutes'),
    handleHours: positive(body, 'handleHours'),
    addressAgainSeconds: positive(body, 'addressAgainSeconds'),
    dutyRoles: body.texts('dutyRoles').map((role) => {
      if (!isRole(role)) throw body.fail(`dutyRoles: there is no role ${role}`);
      return role;
    }),
    ...{ bands, limits: byItem },
  };
}

function positive(entry: Entry, field: string): number {
  const number = entry.number(field);
  if (!(number > 0)) throw entry.fail(`${field} must be greater than 0`);
  return number;
}

function readBand(entry: Entry): AgeBand {
  const [fromDays, belowDays] = [entry.number('fromDays'), entry.number('belowDays')];
  if (fromDays < 0 || belowDays <= fromDays)
    throw entry.fail('belowDays must be greater than fromDays, which is 0 at least');
  return { band: entry.text('band'), fromDays, belowDays };
}

interface Reading {
  readonly bands: readonly AgeBand[];
  readonly find: Catalogue['find'];
  readonly effectiveFrom: string;
}

function readLimit(
  entry: Entry,
  { bands, find, effectiveFrom }: Reading,
): LimitRow & { readonly item: string } {
  const item = find(entry.text('item'));
  if (item?.scale !== 'QUANTITATIVE')
    throw entry.fail('the catalogue has no such item that is measured in numbers');
  const band = entry.optionalText('band');
  if (band !== null && !bands.some((one) => one.band === band))
    throw entry.fail(`there is no band ${band}`);
  entry.text('source');
  return {
    item: item.code,
    ...{ band, institutionId: entry.optionalText('institution') },
    department: entry.optionalText('department'),
    effectiveFrom: entry.has('effectiveFrom') ? entry.day('effectiveFrom') : effectiveFrom,
    limits: readNumbers(entry),
  };
}

function readNumbers(entry: Entry) {
  const limits = { low: entry.optionalNumber('low'), high: entry.optionalNumber('high') };
  const none = limits.low === null && limits.high === null;
  if (entry.flag('never') !== none)
    throw entry.fail('has a low or a high limit, or says that it is never critical');
  if (limits.low !== null && limits.high !== null && limits.low >= limits.high)
    throw entry.fail('the low limit must be below the high one');
  return none ? noLimits : limits;
}
