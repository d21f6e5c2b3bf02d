import { Authorized, Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';
import { DecoctionStatus } from './decoction.entity';

/** One step of an order at a TCM pharmacy. Nothing here is ever changed. */
@ObjectType()
@Entity('decoction_event')
export class DecoctionEvent {
  @PrimaryColumn('varchar', { length: 36 })
  decoctionId!: string;

  /** Counts from 1, the order; the key admits each once. */
  @PrimaryColumn('int')
  step!: number;

  @Field(() => DecoctionStatus, { description: 'Where it led.' })
  @Column('varchar', { length: 16 })
  status!: DecoctionStatus;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  at!: Date;

  @Field(() => String)
  @Column('varchar', { length: 60 })
  by!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  // Typed by hand, as the note: for those who prescribe and prepare.
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'PHARMACIST')
  @Field(() => String, { nullable: true, description: 'That it was done on.' })
  @Column('varchar', { length: 60, nullable: true })
  machine!: string | null;

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'PHARMACIST')
  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 500, nullable: true })
  note!: string | null;

  @Field(() => Institution, { nullable: true, description: 'That took the step.' })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
