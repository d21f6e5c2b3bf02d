import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { TitleLevel } from './practitioner.entity';

/** The day of what has been so for longer than anybody wrote down; before every day. */
export const alwaysSo = '';

/** A person's title from a day on, until the next one begins. */
@ObjectType({ description: 'A title and since when it is held (任职).' })
@Entity('practitioner_title')
export class PractitionerTitle {
  @PrimaryColumn('varchar', { length: 36 })
  practitionerId!: string;

  /** `alwaysSo` where it is not known. */
  @PrimaryColumn('varchar', { length: 10 })
  since!: string;

  @Field(() => TitleLevel)
  @Column('varchar', { length: 16 })
  level!: TitleLevel;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 8, nullable: true })
  code!: string | null;

  @Field(() => CalendarDay, {
    name: 'since',
    nullable: true,
    description: 'Null where it is not known.',
  })
  get heldSince(): string | null {
    return this.since || null;
  }
}

/** Who employs a person from a day on, until the next one does. */
@Entity('practitioner_employment')
export class PractitionerEmployment {
  @PrimaryColumn('varchar', { length: 36 })
  practitionerId!: string;

  /** `alwaysSo` where it is not known. */
  @PrimaryColumn('varchar', { length: 10 })
  since!: string;

  /** Null from the day after the last one on which an institution of the list employed her. */
  @Column('varchar', { length: 36, nullable: true })
  employerId!: string | null;
}
