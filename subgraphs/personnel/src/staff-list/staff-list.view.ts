import { Field, Int, ObjectType } from 'type-graphql';
import { StaffList } from './staff-list.entity';

@ObjectType({ description: 'What is wrong with a line of a list; never what stands in it.' })
export class StaffListFault {
  @Field(() => Int, { description: 'From 1, the first line being the names of the columns.' })
  line!: number;

  @Field(() => String, { nullable: true, description: 'As the list calls it; null: the line.' })
  column!: string | null;

  @Field(() => String)
  cause!: string;
}

@ObjectType({ description: 'A list that was read; all of it or nothing is kept.' })
export class StaffListDraft {
  @Field(() => StaffList, { nullable: true, description: 'Null where a line is bad.' })
  list!: StaffList | null;

  @Field(() => [StaffListFault], { description: 'By line, a thousand at most.' })
  faults!: StaffListFault[];

  @Field(() => Int, { description: 'Of all lines.' })
  faultCount!: number;
}
