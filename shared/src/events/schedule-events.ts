/** Where people of an institution are, and in which teams; see `EventPayloads`. */
export interface SchedulePayloads {
  /** An entry was planned, changed or cancelled; `institutionId` employs the person. */
  'personnel.calendar.changed': {
    readonly entryId: string;
    /** Of the entry, from 0. */
    readonly sequence: number;
    readonly practitionerId: string;
    readonly institutionId: string;
    readonly toInstitutionId: string;
  };
  /** A person is in a team from a day on, or until one; `institutionId` has the team. */
  'personnel.team.changed': {
    readonly teamId: string;
    readonly practitionerId: string;
    readonly institutionId: string;
    readonly change: 'JOINED' | 'LEFT';
    readonly day: string;
  };
}
