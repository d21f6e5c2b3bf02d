import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';
import { ReviewVerdict } from './review-rules';

/** The review of what an institution prescribed in a half-year: drawn once. */
@ObjectType({
  description: 'A review of an institution’s prescriptions of a half-year (处方点评).',
})
@Entity('prescription_review')
@Index(['institutionId', 'year', 'half'], { unique: true })
export class PrescriptionReview {
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

  @Field(() => Int, { description: 'Prescriptions issued in it, of which was drawn.' })
  @Column('int')
  population!: number;

  @Field(() => Int, { description: 'How many were drawn.' })
  @Column('int')
  size!: number;

  @Field(() => String, {
    description:
      'By it the draw can be made again: those whose SHA-256 of seed, colon and prescription id is the smallest.',
  })
  @Column('varchar', { length: 32 })
  seed!: string;

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  drawnAt!: Date;

  @Field(() => String)
  @Column('varchar', { length: 60 })
  drawnBy!: string;

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}

/** One sheet that was drawn, and what a pharmacist made of it. */
@ObjectType({ description: 'A prescription that was drawn for review.' })
@Entity('prescription_review_item')
@Index(['reviewId', 'verdict', 'place'])
export class ReviewedPrescription {
  @PrimaryColumn('varchar', { length: 36 })
  reviewId!: string;

  @Field(() => Int, { description: 'Counts from 1; those with findings come first.' })
  @PrimaryColumn('int')
  place!: number;

  @Column('varchar', { length: 36 })
  prescriptionId!: string;

  /** Empty where the sheet names no practitioner. */
  @Column('varchar', { length: 36 })
  prescriberId!: string;

  /** Codes of the problems its findings point to. */
  @Column('simple-json')
  suspected!: string[];

  @Field(() => ReviewVerdict, { nullable: true, description: 'Null until a pharmacist judged it.' })
  @Column('varchar', { length: 12, nullable: true })
  verdict!: ReviewVerdict | null;

  /** Codes of the problems the pharmacist found. */
  @Column('simple-json')
  found!: string[];

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 500, nullable: true })
  note!: string | null;

  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 60, nullable: true })
  judgedBy!: string | null;

  @Field(() => Date, { nullable: true })
  @Column('datetime', { precision: 3, nullable: true })
  judgedAt!: Date | null;

  @Field(() => Int, {
    description: '0 until it is judged; counts judgements. What changes one names it.',
  })
  @Column('int')
  version!: number;
}
