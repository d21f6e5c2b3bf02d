import { Field, Float, ObjectType } from 'type-graphql';
import { Institution } from '../stubs/institution.stub';
import { InstitutionRevenue } from './institution-revenue.entity';

@ObjectType({ description: 'Drugs in what an institution took in during a month (药占比, PH-27).' })
export class DrugRevenueShare {
  institutionId!: string;

  @Field(() => String, { description: 'Such as 2026-06; Asia/Shanghai.' })
  month!: string;

  @Field(() => Float, {
    description:
      'In yuan, of the classes the county counts, by the catalogue’s prices; what was dispensed there, whoever prescribed it.',
  })
  drugAmount!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Of the revenue; null where none is stated, or none was taken in.',
  })
  share!: number | null;

  @Field(() => InstitutionRevenue, { nullable: true, description: 'Null while nobody stated it.' })
  revenue!: InstitutionRevenue | null;

  @Field(() => Institution)
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
