import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';
import { ShortageStatus } from './shortage.entity';

/** One step of a shortage. Nothing here is ever changed. */
@ObjectType()
@Entity('shortage_event')
export class ShortageEvent {
  @PrimaryColumn('varchar', { length: 36 })
  shortageId!: string;

  /** Counts from 1, the registration; the key admits each once. */
  @PrimaryColumn('int')
  step!: number;

  @Field(() => ShortageStatus, { description: 'Where it led.' })
  @Column('varchar', { length: 16 })
  status!: ShortageStatus;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  at!: Date;

  @Field(() => String)
  @Column('varchar', { length: 60 })
  by!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => Institution, { nullable: true, description: 'That took the step.' })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

/** What was sent for a shortage, by batch. */
@Entity('shortage_line')
export class ShortageLine {
  @PrimaryColumn('varchar', { length: 36 })
  shortageId!: string;

  @PrimaryColumn('varchar', { length: 40 })
  number!: string;

  @Column('varchar', { length: 10 })
  expiresOn!: string;

  @Column('int')
  quantity!: number;
}
