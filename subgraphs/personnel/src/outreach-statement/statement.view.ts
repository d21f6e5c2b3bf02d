import { Field, Int, ObjectType } from 'type-graphql';
import { OutreachVisit } from '../outreach/outreach-visit.entity';

@ObjectType({ description: 'A confirmed visit and what it is paid.' })
export class OutreachStatementLine {
  @Field(() => OutreachVisit)
  visit!: OutreachVisit;

  @Field(() => Int, { description: 'Fen, at the rate of its day.' })
  allowance!: number;

  @Field(() => Int, { description: 'Fen, once for a day at a host.' })
  transport!: number;
}

@ObjectType({ description: 'What the visits of one person in a month are paid.' })
export class OutreachStatement {
  practitionerId!: string;

  @Field(() => String, { description: 'Such as 2026-05, Asia/Shanghai.' })
  month!: string;

  @Field(() => [OutreachStatementLine], { description: 'By time; those that are confirmed.' })
  lines!: OutreachStatementLine[];

  @Field(() => Int, { description: 'Visits nobody has confirmed yet: they are paid nothing.' })
  unconfirmed!: number;

  @Field(() => Int, { description: 'Fen, allowances and transport.' })
  total!: number;
}
