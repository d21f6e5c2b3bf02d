import { Field, InputType } from 'type-graphql';

@InputType()
export class StaffListInput {
  @Field(() => String, {
    description:
      'CSV, its columns named in the first line: 工号, 姓名, 类别, 职称, 单位 and others. A large list is read by the command staff:import.',
  })
  text!: string;

  @Field(() => String)
  idempotencyKey!: string;
}
