import { Coding } from '@lianyi/shared/graphql/coding';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@ObjectType({ description: 'Something the patient must not be given.' })
@Entity('patient_allergy')
@Index(['patientId', 'recordedAt', 'id'])
export class Allergy {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Field(() => Coding)
  @Column('simple-json')
  substance!: Coding;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 200, nullable: true })
  reaction!: string | null;

  @Column('varchar', { length: 36, nullable: true })
  institutionId!: string | null;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  recordedAt!: Date;
}
