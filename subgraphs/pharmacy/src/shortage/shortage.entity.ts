import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';

export enum ShortageGroup {
  EMERGENCY = 'EMERGENCY',
  WOMEN_CHILDREN = 'WOMEN_CHILDREN',
  CHRONIC = 'CHRONIC',
  OTHER = 'OTHER',
}
registerEnumType(ShortageGroup, {
  name: 'ShortageGroup',
  description: 'How soon it must be there: 急抢救, 妇儿专科, 慢性病用药, or another drug.',
});

export enum ShortageStatus {
  REGISTERED = 'REGISTERED',
  MATCHED = 'MATCHED',
  PURCHASING = 'PURCHASING',
  DISPATCHED = 'DISPATCHED',
  RECEIVED = 'RECEIVED',
  CLOSED = 'CLOSED',
  SUBSTITUTED = 'SUBSTITUTED',
  REJECTED = 'REJECTED',
}
registerEnumType(ShortageStatus, {
  name: 'ShortageStatus',
  valuesConfig: {
    MATCHED: { description: 'Another member has it and is to send it.' },
    CLOSED: { description: 'The patient, or who asked for it, was told.' },
    SUBSTITUTED: { description: 'Another drug took its place.' },
  },
});

/** One drug that an institution lacks (缺药登记). It names no patient. */
@ObjectType({ description: 'A drug an institution lacks, and what becomes of it.' })
@Entity('shortage')
@Index(['institutionId', 'idempotencyKey'], { unique: true })
@Index(['institutionId', 'place', 'id'])
@Index(['institutionId', 'status', 'place', 'id'])
@Index(['institutionId', 'registeredAt'])
@Index(['sourceInstitutionId', 'place', 'id'])
@Index(['dutyInstitutionId', 'place', 'id'])
@Index(['orderId'])
export class Shortage {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('varchar', { length: 32, nullable: true })
  drugCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the catalogue has it not.' })
  @Column('varchar', { length: 100, nullable: true })
  drugText!: string | null;

  @Field(() => Int, { description: 'Units that are wanted.' })
  @Column('int')
  quantity!: number;

  @Field(() => ShortageGroup)
  @Column('varchar', { length: 16 })
  group!: ShortageGroup;

  @Field(() => ShortageStatus)
  @Column('varchar', { length: 16 })
  status!: ShortageStatus;

  /** How many steps were taken, the registration among them: each is taken from the one before. */
  @Column('int')
  step!: number;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  registeredAt!: Date;

  /** When the group's time to deliver ends, that moment included. */
  @Column('datetime', { precision: 3 })
  deliverBy!: Date;

  @Field(() => Date, {
    description: 'When it must be delivered; once it was, when the patient must be told.',
  })
  @Column('datetime', { precision: 3 })
  dueAt!: Date;

  @Field(() => Date, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  receivedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'Closed, substituted or rejected.' })
  @Column('datetime', { precision: 3, nullable: true })
  endedAt!: Date | null;

  /** Where it stands in the list: open ones by `dueAt`, ended ones after them, newest first. */
  @Column('double')
  place!: number;

  /** Whose the next step is; null once it has ended. */
  @Column('varchar', { length: 36, nullable: true })
  dutyInstitutionId!: string | null;

  /** Who is to send or sent it, or purchases it; null while nobody is found. */
  @Column('varchar', { length: 36, nullable: true })
  sourceInstitutionId!: string | null;

  /** The drug that took its place. */
  @Column('varchar', { length: 32, nullable: true })
  substituteCode!: string | null;

  /** The order it is purchased by; null while there is none. */
  @Column('varchar', { length: 36, nullable: true })
  orderId!: string | null;

  @Column('varchar', { length: 100 })
  idempotencyKey!: string;

  /** SHA-256 of what was registered. */
  @Column('varchar', { length: 64 })
  digest!: string;

  @Field(() => Institution, { nullable: true, description: 'That lacks the drug.' })
  get institution(): Institution {
    return { id: this.institutionId };
  }

  @Field(() => Institution, {
    nullable: true,
    description: 'Whose the next step is; null once it has ended.',
  })
  get duty(): Institution | null {
    return this.dutyInstitutionId === null ? null : { id: this.dutyInstitutionId };
  }

  @Field(() => Institution, {
    nullable: true,
    description: 'That is to send it, sent it or purchases it; null while none is found.',
  })
  get source(): Institution | null {
    return this.sourceInstitutionId === null ? null : { id: this.sourceInstitutionId };
  }
}
