import { connectionOf } from '@lianyi/shared/graphql/page';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Institution } from '../stubs/institution.stub';

@ObjectType({ description: 'A batch that expires soon, or has expired and lies there still.' })
export class ExpiringStock {
  institutionId!: string;
  drugCode!: string;

  @Field(() => String)
  number!: string;

  @Field(() => CalendarDay)
  expiresOn!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => Int, { description: '0: it expires today; below 0: it has expired.' })
  daysLeft!: number;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

@ObjectType()
export class ExpiringStockConnection extends connectionOf(ExpiringStock) {}
