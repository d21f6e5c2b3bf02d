import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@ObjectType({
  description: 'A family-doctor team over county, township and village (家庭医生团队).',
})
@Directive('@key(fields: "id")')
@Entity('family_doctor_team')
@Index(['institutionId'])
export class FamilyDoctorTeam {
  @Field(() => ID)
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Directive(REFERENCE)
  @Field(() => String)
  @Column('varchar', { length: 100 })
  name!: string;

  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('varchar', { length: 36 })
  leaderId!: string;
}

/** Who works in a team, from a day to another, both counted; without an end while it lasts. */
@Entity('team_membership')
export class FamilyDoctorTeamMember {
  @PrimaryColumn('varchar', { length: 36 })
  teamId!: string;

  @PrimaryColumn('varchar', { length: 36 })
  practitionerId!: string;

  @PrimaryColumn('varchar', { length: 10 })
  start!: string;

  @Column('varchar', { length: 10, nullable: true })
  end!: string | null;
}
