import type { DemoCoding } from './person-types';

export type EncounterClass = 'OUTPATIENT' | 'EMERGENCY' | 'INPATIENT' | 'HOME' | 'VIRTUAL';
export interface DemoEncounter {
  readonly id: string;
  readonly sourceId: string;
  readonly class: EncounterClass;
  readonly institutionId: string;
  readonly practitionerId: string | null;
  readonly startedAt: Date;
  /** Null while it lasts. */
  readonly endedAt: Date | null;
  readonly diagnoses: readonly DemoCoding[];
}

export type ReportStatus = 'PRELIMINARY' | 'FINAL' | 'AMENDED' | 'CANCELLED';

/** One value as the laboratory printed it. */
export interface DemoObservation {
  /** Catalogue code or the laboratory's own. */
  readonly code: string;
  readonly name: string;
  readonly value: string;
  readonly unit: string | null;
  readonly referenceRange: string | null;
  readonly flag: string | null;
}
interface DemoReport {
  readonly id: string;
  readonly sourceId: string;
  readonly institutionId: string;
  /** As the paper states it; null where it does not. */
  readonly effectiveAt: Date | null;
  /** When it was taken in truth. */
  readonly takenAt: Date;
}
export interface DemoLabVersion {
  readonly status: ReportStatus;
  readonly issuedAt: Date;
  readonly conclusion: string | null;
  readonly observations: readonly DemoObservation[];
}
export interface DemoLabReport extends DemoReport {
  /** Drawn when asked for, the same every time. Oldest first; the last one is in force. */
  versions(): readonly DemoLabVersion[];
}
export interface DemoExamVersion {
  readonly status: ReportStatus;
  readonly issuedAt: Date;
  readonly findings: string;
  readonly conclusion: string;
}
export interface DemoExamReport extends DemoReport {
  /** Oldest first; the last one is in force. */
  readonly versions: readonly DemoExamVersion[];
  readonly itemCode: string;
  readonly modality: string;
  readonly bodySite: string;
  readonly studyInstanceUid: string | null;
  readonly accessionNumber: string;
  readonly critical: boolean;
}

export type PrescriptionKind = 'ORDINARY' | 'EMERGENCY' | 'LONG_TERM' | 'CONTINUATION' | 'TCM';
export type PrescriptionStatus =
  | 'ISSUED'
  | 'APPROVED'
  | 'REJECTED'
  | 'PARTLY_DISPENSED'
  | 'DISPENSED'
  | 'EXPIRED'
  | 'CANCELLED';
export interface DemoPrescriptionItem {
  readonly drugCode: string;
  readonly dosage: string;
  readonly days: number;
  readonly quantity: number;
  readonly dispensed: number;
}
export interface DemoDispensing {
  readonly id: string;
  readonly institutionId: string;
  readonly pharmacist: string;
  readonly at: Date;
  readonly lines: readonly { drugCode: string; quantity: number; batch: string }[];
}
export interface DemoPrescription {
  readonly id: string;
  readonly number: string;
  readonly prescriberId: string;
  readonly institutionId: string;
  readonly kind: PrescriptionKind;
  readonly status: PrescriptionStatus;
  readonly diagnoses: readonly DemoCoding[];
  readonly items: readonly DemoPrescriptionItem[];
  readonly findings: readonly { code: string; severity: 'WARNING' | 'BLOCKING'; text: string }[];
  readonly issuedAt: Date;
  readonly validUntil: Date;
  readonly dispensings: readonly DemoDispensing[];
}

export type ReferralDirection = 'UP' | 'DOWN' | 'LATERAL' | 'OUTWARD';
export type ReferralStatus =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'ACCEPTED'
  | 'DECLINED'
  | 'IN_TRANSIT'
  | 'ARRIVED'
  | 'IN_TREATMENT'
  | 'COMPLETED'
  | 'FOLLOWED_UP'
  | 'CANCELLED'
  | 'EXPIRED'
  | 'NO_SHOW';
export interface DemoReferralEvent {
  readonly id: string;
  readonly at: Date;
  readonly status: ReferralStatus;
  readonly by: string;
  readonly institutionId: string;
  readonly note: string | null;
}
export interface DemoCarePlan {
  readonly text: string;
  readonly followUpBy: string;
  readonly medications: readonly { drugCode: string; dosage: string; days: number }[];
}
export interface DemoReferral {
  readonly id: string;
  readonly number: string;
  readonly direction: ReferralDirection;
  readonly status: ReferralStatus;
  readonly urgency: 'ROUTINE' | 'URGENT' | 'EMERGENCY';
  readonly fromId: string;
  readonly toId: string;
  readonly department: string | null;
  readonly reasonCode: string;
  readonly reasonText: string;
  readonly diagnoses: readonly DemoCoding[];
  readonly summary: string;
  /** What else the paper form says. */
  readonly form: { readonly pastHistory: string; readonly treatment: string };
  /** Reports sent along. */
  readonly labReportIds: readonly string[];
  readonly examReportIds: readonly string[];
  readonly carePlan: DemoCarePlan | null;
  /** The up-referral it answers. */
  readonly parentId: string | null;
  /** Oldest first. */
  readonly events: readonly DemoReferralEvent[];
  readonly createdAt: Date;
  readonly dueAt: Date | null;
}

/** What happened to a resident in the two years before the county's day; written when asked for. */
export interface History {
  encounters(): readonly DemoEncounter[];
  labReports(): readonly DemoLabReport[];
  examReports(): readonly DemoExamReport[];
  prescriptions(): readonly DemoPrescription[];
  referrals(): readonly DemoReferral[];
}
