import { Entity, PrimaryColumn } from 'typeorm';

/** A row that registrations of one block lock before they look who is there. */
@Entity('match_gate')
export class MatchGate {
  @PrimaryColumn('int')
  id!: number;
}
