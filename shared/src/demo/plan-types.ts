import type {
  EncounterClass,
  PrescriptionKind,
  PrescriptionStatus,
  ReferralDirection,
  ReferralStatus,
  ReportStatus,
} from './history-types';

/** One visit or stay, before it is written out. Words are those of the data files. */
export interface Visit {
  /** Number of the day it begins on. */
  readonly day: number;
  /** After midnight, Shanghai time. */
  readonly minute: number;
  readonly institutionId: string;
  readonly class: EncounterClass;
  /** 0 for a visit; null while it lasts. */
  readonly stayDays: number | null;
  /** Whose patient it is, where the institution has departments. */
  readonly specialty?: string;
  readonly diagnoses: readonly string[];
  readonly states: readonly string[];
  readonly panels: readonly string[];
  readonly exams: readonly string[];
  readonly drugs: readonly string[];
  readonly kind?: PrescriptionKind;
  /** Set where a story needs it; drawn otherwise. */
  readonly labStatus?: ReportStatus;
  readonly examStatus?: ReportStatus;
  readonly prescriptionStatus?: PrescriptionStatus;
  /** The laboratory wrote no time of sampling. */
  readonly timeUnknown?: boolean;
}

/** One referral, before it is written out. */
export interface Transfer {
  readonly day: number;
  readonly minute: number;
  readonly direction: ReferralDirection;
  readonly status: ReferralStatus;
  readonly urgency: 'ROUTINE' | 'URGENT' | 'EMERGENCY';
  readonly fromId: string;
  readonly toId: string;
  readonly department: string | null;
  readonly reason: string;
  readonly diagnoses: readonly string[];
  /** Drugs to go on with; their presence makes a care plan. */
  readonly goOnWith?: readonly string[];
  /** Place of the transfer it answers. */
  readonly answers?: number;
}

export interface Plan {
  readonly visits: readonly Visit[];
  readonly transfers: readonly Transfer[];
}
