import { type AccessBasis, accessBases } from '@lianyi/shared/access/access';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const AccessBasisEnum = Object.fromEntries(accessBases.map((basis) => [basis, basis]));
registerEnumType(AccessBasisEnum, { name: 'AccessBasis' });

/** One decision about one patient. Rows are only ever added; each is chained to the one before. */
@ObjectType({
  description:
    'Written before the answer leaves, for every read and write of a patient’s data, refusals too.',
})
@Entity('access_event')
@Index(['patientId', 'seq'])
export class AccessEvent {
  /** Place in the chain, from 1, without gaps. */
  @PrimaryColumn('int')
  seq!: number;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  at!: Date;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Field(() => String)
  @Column('varchar', { length: 32 })
  action!: string;

  @Field(() => Boolean)
  @Column('boolean')
  allowed!: boolean;

  @Field(() => AccessBasisEnum, { nullable: true })
  @Column('varchar', { length: 24, nullable: true })
  basis!: AccessBasis | null;

  @Column('varchar', { length: 200 })
  viewerSubject!: string;

  @Field(() => String)
  @Column('varchar', { length: 100 })
  viewerName!: string;

  @Column('varchar', { length: 200 })
  viewerRoles!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  /** The part that asked on the viewer's behalf. */
  @Column('varchar', { length: 20, nullable: true })
  service!: string | null;

  @Column('varchar', { length: 100, nullable: true })
  operationName!: string | null;

  @Column('varchar', { length: 64 })
  requestId!: string;

  @Column('varchar', { length: 64 })
  traceId!: string;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 500, nullable: true })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What was special about it: RESTRICTED where the patient had closed her record.',
  })
  @Column('varchar', { length: 40, nullable: true })
  circumstance!: string | null;

  /** HMAC-SHA256 over the hash before and every column of this row. */
  @Column('varchar', { length: 43 })
  hash!: string;
}

/** The chain's last entry and the day it stands in; one row. */
@Entity('access_chain')
export class AccessChainHead {
  @PrimaryColumn('int')
  id!: number;

  @Column('int')
  seq!: number;

  @Column('varchar', { length: 43 })
  hash!: string;

  /** The open day; null before the first entry, and in a log that days were never kept of. */
  @Column('varchar', { length: 10, nullable: true })
  day!: string | null;

  /** The open day's first entry. */
  @Column('int', { default: 0 })
  firstSeq!: number;

  /** Proof of the day before, empty before the first: a day's head cannot vanish unseen. */
  @Column('varchar', { length: 43, default: '' })
  sealed!: string;

  /** Proves that the head was written by who holds the key: a cut tail cannot be covered up. */
  @Column('varchar', { length: 43 })
  proof!: string;
}
