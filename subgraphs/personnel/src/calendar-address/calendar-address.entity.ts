import { DateTime } from '@lianyi/shared/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@ObjectType({
  description: 'A signed address at which calendar programs read an institution’s calendar.',
})
@Entity('calendar_address')
@Index(['institutionId', 'expiresAt'])
export class CalendarAddress {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  /** The subject of who asked for it. */
  @Column('varchar', { length: 255 })
  issuedBy!: string;

  @Field(() => DateTime)
  @Column('datetime', { precision: 3 })
  issuedAt!: Date;

  @Field(() => DateTime)
  @Column('datetime', { precision: 3 })
  expiresAt!: Date;

  @Field(() => DateTime, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  revokedAt!: Date | null;
}
