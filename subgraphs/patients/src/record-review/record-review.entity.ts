import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';
import type { RecordGrade } from './record-problem';

/** The review of the records of an institution's half-year: drawn once. */
@ObjectType({ description: 'A review of an institution’s records of a half-year (病历点评).' })
@Entity('record_review')
@Index(['institutionId', 'year', 'half'], { unique: true })
export class RecordReview {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Field(() => Int)
  @Column('int')
  year!: number;

  @Field(() => Int, { description: '1: January to June; 2: July to December, in Shanghai.' })
  @Column('int')
  half!: number;

  @Field(() => Int, {
    description:
      'Visits and stays that ended in it and hold nothing sensitive, of which was drawn.',
  })
  @Column('int')
  population!: number;

  @Field(() => Int, { description: 'How many were drawn.' })
  @Column('int')
  size!: number;

  @Field(() => String, {
    description:
      'By it the draw can be made again: those whose SHA-256 of seed, colon and the record’s id is the smallest.',
  })
  @Column('varchar', { length: 32 })
  seed!: string;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  drawnAt!: Date;

  @Field(() => String)
  @Column('varchar', { length: 100 })
  drawnBy!: string;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

/** One record that was drawn, and what a reviewer made of it. It leaves the part as a view without a name. */
@Entity('record_review_item')
@Index(['reviewId', 'grade', 'place'])
export class RecordReviewItem {
  @PrimaryColumn('varchar', { length: 36 })
  reviewId!: string;

  /** Counts from 1; those with findings come first. */
  @PrimaryColumn('int')
  place!: number;

  @Column('varchar', { length: 36 })
  encounterId!: string;

  /** As the encounter was when it was drawn. */
  @Column('int')
  encounterVersion!: number;

  /** Who attended; empty where the encounter names nobody. */
  @Column('varchar', { length: 36 })
  practitionerId!: string;

  /** Codes of the problems its findings point to. */
  @Column('simple-json')
  suspected!: string[];

  @Column('varchar', { length: 1, nullable: true })
  grade!: RecordGrade | null;

  @Column('int', { nullable: true })
  score!: number | null;

  /** Codes of the problems the reviewer found. */
  @Column('simple-json')
  found!: string[];

  @Column('varchar', { length: 500, nullable: true })
  note!: string | null;

  @Column('varchar', { length: 100, nullable: true })
  judgedBy!: string | null;

  @Column('datetime', { precision: 3, nullable: true })
  judgedAt!: Date | null;

  /** 0 until it is judged; counts judgements. */
  @Column('int')
  version!: number;
}
