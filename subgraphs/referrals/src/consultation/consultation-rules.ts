import { resolve } from 'node:path';
import { type AccessBasis, readBases } from '@lianyi/shared/access/access';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import {
  startOfShanghaiDayAfter,
  startOfShanghaiDayBefore,
} from '@lianyi/shared/time/shanghai-day';
import { Urgency } from '../referral/referral.entity';
import { ConsultationKind, type FeeItem } from './consultation.entity';

/** How consultations go in a community (RF-33, RF-34). */
export interface ConsultationRules {
  /** On which grounds one asks others: who was asked herself, or opened the record in an emergency, does not pass it on. */
  readonly askingBases: ReadonlySet<AccessBasis>;
  /** When an answer is due to what is asked at a moment. */
  dueAt(urgency: Urgency, askedAt: Date): Date;
  /** Until when what is asked at a moment opens the record to the invited, though nobody closes it. */
  openUntil(askedAt: Date): Date;
  /** What was asked before this moment opens nothing any more. */
  askedSince(now: Date): Date;
  /** Until when one that ended at a moment opens it to those who took part. */
  openAfterEnd(endedAt: Date): Date;
  readonly mostInvited: number;
  /** How many a member takes part in a year, at least. */
  readonly leastAYear: number;
  feeItem(code: string, kind: ConsultationKind): FeeItem | undefined;
  feeCodes(kind: ConsultationKind): readonly string[];
}

const standardFile = resolve(__dirname, '../../data/consultation.json');
const hour = 3_600_000;

/** What a county agreed on. Throws DataFileError. */
export function readConsultationRules(path: string = standardFile): ConsultationRules {
  const { body } = readDataFile(path);
  const hours = body.object('answerHours');
  const due = new Map(Object.values(Urgency).map((one) => [one, whole(hours, one, 1)]));
  const days = { open: whole(body, 'daysOpen', 1), afterEnd: whole(body, 'daysAfterEnd', 0) };
  const fees = body.entries('feeItems', 'code').map((entry) => ({
    code: entry.text('code'),
    ...{ name: entry.text('name'), yuan: yuanOf(entry) },
    kind: entry.oneOf('kind', Object.values(ConsultationKind)),
  }));
  if (new Set(fees.map(({ code }) => code)).size < fees.length)
    throw body.fail('feeItems must hold each code once');
  const of = (kind: ConsultationKind) => fees.filter((one) => one.kind === kind);
  return {
    askingBases: readBases(body, 'askingBases'),
    dueAt: (urgency, askedAt) => new Date(askedAt.getTime() + (due.get(urgency) ?? 0) * hour),
    openUntil: (askedAt) => startOfShanghaiDayAfter(askedAt, days.open + 1),
    askedSince: (now) => startOfShanghaiDayBefore(now, days.open),
    openAfterEnd: (endedAt) => startOfShanghaiDayAfter(endedAt, days.afterEnd + 1),
    ...{ mostInvited: whole(body, 'mostInvited', 1), leastAYear: whole(body, 'leastAYear', 0) },
    feeItem(code, kind) {
      const found = of(kind).find((one) => one.code === code);
      return found && { code, name: found.name, yuan: found.yuan };
    },
    feeCodes: (kind) => of(kind).map(({ code }) => code),
  };
}

function whole(entry: Entry, field: string, least: number): number {
  const count = entry.number(field);
  if (!Number.isInteger(count) || count < least)
    throw entry.fail(`${field} must be a whole number, ${least} or more`);
  return count;
}

function yuanOf(entry: Entry): string {
  const yuan = entry.text('yuan');
  if (!/^\d+\.\d\d$/.test(yuan)) throw entry.fail('yuan must be an amount such as 150.00');
  return yuan;
}
