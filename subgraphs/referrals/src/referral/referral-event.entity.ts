import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';
import { ReferralStatus } from './referral.entity';

/** One step of a referral. The key admits each step once, whoever takes it. */
@ObjectType({ description: 'What happened to a referral, who did it and where.' })
@Entity('referral_event')
export class ReferralEvent {
  @PrimaryColumn('varchar', { length: 36 })
  referralId!: string;

  /** Counts from 1, in the order the steps were taken. */
  @PrimaryColumn('int')
  step!: number;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  at!: Date;

  @Field(() => ReferralStatus)
  @Column('varchar', { length: 16 })
  status!: ReferralStatus;

  @Field(() => String)
  @Column('varchar', { length: 60 })
  by!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
