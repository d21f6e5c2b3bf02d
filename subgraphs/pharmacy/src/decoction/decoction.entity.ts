import { Authorized, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Institution } from '../stubs/institution.stub';

/** In the order in which an order goes through them; the last two end one before it is dispensed. */
export enum DecoctionStatus {
  UPLOADED = 'UPLOADED',
  REVIEWED = 'REVIEWED',
  DISPENSED = 'DISPENSED',
  CHECKED = 'CHECKED',
  SOAKED = 'SOAKED',
  DECOCTED = 'DECOCTED',
  PACKED = 'PACKED',
  DELIVERED = 'DELIVERED',
  SIGNED = 'SIGNED',
  REJECTED = 'REJECTED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(DecoctionStatus, {
  name: 'DecoctionStatus',
  valuesConfig: {
    SIGNED: { description: 'The clinic received it.' },
    REJECTED: { description: 'By the TCM pharmacy, before it dispensed anything.' },
    CANCELLED: { description: 'By the clinic, likewise.' },
  },
});

export enum DecoctionForm {
  DECOCTED = 'DECOCTED',
  PIECES = 'PIECES',
}
registerEnumType(DecoctionForm, {
  name: 'DecoctionForm',
  description: 'Decocted into bags (代煎), or handed out as pieces to be decocted at home.',
});

export enum DecoctionServing {
  WARM = 'WARM',
  COLD = 'COLD',
}
registerEnumType(DecoctionServing, { name: 'DecoctionServing', description: '温服, 凉服' });

export enum PieceTreatment {
  FIRST = 'FIRST',
  LATER = 'LATER',
  WRAPPED = 'WRAPPED',
  MELTED = 'MELTED',
  SEPARATE = 'SEPARATE',
}
registerEnumType(PieceTreatment, {
  name: 'PieceTreatment',
  description: '先煎, 后下, 包煎, 烊化, 另煎',
});

@ObjectType({ description: 'One of the pieces of an order, for all doses together.' })
export class DecoctionPiece {
  drugCode!: string;

  @Field(() => Int, { description: 'In the drug’s unit, for all doses.' })
  quantity!: number;

  @Field(() => PieceTreatment, { nullable: true })
  treatment!: PieceTreatment | null;
}

/** A sheet of pieces sent to a TCM pharmacy (共享中药房). What leaves of it names nobody. */
@ObjectType({ description: 'Pieces of a prescription that a shared TCM pharmacy prepares.' })
@Entity('decoction')
@Index(['standsFor'], { unique: true })
@Index(['prescriptionId', 'orderedAt'])
@Index(['pharmacyInstitutionId', 'place', 'id'])
@Index(['pharmacyInstitutionId', 'status', 'place', 'id'])
@Index(['clinicInstitutionId', 'place', 'id'])
@Index(['clinicInstitutionId', 'status', 'place', 'id'])
export class Decoction {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  /** Never shown: who gives a sheet's number is handed the sheet. */
  @Column('varchar', { length: 36 })
  prescriptionId!: string;

  /** The sheet, until the order is rejected or cancelled: a sheet has one that stands. */
  @Column('varchar', { length: 36, nullable: true })
  standsFor!: string | null;

  /** That issued the sheet. */
  @Column('varchar', { length: 36 })
  clinicInstitutionId!: string;

  @Column('varchar', { length: 36 })
  pharmacyInstitutionId!: string;

  @Field(() => DecoctionStatus)
  @Column('varchar', { length: 16 })
  status!: DecoctionStatus;

  /** How many steps were taken, the order among them: each is taken from the one before. */
  @Column('int')
  step!: number;

  @Field(() => DecoctionForm)
  @Column('varchar', { length: 16 })
  form!: DecoctionForm;

  @Field(() => Int, { description: '付数' })
  @Column('int')
  doses!: number;

  @Field(() => Int)
  @Column('int')
  timesADay!: number;

  @Field(() => DecoctionServing)
  @Column('varchar', { length: 8 })
  serving!: DecoctionServing;

  @Field(() => Int, { nullable: true, description: 'Of all doses; null where none are filled.' })
  @Column('int', { nullable: true })
  bags!: number | null;

  @Field(() => Int, { nullable: true, description: 'Millilitres; null likewise.' })
  @Column('int', { nullable: true })
  volumePerBag!: number | null;

  // Free text of a clinic: it is for those who prescribe and prepare.
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'PHARMACIST')
  @Field(() => String, { nullable: true })
  @Column('varchar', { length: 500, nullable: true })
  note!: string | null;

  @Field(() => [DecoctionPiece], { description: 'As on the sheet.' })
  @Column('simple-json')
  pieces!: DecoctionPiece[];

  @Field(() => [String], {
    description: 'What the checks found of its pieces: 十八反, 十九畏, 超量.',
  })
  @Column('simple-json')
  warnings!: string[];

  @Field(() => Date)
  @Column('datetime', { precision: 3 })
  orderedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Signed, rejected or cancelled.' })
  @Column('datetime', { precision: 3, nullable: true })
  endedAt!: Date | null;

  /** Where it stands in the lists: open ones by `orderedAt`, ended ones after them, newest first. */
  @Column('double')
  place!: number;

  @Field(() => Institution, { nullable: true, description: 'That issued the sheet.' })
  get clinic(): Institution {
    return { id: this.clinicInstitutionId };
  }

  @Field(() => Institution, { nullable: true, description: 'That prepares it.' })
  get pharmacy(): Institution {
    return { id: this.pharmacyInstitutionId };
  }
}
