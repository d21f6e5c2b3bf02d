import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { OutreachKind } from '../outreach/outreach-visit.entity';

@ObjectType({ description: 'A week, month, half-year or year in which less was done than owed.' })
export class GuidanceShortfall {
  @Field(() => CalendarDay)
  start!: string;

  @Field(() => CalendarDay)
  end!: string;

  @Field(() => Int)
  required!: number;

  @Field(() => Int)
  done!: number;
}

@ObjectType({ description: 'Required against done, per host institution, kind and period.' })
export class GuidanceCompliance {
  institutionId!: string;

  @Field(() => OutreachKind)
  kind!: OutreachKind;

  @Field(() => Int, { description: 'By the days of the period in the community, counted down.' })
  required!: number;

  @Field(() => Int, { description: 'Confirmed visits that count.' })
  done!: number;

  @Field(() => Boolean, {
    description:
      'In each of its weeks, months, half-years or years: a later one makes up for none.',
  })
  met!: boolean;

  @Field(() => [GuidanceShortfall], { description: 'Those that were not met, by time.' })
  shortfalls!: GuidanceShortfall[];
}

@ObjectType({ description: 'Guidance that a host still waits for.' })
export class GuidanceDue {
  institutionId!: string;

  @Field(() => OutreachKind)
  kind!: OutreachKind;

  @Field(() => CalendarDay, { description: 'From when on it counts.' })
  start!: string;

  @Field(() => CalendarDay, { description: 'The last day.' })
  dueBy!: string;

  @Field(() => Int)
  required!: number;

  @Field(() => Int, { description: 'Confirmed.' })
  done!: number;

  @Field(() => Int, { description: 'What it would be with the visits nobody has confirmed yet.' })
  doneOnceConfirmed!: number;
}
