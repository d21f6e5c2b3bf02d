import { Coding } from '@lianyi/shared/graphql/coding';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum EncounterClass {
  OUTPATIENT = 'OUTPATIENT',
  EMERGENCY = 'EMERGENCY',
  INPATIENT = 'INPATIENT',
  HOME = 'HOME',
  VIRTUAL = 'VIRTUAL',
}
registerEnumType(EncounterClass, { name: 'EncounterClass' });

@ObjectType({ description: 'A visit or a stay.' })
@Entity('encounter')
@Index(['patientId', 'startedAt', 'id'])
@Index(['patientId', 'institutionId', 'endedAt'])
@Index(['institutionId', 'endedAt', 'id'])
@Index(['institutionId', 'sourceId'], { unique: true })
export class Encounter {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  /** The sender's own id. */
  @Column('varchar', { length: 100 })
  sourceId!: string;

  @Field(() => EncounterClass)
  @Column('varchar', { length: 12 })
  class!: EncounterClass;

  @Column('varchar', { length: 36, nullable: true })
  practitionerId!: string | null;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  startedAt!: Date;

  @Field(() => Date, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  endedAt!: Date | null;

  @Field(() => [Coding])
  @Column('simple-json')
  diagnoses!: Coding[];

  /** Recorded by an institution outside the community: it gives no basis of its own. */
  @Column('boolean')
  outside!: boolean;

  @Column('int')
  version!: number;
}

/** What an encounter was before a later version replaced it. */
@Entity('encounter_version')
export class EncounterVersion {
  @PrimaryColumn('varchar', { length: 36 })
  encounterId!: string;

  @PrimaryColumn('int')
  version!: number;

  @Column('simple-json')
  content!: object;

  @Column('datetime', { precision: 3 })
  replacedAt!: Date;
}
