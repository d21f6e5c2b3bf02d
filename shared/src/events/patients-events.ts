/** A fact about one record; `institutionId` is where it was recorded. */
interface AboutRecord {
  readonly patientId: string;
  readonly institutionId: string;
}

/** Two records became one person, or were taken apart; `patientId` stands, or stood, for both. */
interface AboutMerge extends AboutRecord {
  readonly mergeId: string;
  readonly otherPatientId: string;
}

/** What a patient keeps to herself tells of her by itself. */
interface AboutRestriction extends AboutRecord {
  readonly restrictionId: string;
  readonly kind: 'INSTITUTION' | 'SENSITIVE';
  readonly sensitive: true;
}

/** What the patients part tells; see `EventPayloads`. */
export interface PatientsPayloads {
  'patients.patient.registered': AboutRecord;
  /** What was not known before was filled in: `field` says what, never with which value. */
  'patients.patient.updated': AboutRecord & {
    readonly field: 'birthDate' | 'phone' | 'address';
  };
  /** A number came to stand for the record; `claimed` where it is another person's by right. */
  'patients.identifier.linked': AboutRecord & {
    readonly system: string;
    readonly claimed: boolean;
  };
  'patients.patient.merged': AboutMerge;
  'patients.patient.unmerged': AboutMerge;
  'patients.contract.signed': AboutRecord & {
    readonly contractId: string;
    readonly start: string;
    readonly end: string | null;
    /** The contract it follows. */
    readonly renewsId: string | null;
  };
  'patients.contract.ended': AboutRecord & { readonly contractId: string; readonly end: string };
  'patients.restriction.recorded': AboutRestriction;
  'patients.restriction.lifted': AboutRestriction;
}
