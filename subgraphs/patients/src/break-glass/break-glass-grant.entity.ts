import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One emergency: a record opened to one person at one institution. Rows are only added. */
@ObjectType({
  description:
    'A record opened in an emergency, until expiresAt, to the one who asked, at the institution signed in for. Accesses by it are marked BREAK_GLASS.',
})
@Entity('break_glass_grant')
@Index(['holder', 'expiresAt'])
export class BreakGlassGrant {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  /** Whom it opens the record to: see `holderOf`. */
  @Column('varchar', { length: 43 })
  holder!: string;

  /** Who that is, as the access log names her. */
  @Column('varchar', { length: 200 })
  viewerSubject!: string;

  @Column('varchar', { length: 100, default: '' })
  viewerName!: string;

  /** Separated by spaces. */
  @Column('varchar', { length: 200, default: '' })
  viewerRoles!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  /** It opened what the patient keeps from the institution. */
  @Column('boolean', { default: false })
  restricted!: boolean;

  @Field(() => String)
  @Column('varchar', { length: 500 })
  reason!: string;

  @Column('datetime', { precision: 3 })
  grantedAt!: Date;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  expiresAt!: Date;
}
