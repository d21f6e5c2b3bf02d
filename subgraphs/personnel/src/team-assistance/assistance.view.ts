import { Field, Int, ObjectType } from 'type-graphql';
import { Posting } from '../posting/posting.entity';
import { PractitionerCategory } from '../practitioner/practitioner.entity';

@ObjectType({
  description: 'The experts one institution has at another on a day to assist it (组团式帮扶).',
})
export class TeamAssistance {
  institutionId!: string;
  fromInstitutionId!: string;

  @Field(() => [Posting], { description: 'In force that day; each person once.' })
  experts!: Posting[];

  @Field(() => [PractitionerCategory], { description: 'What the experts are, each once.' })
  fields!: PractitionerCategory[];

  @Field(() => Int, { description: 'Experts the team lacks; 0 where there are enough.' })
  missing!: number;
}
