import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum StaffListStatus {
  DRAFT = 'DRAFT',
  ENACTED = 'ENACTED',
}
registerEnumType(StaffListStatus, { name: 'StaffListStatus' });

/** A list of staff as it was read, compared with the people on record. */
@ObjectType({
  description: 'A list of staff (人员名册); nothing of it is stored until it is enacted.',
})
@Entity('staff_list')
@Index(['institutionId', 'idempotencyKey'], { unique: true })
@Index(['institutionId', 'createdAt', 'id'])
export class StaffList {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  /** Whose managers see and enact it. */
  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('varchar', { length: 100 })
  idempotencyKey!: string;

  /** SHA-256 of the list. */
  @Column('varchar', { length: 64 })
  digest!: string;

  @Field(() => StaffListStatus)
  @Column('varchar', { length: 16 })
  status!: StaffListStatus;

  @Field(() => Int, { description: 'People who are not on record.' })
  @Column('int')
  added!: number;

  @Field(() => Int)
  @Column('int')
  changed!: number;

  @Field(() => Int, { description: 'People who leave.' })
  @Column('int')
  leaving!: number;

  @Field(() => Int)
  @Column('int')
  unchanged!: number;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  createdAt!: Date;

  @Field(() => String)
  @Column('varchar', { length: 60 })
  createdBy!: string;

  @Field(() => Date, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  enactedAt!: Date | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 60, nullable: true })
  enactedBy!: string | null;
}
