import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';

export enum ConsultationStep {
  REQUEST = 'REQUEST',
  ACCEPT = 'ACCEPT',
  ANSWER = 'ANSWER',
  ADD = 'ADD',
  DECLINE = 'DECLINE',
  CLOSE = 'CLOSE',
  CANCEL = 'CANCEL',
}
registerEnumType(ConsultationStep, { name: 'ConsultationStep' });

/** One step of a consultation; but for what was added, what was said stands with the invitation or the consultation. */
@ObjectType({ description: 'What happened to a consultation, who did it and where.' })
@Entity('consultation_event')
export class ConsultationEvent {
  @PrimaryColumn('varchar', { length: 36 })
  consultationId!: string;

  /** Counts from 1, in the order the steps were taken. */
  @PrimaryColumn('int')
  place!: number;

  @Field(() => ConsultationStep)
  @Column('varchar', { length: 8 })
  step!: ConsultationStep;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 60, nullable: true })
  department!: string | null;

  @Field(() => String, { nullable: true, description: 'What was added to an answer.' })
  @Column('text', { nullable: true })
  text!: string | null;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  at!: Date;

  @Field(() => String)
  @Column('varchar', { length: 60 })
  by!: string;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
