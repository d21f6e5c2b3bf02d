import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum RestrictionKind {
  INSTITUTION = 'INSTITUTION',
  SENSITIVE = 'SENSITIVE',
}
registerEnumType(RestrictionKind, {
  name: 'RestrictionKind',
  description:
    'INSTITUTION closes the record to one institution; SENSITIVE keeps what is flagged sensitive with who treats the patient.',
});

/** What a patient asked to keep to herself. Rows are never deleted: they are lifted. */
@ObjectType({
  description:
    'What a patient asked to keep from an institution, or beyond who treats her. An emergency still opens it, and is marked.',
})
@Entity('record_restriction')
@Index(['patientId', 'liftedAt'])
@Index(['openKey'], { unique: true })
export class RecordRestriction {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  /** The record she was at; it counts for all of hers. */
  @Column('varchar', { length: 36 })
  patientId!: string;

  @Field(() => RestrictionKind)
  @Column('varchar', { length: 11 })
  kind!: RestrictionKind;

  /** To whom an INSTITUTION restriction closes the record. */
  @Column('varchar', { length: 36, nullable: true })
  institutionId!: string | null;

  @Field(() => CalendarDay, { description: 'The day she asked.' })
  @Column('varchar', { length: 10 })
  requestedOn!: string;

  @Field(() => String)
  @Column('varchar', { length: 500 })
  note!: string;

  @Column('varchar', { length: 200 })
  recorderSubject!: string;

  @Field(() => String)
  @Column('varchar', { length: 100 })
  recordedBy!: string;

  @Column('varchar', { length: 36 })
  recorderInstitutionId!: string;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  recordedAt!: Date;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 500, nullable: true })
  liftNote!: string | null;

  @Column('varchar', { length: 200, nullable: true })
  lifterSubject!: string | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 100, nullable: true })
  liftedBy!: string | null;

  @Column('varchar', { length: 36, nullable: true })
  lifterInstitutionId!: string | null;

  @Field(() => Date, { nullable: true, description: 'Null while it is in force.' })
  @Column('datetime', { precision: 3, nullable: true })
  liftedAt!: Date | null;

  /** What it restricts, while it is in force: nobody restricts the same twice. */
  @Column('varchar', { length: 90, nullable: true })
  openKey!: string | null;
}

/** The key under which a restriction is in force. */
export const openKeyOf = ({
  patientId,
  kind,
  institutionId,
}: Pick<RecordRestriction, 'patientId' | 'kind' | 'institutionId'>): string =>
  [patientId, kind, institutionId ?? ''].join(' ');
