import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';
import { Practitioner } from '../stubs/practitioner.stub';

export enum CapacityKind {
  EXPERT_SLOT = 'EXPERT_SLOT',
  BED = 'BED',
  EXAM_SLOT = 'EXAM_SLOT',
  DAY_SURGERY = 'DAY_SURGERY',
}
registerEnumType(CapacityKind, { name: 'CapacityKind' });

/** Units of one kind at one time; the counters move by conditional updates alone. */
@ObjectType({
  description:
    'What an institution offers at a time. Until `releaseAt` the reserved units are for referrals.',
})
@Entity('capacity')
@Index(['institutionId', 'kind', 'department', 'practitionerKey', 'startsAt'], { unique: true })
@Index(['institutionId', 'startsAt', 'id'])
@Index(['institutionId', 'kind', 'startsAt', 'id'])
@Index(['institutionId', 'month', 'kind'])
export class Capacity {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Field(() => CapacityKind)
  @Column('varchar', { length: 12 })
  kind!: CapacityKind;

  @Field(() => String)
  @Column('varchar', { length: 60 })
  department!: string;

  /** The practitioner's id, empty for none: part of what makes a capacity one. */
  @Column('varchar', { length: 36 })
  practitionerKey!: string;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  startsAt!: Date;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  endsAt!: Date;

  /** In which it begins, in Shanghai: `2026-06`. */
  @Column('varchar', { length: 7 })
  month!: string;

  @Field(() => Int)
  @Column('int')
  total!: number;

  @Field(() => Int)
  @Column('int')
  reserved!: number;

  @Field(() => Int)
  @Column('int')
  bookedByReferral!: number;

  /** Of these, what went to who comes first to the reserve. */
  @Column('int')
  bookedFirst!: number;

  @Field(() => Int)
  @Column('int')
  bookedOtherwise!: number;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  releaseAt!: Date;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }

  @Field(() => Practitioner, { nullable: true })
  get practitioner(): Practitioner | null {
    return this.practitionerKey === '' ? null : { id: this.practitionerKey };
  }
}
