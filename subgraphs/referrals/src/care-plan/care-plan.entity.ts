import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Drug } from '../stubs/drug.stub';

@ObjectType()
export class CarePlanMedication {
  drugCode!: string;

  @Field(() => String)
  dosage!: string;

  @Field(() => Int)
  days!: number;

  @Field(() => Drug, { nullable: true })
  get drug(): Drug {
    return { code: this.drugCode };
  }
}

/** The continuing treatment plan (接续治疗方案) that a down-referral hands over. */
@ObjectType({
  description: 'What the receiving institution goes on with after a down-referral.',
})
@Entity('care_plan')
export class CarePlan {
  @PrimaryColumn('varchar', { length: 36 })
  referralId!: string;

  @Field(() => String)
  @Column('text')
  text!: string;

  @Field(() => CalendarDay, { nullable: true })
  @Column('varchar', { length: 10, nullable: true })
  followUpBy!: string | null;

  @Field(() => [CarePlanMedication])
  @Column('simple-json')
  medications!: Pick<CarePlanMedication, 'drugCode' | 'dosage' | 'days'>[];
}
