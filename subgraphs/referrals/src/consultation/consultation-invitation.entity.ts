import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';

export enum InvitationStatus {
  INVITED = 'INVITED',
  ACCEPTED = 'ACCEPTED',
  ANSWERED = 'ANSWERED',
  DECLINED = 'DECLINED',
}
registerEnumType(InvitationStatus, { name: 'InvitationStatus' });

/** A department that is asked, or an institution without one, and what it answered. An answer is never changed. */
@ObjectType({ description: 'An institution or department that was asked, and its answer.' })
@Entity('consultation_invitation')
@Index(['institutionId', 'createdAt', 'consultationId'])
@Index(['patientId', 'institutionId'])
export class ConsultationInvitation {
  @PrimaryColumn('varchar', { length: 36 })
  consultationId!: string;

  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  /** Empty where none is named: a key holds no null. */
  @PrimaryColumn('varchar', { length: 60 })
  departmentName!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Field(() => InvitationStatus)
  @Column('varchar', { length: 10 })
  status!: InvitationStatus;

  @Field(() => Date, { description: 'When the answer is due.' })
  @Column('datetime', { precision: 3 })
  dueAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who accepted, answered or declined last.' })
  @Column('varchar', { length: 60, nullable: true })
  by!: string | null;

  @Field(() => Date, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  steppedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'The answer, or why it was declined.' })
  @Column('text', { nullable: true })
  opinion!: string | null;

  @Field(() => String, { nullable: true, description: 'What to do.' })
  @Column('text', { nullable: true })
  plan!: string | null;

  /** Of the consultation. */
  @Column('datetime', { precision: 3 })
  createdAt!: Date;

  /** From then on the record is not open to the institution because of this. */
  @Column('datetime', { precision: 3 })
  openUntil!: Date;

  @Field(() => String, { nullable: true })
  get department(): string | null {
    return this.departmentName || null;
  }

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
