import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';
import { Practitioner } from '../stubs/practitioner.stub';

export enum SecondReadingOutcome {
  CONFIRMED = 'CONFIRMED',
  DIFFERS = 'DIFFERS',
}
registerEnumType(SecondReadingOutcome, {
  name: 'SecondReadingOutcome',
  description: 'What a second reader makes of a report. Both readings are kept.',
});

/** Another person's reading of an exam that was reported. A column without `@Field` never leaves. */
@ObjectType({ description: 'A second person reads an exam that a centre has reported.' })
@Entity('second_reading')
@Index(['requestId', 'centerId'], { unique: true })
@Index(['centerId', 'readAt', 'askedAt', 'id'])
@Index(['patientId', 'centerId', 'readAt'])
export class SecondReading {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  requestId!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  /** Which is asked to read it again. */
  @Column('varchar', { length: 36 })
  centerId!: string;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  askedAt!: Date;

  @Field(() => SecondReadingOutcome, { nullable: true, description: 'Null until it was read.' })
  @Column('varchar', { length: 10, nullable: true })
  outcome!: SecondReadingOutcome | null;

  @Field(() => String, { nullable: true, description: 'The second reader’s own conclusion.' })
  @Column('text', { nullable: true })
  conclusion!: string | null;

  @Field(() => Int, { nullable: true, description: 'The version of the report that was read.' })
  @Column('int', { nullable: true })
  reportVersion!: number | null;

  /** Who read it, by the identity provider's name. */
  @Column('varchar', { length: 200, nullable: true })
  readerSubject!: string | null;

  @Column('varchar', { length: 36, nullable: true })
  readerPractitionerId!: string | null;

  @Field(() => Date, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  readAt!: Date | null;

  @Field(() => Institution, { nullable: true, description: 'Which is asked to read it again.' })
  get center(): Institution {
    return { id: this.centerId };
  }

  @Field(() => Practitioner, { nullable: true })
  get readBy(): Practitioner | null {
    return this.readerPractitionerId === null ? null : { id: this.readerPractitionerId };
  }
}
