import type { CursorValue, PageOrder, PageRequest } from '@lianyi/shared/database/select-pages';
import { pageRequest } from '@lianyi/shared/graphql/page';
import { ArgsType, Field, ID, Int, registerEnumType } from 'type-graphql';
import { type Referral, ReferralDirection, ReferralStatus, Urgency } from './referral.entity';
import { newestFirst } from './referral.loader';

export enum ReferralSide {
  SENT = 'SENT',
  RECEIVED = 'RECEIVED',
}
registerEnumType(ReferralSide, { name: 'ReferralSide' });

export enum ReferralOrder {
  NEWEST_FIRST = 'NEWEST_FIRST',
  DUE_FIRST = 'DUE_FIRST',
}
registerEnumType(ReferralOrder, {
  name: 'ReferralOrder',
  valuesConfig: {
    DUE_FIRST: {
      description:
        'Those whose next step is due by a time, what has been overdue longest first; nothing else.',
    },
  },
});

/** What a desk may ask its worklist for. Everything unset: all there is, newest first. */
@ArgsType()
export class WorklistFilter {
  @Field(() => ReferralStatus, { nullable: true })
  status?: ReferralStatus | null;

  @Field(() => ReferralDirection, { nullable: true })
  direction?: ReferralDirection | null;

  @Field(() => ReferralSide, { nullable: true })
  side?: ReferralSide | null;

  @Field(() => Urgency, { nullable: true })
  urgency?: Urgency | null;

  @Field(() => ID, { nullable: true, description: 'The institution on the other side.' })
  otherInstitutionId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of the receiver, as the slip names it.' })
  department?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only what is overdue; false: only what is not.',
  })
  overdue?: boolean | null;

  @Field(() => ReferralOrder, { nullable: true, description: 'NEWEST_FIRST unless said.' })
  order?: ReferralOrder | null;

  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

/** What a family-doctor team may ask for. */
@ArgsType()
export class TeamWorklistFilter {
  @Field(() => ID)
  teamId!: string;

  @Field(() => ReferralStatus, { nullable: true })
  status?: ReferralStatus | null;

  @Field(() => ReferralDirection, { nullable: true })
  direction?: ReferralDirection | null;

  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

type Column = 'fromInstitutionId' | 'toInstitutionId';

export interface Condition {
  readonly sql: string;
  readonly parameters: readonly CursorValue[];
}

export const is = (
  column: keyof Referral & string,
  value: string | null | undefined,
): Condition[] => (value == null ? [] : [{ sql: `\`${column}\` = ?`, parameters: [value] }]);

/** The conditions of a filter on slips whose other side is in `other`, at a moment. */
export function conditionsOf(filter: WorklistFilter, other: Column, now: Date): Condition[] {
  const { overdue } = filter;
  return [
    ...is('status', filter.status),
    ...is('direction', filter.direction),
    ...is('urgency', filter.urgency),
    ...is('department', filter.department),
    ...is(other, filter.otherInstitutionId),
    ...(overdue === true ? [{ sql: '`dueAt` <= ?', parameters: [now] }] : []),
    ...(overdue === false ? [{ sql: '(`dueAt` IS NULL OR `dueAt` > ?)', parameters: [now] }] : []),
    ...(filter.order === ReferralOrder.DUE_FIRST
      ? [{ sql: '`dueAt` IS NOT NULL', parameters: [] }]
      : []),
  ];
}

type Paging = (first?: number | null, after?: string | null) => PageRequest;

/** An order of the worklist; `id` makes it total. */
export interface Sorting {
  readonly order: readonly PageOrder<Referral>[];
  /** Reads what a client asks for; a cursor of another order is refused with INVALID_INPUT. */
  readonly requestOf: Paging;
  readonly cursorOf: (referral: Referral) => readonly CursorValue[];
  /** Below 0: the first comes first. */
  readonly compare: (one: Referral, other: Referral) => number;
}

const byId = (one: Referral, other: Referral) => (one.id < other.id ? -1 : 1);

export const newest: Sorting = {
  order: newestFirst,
  requestOf: (first, after) => pageRequest(first, after, ['time', 'text']),
  cursorOf: ({ createdAt, id }) => [createdAt, id],
  compare: (one, other) => other.createdAt.getTime() - one.createdAt.getTime() || byId(other, one),
};

/** Longest overdue first, of slips that have a due time. */
export const dueFirst: Sorting = {
  order: [
    { column: 'dueAt', direction: 'ASC' },
    { column: 'id', direction: 'ASC' },
  ],
  requestOf(first, after) {
    const request = pageRequest(first, after, ['text', 'time', 'text']);
    return { ...request, after: request.after?.slice(1) ?? null };
  },
  // It begins with a word, so that no cursor of the other order can pass for one of this.
  cursorOf: ({ dueAt, id }) => ['due', dueAt ?? '', id],
  compare: (one, other) => dueOf(one) - dueOf(other) || byId(one, other),
};

const dueOf = ({ dueAt }: Referral) => dueAt?.getTime() ?? 0;

export const sortingOf = (order: ReferralOrder | null | undefined): Sorting =>
  order === ReferralOrder.DUE_FIRST ? dueFirst : newest;
