import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SealedLicence, StaffEntry } from './staff-entry';

export enum StaffDifferenceKind {
  ADDED = 'ADDED',
  CHANGED = 'CHANGED',
  LEFT = 'LEFT',
  UNCHANGED = 'UNCHANGED',
}
registerEnumType(StaffDifferenceKind, { name: 'StaffDifferenceKind' });

@ObjectType({
  description:
    'One field of a person that the list has otherwise. Numbers of licences are not shown.',
})
export class StaffFieldChange {
  @Field(() => String)
  field!: string;

  @Field(() => String, { nullable: true })
  before!: string | null;

  @Field(() => String, { nullable: true })
  after!: string | null;
}

/** What a list does to one person. */
@ObjectType('StaffDifference')
@Entity('staff_list_line')
@Index(['listId', 'kind', 'practitionerId'])
export class StaffListLine {
  @PrimaryColumn('varchar', { length: 36 })
  listId!: string;

  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  practitionerId!: string;

  @Field(() => StaffDifferenceKind)
  @Column('varchar', { length: 10 })
  kind!: StaffDifferenceKind;

  @Field(() => Int, { description: 'In the list, from 1.' })
  @Column('int')
  line!: number;

  @Field(() => String)
  @Column('varchar', { length: 60 })
  name!: string;

  /** SHA-256 of everything on record of the person when the list was compared; empty: nothing was. */
  @Column('varchar', { length: 64 })
  base!: string;

  @Column('simple-json')
  entry!: StaffEntry;

  @Column('simple-json', { nullable: true })
  licence!: SealedLicence | null;

  @Field(() => [StaffFieldChange])
  @Column('simple-json')
  changes!: StaffFieldChange[];
}
