import type { DemoGender } from './names';

export interface DemoCoding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

export interface DemoIdentifier {
  readonly system:
    | 'RESIDENT_ID'
    | 'PASSPORT'
    | 'RESIDENCE_PERMIT'
    | 'INSURANCE_NUMBER'
    | 'HEALTH_CARD'
    | 'MEDICAL_RECORD_NUMBER';
  readonly value: string;
  /** Whose record number it is; null for the others. */
  readonly institutionId: string | null;
}

export interface DemoAllergy {
  readonly id: string;
  readonly substance: DemoCoding;
  readonly reaction: string | null;
  readonly recordedById: string;
  readonly recordedAt: Date;
}

export interface DemoCondition {
  readonly id: string;
  /** Its word in the demo's data files. */
  readonly key: string;
  readonly code: DemoCoding;
  /** `YYYY-MM-DD` */
  readonly onset: string;
  readonly active: boolean;
  readonly chronic: boolean;
  readonly recordedById: string;
}

export interface DemoContract {
  readonly id: string;
  readonly teamId: string;
  /** The institution of the team. */
  readonly institutionId: string;
  readonly start: string;
  readonly end: string;
  readonly priorityGroups: readonly string[];
  /** The contract it follows, and the one that follows it. */
  readonly renewsId: string | null;
  readonly renewedById: string | null;
  /** The last day it was signed for and why it ended before; null where it ran its time. */
  readonly plannedEnd: string | null;
  readonly endReason: string | null;
}

/** Where a resident goes; the county level only where she has ever been there. */
export interface Attendance {
  readonly clinic: string;
  readonly township: string;
  readonly hospital: 'county-hospital' | 'people-hospital' | null;
  readonly outside: 'city-hospital' | 'province-hospital' | null;
}

/** One invented resident. */
export interface Person {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly gender: DemoGender;
  readonly birthDate: string;
  /** Full years on the county's day. */
  readonly age: number;
  readonly identifiers: readonly DemoIdentifier[];
  readonly phone: string | null;
  readonly address: string;
  readonly attends: Attendance;
  readonly allergies: readonly DemoAllergy[];
  readonly conditions: readonly DemoCondition[];
  /** Oldest first; none overlaps another. */
  readonly contracts: readonly DemoContract[];
}
