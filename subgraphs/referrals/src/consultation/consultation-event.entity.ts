import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';

export enum ConsultationStep {
  REQUEST = 'REQUEST',
  ACCEPT = 'ACCEPT',
  ANSWER = 'ANSWER',
  DECLINE = 'DECLINE',
  CLOSE = 'CLOSE',
  CANCEL = 'CANCEL',
}
registerEnumType(ConsultationStep, { name: 'ConsultationStep' });

/** One step of a consultation; what was said stands with the invitation or the consultation. */
@ObjectType({ description: 'What happened to a consultation, who did it and where.' })
@Entity('consultation_event')
export class ConsultationEvent {
  @PrimaryColumn('varchar', { length: 36 })
  consultationId!: string;

  /** An institution takes each step once. */
  @Field(() => ConsultationStep)
  @PrimaryColumn('varchar', { length: 8 })
  step!: ConsultationStep;

  @PrimaryColumn('varchar', { length: 36 })
  institutionId!: string;

  /** Counts from 1, in the order the steps were taken. */
  @Column('int')
  place!: number;

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
