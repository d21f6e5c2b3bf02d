import { Field, Int, ObjectType } from 'type-graphql';
import { Institution } from '../stubs/institution.stub';
import { SterileLoadRecall } from './sterile-supply.entity';

/** What one institution received of one load. */
@ObjectType()
export class SterileLoadShare {
  @Field(() => Institution, { nullable: true })
  institution!: Institution;

  @Field(() => String)
  pack!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => Int)
  deliveries!: number;

  @Field(() => Date)
  lastDeliveredAt!: Date;
}

@ObjectType({ description: 'A load of a sterile-supply centre, and where it went.' })
export class SterileLoad {
  @Field(() => String)
  loadNumber!: string;

  @Field(() => SterileLoadRecall, { nullable: true, description: 'Null while it may be used.' })
  recall!: SterileLoadRecall | null;

  @Field(() => [SterileLoadShare], {
    description: 'Everything delivered of it, by institution and pack.',
  })
  delivered!: SterileLoadShare[];
}
