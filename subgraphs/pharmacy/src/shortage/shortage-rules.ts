import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { wholeNumber } from '../rules/whole-number';
import { ShortageGroup } from './shortage.entity';

const minute = 60_000;

/** When another member's stock counts as more than it needs. */
export interface SurplusRule {
  /** Days its batches must last from today. */
  readonly leastDaysToExpiry: number;
  /** How many times its minimum it keeps for itself. */
  readonly minimumTimes: number;
  /** Sources suggested for one shortage at most. */
  readonly mostSources: number;
}

export interface ShortageRules {
  /** When a shortage of a group is to be delivered, that moment included. */
  deliverBy(group: ShortageGroup, registeredAt: Date): Date;
  /** When it is to be closed: who asked for it is told by then. */
  closeBy(receivedAt: Date): Date;
  readonly surplus: SurplusRule;
  /** What the log of the stock says of units that were sent for a shortage. */
  readonly movementReason: string;
}

const standardFile = resolve(__dirname, '../../data/shortage.json');

/** The times and the surplus rule a county edits (domain facts 4.5). Throws DataFileError. */
export function readShortageRules(path: string = standardFile): ShortageRules {
  const { body } = readDataFile(path);
  const within = body.object('deliverWithinMinutes');
  const minutes = new Map(
    Object.values(ShortageGroup).map((group) => [group, wholeNumber(within, group, 1)]),
  );
  const closeWithin = wholeNumber(body, 'closeWithinMinutes', 1);
  const movementReason = body.text('movementReason');
  if (movementReason.length > 150) throw body.fail('movementReason must be at most 150 characters');
  const after = (from: Date, count: number) => new Date(from.getTime() + count * minute);
  return {
    deliverBy: (group, registeredAt) => after(registeredAt, minutes.get(group) ?? 0),
    closeBy: (receivedAt) => after(receivedAt, closeWithin),
    ...{ surplus: readSurplus(body.object('surplus')), movementReason },
  };
}

function readSurplus(entry: Entry): SurplusRule {
  const minimumTimes = entry.number('minimumTimes');
  if (minimumTimes < 0) throw entry.fail('minimumTimes must be 0 or more');
  return {
    leastDaysToExpiry: wholeNumber(entry, 'leastDaysToExpiry', 0),
    minimumTimes,
    mostSources: wholeNumber(entry, 'mostSources', 1),
  };
}
