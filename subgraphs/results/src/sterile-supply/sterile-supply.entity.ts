import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Urgency } from '../diagnostic-request/diagnosis-words';
import { UrgencyEnum } from '../diagnostic-request/diagnostic-request.entity';
import { Institution } from '../stubs/institution.stub';

export enum SterileSupplyStatus {
  REQUESTED = 'REQUESTED',
  DELIVERED = 'DELIVERED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(SterileSupplyStatus, { name: 'SterileSupplyStatus' });

/** Packs a member asks a sterile-supply centre (消毒供应中心) for. Holds nothing of a patient. */
@ObjectType({ description: 'Sterile packs that a member asks a centre for; ends in delivery.' })
@Entity('sterile_supply_request')
@Index(['fromInstitutionId', 'sourceId'], { unique: true })
@Index(['fromInstitutionId', 'status', 'urgencyRank', 'dueAt', 'id'])
@Index(['centerId', 'status', 'urgencyRank', 'dueAt', 'id'])
@Index(['centerId', 'loadNumber', 'fromInstitutionId', 'pack'])
export class SterileSupplyRequest {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  fromInstitutionId!: string;

  @Column('varchar', { length: 36 })
  centerId!: string;

  /** The sender's own id; one request per institution and id. */
  @Column('varchar', { length: 100 })
  sourceId!: string;

  /** SHA-256 of what was requested: the same id with other content is refused. */
  @Column('varchar', { length: 64 })
  digest!: string;

  @Field(() => String, { description: 'Such as 换药包.' })
  @Column('varchar', { length: 100 })
  pack!: string;

  @Field(() => Int)
  @Column('int')
  quantity!: number;

  @Field(() => SterileSupplyStatus)
  @Column('varchar', { length: 12 })
  status!: SterileSupplyStatus;

  @Field(() => UrgencyEnum)
  @Column('varchar', { length: 10 })
  urgency!: Urgency;

  /** Place of the urgency in a worklist, the most urgent first. */
  @Column('int')
  urgencyRank!: number;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  requestedAt!: Date;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  dueAt!: Date;

  @Field(() => String, { nullable: true, description: 'The load it was sterilised in.' })
  @Column('varchar', { length: 60, nullable: true })
  loadNumber!: string | null;

  @Field(() => Int, { nullable: true })
  @Column('int', { nullable: true })
  deliveredQuantity!: number | null;

  @Field(() => Date, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  deliveredAt!: Date | null;

  @Field(() => Institution, { nullable: true, description: 'Which asked for them.' })
  get from(): Institution {
    return { id: this.fromInstitutionId };
  }

  @Field(() => Institution, { nullable: true })
  get center(): Institution {
    return { id: this.centerId };
  }
}

/** A load that must not be used. */
@ObjectType({ description: 'A load that must not be used, and why.' })
@Entity('sterile_load_recall')
export class SterileLoadRecall {
  @PrimaryColumn('varchar', { length: 36 })
  centerId!: string;

  @Field(() => String)
  @PrimaryColumn('varchar', { length: 60 })
  loadNumber!: string;

  @Field(() => String)
  @Column('text')
  reason!: string;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  recalledAt!: Date;

  @Field(() => Institution, { nullable: true, description: 'The centre that recalled it.' })
  get center(): Institution {
    return { id: this.centerId };
  }
}
