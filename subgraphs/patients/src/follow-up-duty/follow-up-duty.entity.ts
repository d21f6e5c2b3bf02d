import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * An open register membership, and a contract of the same person that has not run out: the index
 * by which a page of overdue follow-ups is found. It repeats what both of them say and says
 * nothing by itself: what is shown is held against membership, contract and person.
 */
@Entity('follow_up_duty')
@Index(['institutionId', 'nextDueOn', 'membershipId'])
@Index(['institutionId', 'register', 'nextDueOn', 'membershipId'])
@Index(['institutionId', 'teamId', 'nextDueOn', 'membershipId'])
@Index(['institutionId', 'teamId', 'register', 'nextDueOn', 'membershipId'])
@Index(['end'])
export class FollowUpDuty {
  @PrimaryColumn('varchar', { length: 36 })
  membershipId!: string;

  @PrimaryColumn('varchar', { length: 36 })
  contractId!: string;

  @Column('varchar', { length: 32 })
  register!: string;

  /** Whose contract it is. */
  @Column('varchar', { length: 36 })
  institutionId!: string;

  @Column('varchar', { length: 36 })
  teamId!: string;

  /** First and last day of the contract. */
  @Column('varchar', { length: 10 })
  start!: string;

  @Column('varchar', { length: 10, nullable: true })
  end!: string | null;

  @Column('varchar', { length: 10 })
  nextDueOn!: string;
}

/** How far the walk over all persons stands, and when it is due again; one row. */
@Entity('follow_up_duty_walk')
export class FollowUpDutyWalk {
  @PrimaryColumn('int')
  id!: number;

  /** Persons up to this record are done; empty: it begins with the first. */
  @Column('varchar', { length: 36 })
  after!: string;

  /** From when on a process takes it up, where none is at it. */
  @Column('datetime', { precision: 3 })
  dueAt!: Date;

  /** Whether every person was walked to once: only then the duties answer. */
  @Column('boolean')
  complete!: boolean;
}
