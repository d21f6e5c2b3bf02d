import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { BodyKind, BodySeat } from './body-seat.entity';

export enum BodyLack {
  NO_HEAD = 'NO_HEAD',
  TIER_MISSING = 'TIER_MISSING',
  NO_TERM = 'NO_TERM',
  NO_GOALS = 'NO_GOALS',
}
registerEnumType(BodyLack, {
  name: 'BodyLack',
  description:
    'What a body lacks: who heads it, people of tiers that must be in it, a term or goals of one whom it asks for them.',
});

@ObjectType({ description: 'A body that leads a consortium, on a day.' })
export class ConsortiumBody {
  @Field(() => BodyKind)
  body!: BodyKind;

  @Field(() => String, { description: 'In Chinese.' })
  name!: string;

  @Field(() => [BodySeat], { description: 'By role, and since when.' })
  seats!: BodySeat[];

  @Field(() => [BodyLack], { description: 'What `data/consortia.json` asks for and is not there.' })
  lacks!: BodyLack[];
}
