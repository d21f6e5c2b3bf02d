import type { PatientsPayloads } from './patients-events';
import type { SchedulePayloads } from './schedule-events';

interface AboutPosting {
  readonly postingId: string;
  readonly practitionerId: string;
  readonly institutionId: string;
  readonly toInstitutionId: string;
}

interface AboutPractitioner {
  readonly practitionerId: string;
  readonly institutionId: string;
}

interface AboutConsortium {
  readonly consortiumId: string;
  readonly what: string;
  readonly institutionId: string;
}

interface AboutInstitution {
  readonly institutionId: string;
  readonly what: 'ADDED' | 'CHANGED' | 'MERGED';
  /** Of a merger. */
  readonly intoInstitutionId: string | null;
}

interface AboutTraining {
  readonly trainingId: string;
  readonly practitionerId: string;
  readonly institutionId: string;
  readonly toInstitutionId: string;
}

interface AboutVisit {
  readonly visitId: string;
  readonly practitionerId: string;
  readonly institutionId: string;
  readonly toInstitutionId: string;
  readonly day: string;
}

/**
 * What each event carries: ids, types, numbers of versions and days; never a name, a number of a
 * person, a value or free text. `sensitive` where the fact itself may be flagged so (design rule 1).
 */
export interface EventPayloads extends PatientsPayloads, SchedulePayloads {
  /** A version of a report was stored; `inForce` is false for one that is kept in the history only. */
  'results.report.stored': {
    readonly kind: 'LAB' | 'EXAM';
    readonly reportId: string;
    readonly version: number;
    readonly patientId: string;
    readonly institutionId: string;
    readonly inForce: boolean;
    readonly sensitive: boolean;
  };
  'results.critical-value.raised': {
    readonly criticalValueId: string;
    readonly kind: 'LAB' | 'EXAM';
    readonly reportId: string;
    readonly version: number;
    readonly patientId: string;
    readonly institutionId: string;
    readonly sensitive: boolean;
  };
  /** A step of a referral was taken; the first one is its submission. `institutionId` took it. */
  'referrals.referral.stepped': {
    readonly referralId: string;
    readonly step: number;
    readonly direction: string;
    readonly status: string;
    readonly patientId: string;
    readonly institutionId: string;
    readonly fromInstitutionId: string;
    readonly toInstitutionId: string;
    readonly sensitive: boolean;
  };
  /** A step of a consultation was taken; the first one is its request. `institutionId` took it. */
  'referrals.consultation.stepped': {
    readonly consultationId: string;
    readonly step: number;
    readonly status: string;
    readonly patientId: string;
    readonly institutionId: string;
    readonly fromInstitutionId: string;
    readonly sensitive: boolean;
  };
  /** A step of a prescription was taken; the first one is its issue. `institutionId` took it. */
  'pharmacy.prescription.stepped': {
    readonly prescriptionId: string;
    readonly step: number;
    readonly kind: string;
    readonly status: string;
    readonly patientId: string;
    readonly institutionId: string;
    readonly issuedAtInstitutionId: string;
    readonly sensitive: boolean;
  };
  /** A step of an order at a TCM pharmacy was taken; the first one is the order. `institutionId` took it. */
  'pharmacy.decoction.stepped': {
    readonly decoctionId: string;
    readonly step: number;
    readonly status: string;
    readonly institutionId: string;
    readonly clinicInstitutionId: string;
    readonly pharmacyInstitutionId: string;
  };
  /** A step of a shortage was taken; the first one is its registration. `institutionId` took it. */
  'pharmacy.shortage.stepped': {
    readonly shortageId: string;
    readonly step: number;
    readonly group: string;
    readonly status: string;
    readonly institutionId: string;
    readonly registeredAtInstitutionId: string;
  };
  /** A step of a purchase was taken; the first one is its order. `institutionId` purchases for its community. */
  'pharmacy.purchase.stepped': {
    readonly orderId: string;
    readonly step: number;
    readonly status: string;
    readonly institutionId: string;
    /** Of the county's list of suppliers. */
    readonly supplierId: string;
  };
  /** Units of a batch came to a shelf or left it; `balance` are there now. */
  'pharmacy.stock.moved': {
    readonly institutionId: string;
    readonly drugCode: string;
    /** Of the batch, from 1. */
    readonly step: number;
    readonly kind: string;
    readonly change: number;
    readonly balance: number;
  };
  /** A list of drugs was put into force from a day on, or taken back before it; `institutionId` did it. */
  'pharmacy.catalogue.changed': {
    readonly institutionId: string;
    readonly listId: string;
    /** Counts such changes, from 1. */
    readonly edition: number;
    readonly effectiveFrom: string;
  };
  /** What of a consortium changed: who belongs to it from or up to a day; `institutionId` is whom it is about. */
  'personnel.consortium.changed': AboutConsortium;
  /** An institution is there, is told of otherwise, or is a part of another from a day on. */
  'personnel.institution.changed': AboutInstitution;
  /** A person is sent to work elsewhere; `institutionId` employs her. */
  'personnel.posting.started': AboutPosting;
  'personnel.posting.ended': AboutPosting;
  /** The host bears witness to a visit, which counts from now on; `institutionId` employs the visitor. */
  'personnel.visit.confirmed': AboutVisit;
  /** A person learns elsewhere; `institutionId` employs her. */
  'personnel.training.started': AboutTraining;
  'personnel.training.ended': AboutTraining;
  /** Her title, employer or licences are others from a day on; `institutionId` employs her, or did. */
  'personnel.practitioner.changed': AboutPractitioner;
  'personnel.licence.changed': AboutPractitioner & { readonly licenceId: string };
  'results.quality-record.recorded': { readonly recordId: string; readonly institutionId: string };
  'results.quality-record.withdrawn': { readonly recordId: string; readonly institutionId: string };
  'results.quality-control.recorded': {
    readonly institutionId: string;
    readonly itemCode: string;
    readonly day: string;
    readonly revision: number;
  };
  'results.local-code.mapped': {
    readonly mappingId: string;
    readonly institutionId: string;
    readonly revision: number;
  };
}

export type EventType = keyof EventPayloads;

/** Something that happened, as its part tells the others. */
export type ProductEvent = {
  [Type in EventType]: {
    /** Of the fact: its type and what makes it one, so that the same fact has the same id. */
    readonly id: string;
    readonly type: Type;
    /** Events of one key are told in the order in which they happened: the patient or institution. */
    readonly key: string;
    readonly payload: EventPayloads[Type];
  };
}[EventType];

/** An event as it arrives. */
export type SentEvent = ProductEvent & {
  /** When it was recorded. */
  readonly at: Date;
};

export type EventOf<Type extends EventType> = Extract<SentEvent, { readonly type: Type }>;
