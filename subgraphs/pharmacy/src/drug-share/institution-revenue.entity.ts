import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';

/** What an institution took in a month, as its office stated it. */
@ObjectType({
  description: 'What an institution took in for treatment and drugs in a month, as was stated.',
})
@Entity('institution_revenue')
export class InstitutionRevenue {
  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  @Field(() => String, { description: 'Such as 2026-06; Asia/Shanghai.' })
  @PrimaryColumn('varchar', { length: 7 })
  month!: string;

  @Field(() => Float, { description: 'In yuan; without pieces of Chinese medicine (饮片).' })
  @Column('double')
  amount!: number;

  @Field(() => Int, { description: 'Named by who corrects it.' })
  @Column('int')
  version!: number;

  @Field(() => String, { description: 'Who stated it.' })
  @Column('varchar', { length: 60 })
  statedBy!: string;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  statedAt!: Date;

  @Field(() => Institution)
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
