import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export enum IdentifierSystem {
  RESIDENT_ID = 'RESIDENT_ID',
  PASSPORT = 'PASSPORT',
  RESIDENCE_PERMIT = 'RESIDENCE_PERMIT',
  INSURANCE_NUMBER = 'INSURANCE_NUMBER',
  HEALTH_CARD = 'HEALTH_CARD',
  MEDICAL_RECORD_NUMBER = 'MEDICAL_RECORD_NUMBER',
}
registerEnumType(IdentifierSystem, { name: 'IdentifierSystem' });

/**
 * A number a patient is known by. The key decides races: one number of one system and issuer has
 * one rightful holder (`claim` empty). Who came with the same number under another name holds it
 * as a claim of that name, for a person to decide.
 */
@Entity('patient_identifier')
@Index(['patientId'])
export class PatientIdentifier {
  @PrimaryColumn('varchar', { length: 24 })
  system!: IdentifierSystem;

  /** The institution whose record number it is; empty for numbers of national systems. */
  @PrimaryColumn('varchar', { length: 36 })
  issuerId!: string;

  @PrimaryColumn('varchar', { length: 43 })
  blindIndex!: string;

  @PrimaryColumn('varchar', { length: 100 })
  claim!: string;

  @Column('varchar', { length: 36 })
  patientId!: string;

  @Column('varchar', { length: 400 })
  sealed!: string;
}

@ObjectType({ description: 'Masked unless the viewer may see it in full.' })
export class Identifier {
  @Field(() => IdentifierSystem)
  system!: IdentifierSystem;

  @Field(() => String)
  value!: string;

  issuerId!: string;
}
