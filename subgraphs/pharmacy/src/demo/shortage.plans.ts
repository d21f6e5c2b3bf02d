import { ShortageGroup, ShortageStatus } from '../shortage/shortage.entity';

/** A step of the demo's shortage: hours after the registration, and who took it. */
export interface PlannedStep {
  readonly status: ShortageStatus;
  readonly after: number;
  readonly at: string;
  readonly note?: string;
}

export interface PlannedShortage {
  readonly at: string;
  readonly group: ShortageGroup;
  readonly quantity: number;
  /** Days before the county's today, and the hour in Shanghai. */
  readonly daysAgo: number;
  readonly hour: number;
  /** Whose shelf it comes from, or who purchases it. */
  readonly source?: string;
  readonly drugText?: string;
  readonly steps: readonly PlannedStep[];
}

const { EMERGENCY, WOMEN_CHILDREN, CHRONIC, OTHER } = ShortageGroup;
const { MATCHED, PURCHASING, DISPATCHED, RECEIVED } = ShortageStatus;
const { CLOSED, SUBSTITUTED, REJECTED } = ShortageStatus;
const lead = 'county-hospital';

/** One of every state; some in time, some late. */
export const plannedShortages: readonly PlannedShortage[] = [
  { at: 'village-dongpu-1', group: CHRONIC, quantity: 6, daysAgo: 1, hour: 15, steps: [] },
  { at: 'township-xiling', group: EMERGENCY, quantity: 3, daysAgo: 1, hour: 9, steps: [] },
  {
    at: 'village-xiling-1',
    ...{ group: WOMEN_CHILDREN, quantity: 4, daysAgo: 2, hour: 10 },
    source: 'people-hospital',
    steps: [{ status: MATCHED, after: 3, at: 'township-xiling' }],
  },
  {
    at: 'people-hospital',
    ...{ group: OTHER, quantity: 12, daysAgo: 9, hour: 11, source: lead },
    steps: [{ status: PURCHASING, after: 20, at: lead, note: '已列入本周临时采购' }],
  },
  {
    at: 'township-nanqiao',
    ...{ group: CHRONIC, quantity: 3, daysAgo: 2, hour: 8, source: lead },
    steps: [{ status: DISPATCHED, after: 6, at: lead }],
  },
  {
    at: 'village-nanqiao-1',
    ...{ group: CHRONIC, quantity: 2, daysAgo: 4, hour: 9 },
    source: 'township-nanqiao',
    steps: [
      { status: DISPATCHED, after: 4, at: 'township-nanqiao' },
      { status: RECEIVED, after: 24, at: 'village-nanqiao-1' },
    ],
  },
  {
    at: 'township-beiyuan',
    ...{ group: EMERGENCY, quantity: 3, daysAgo: 20, hour: 13 },
    source: lead,
    steps: [
      { status: DISPATCHED, after: 1, at: lead },
      { status: RECEIVED, after: 3, at: 'township-beiyuan' },
      { status: CLOSED, after: 5, at: 'township-beiyuan', note: '已电话告知患者' },
    ],
  },
  {
    at: 'village-beiyuan-1',
    ...{ group: CHRONIC, quantity: 5, daysAgo: 11, hour: 16 },
    steps: [{ status: SUBSTITUTED, after: 18, at: 'village-beiyuan-1', note: '医师已改方' }],
  },
  {
    at: 'township-shahe',
    ...{ group: OTHER, quantity: 1, daysAgo: 15, hour: 14 },
    drugText: '进口辅助用药（目录外）',
    steps: [{ status: REJECTED, after: 30, at: lead, note: '不在统一用药目录，有可替代品种' }],
  },
];
