import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';

/** Columns that make one offer of however many looks. */
export const offerKey = ['institutionId', 'patientId', 'itemCode', 'day'] as const;

/** A recognisable result was shown before an order: one for each patient, item, institution and day. */
@ObjectType('UndecidedOffer', {
  description: 'A recognisable result that was shown before an order, and not decided on that day.',
})
@Entity('recognition_offer')
@Index([...offerKey], { unique: true })
@Index(['institutionId', 'answered', 'day', 'id'])
export class RecognitionOffer {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Column('varchar', { length: 100 })
  itemCode!: string;

  @Field(() => CalendarDay, { description: 'In Shanghai.' })
  @Column('varchar', { length: 10 })
  day!: string;

  /** Whether something was decided that day: the decision is then counted, the offer no more. */
  @Column('boolean')
  answered!: boolean;

  @Column('varchar', { length: 36, nullable: true })
  sourceInstitutionId!: string | null;

  @Column('boolean')
  sensitive!: boolean;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 100, nullable: true })
  department!: string | null;

  /** To whom it was first shown. */
  @Field(() => ID)
  @Column('varchar', { length: 200 })
  physicianId!: string;

  @Field(() => String)
  @Column('varchar', { length: 100 })
  physicianName!: string;

  @Column('datetime', { precision: 3 })
  offeredAt!: Date;

  @Field(() => Institution, { nullable: true, description: 'Where it was shown.' })
  get institution(): Institution {
    return { id: this.institutionId };
  }

  @Field(() => Institution, { nullable: true, description: 'Who made the result.' })
  get source(): Institution | null {
    return this.sourceInstitutionId === null ? null : { id: this.sourceInstitutionId };
  }
}
