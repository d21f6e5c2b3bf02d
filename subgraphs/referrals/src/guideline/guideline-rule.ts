import type { Coding } from '@lianyi/shared/graphql/coding';
import { ReferralDirection, Urgency } from '../referral/referral.entity';
import type { Tree } from './condition';

/** Directions a guideline has rules for; its files say OUT as the contract says OUTWARD. */
export const guidedDirections = [
  ReferralDirection.UP,
  ReferralDirection.DOWN,
  ReferralDirection.OUTWARD,
] as const;

export const urgencies = Object.values(Urgency);

/** One rule of a guideline (domain facts 3.5). */
export interface GuidelineRule {
  readonly id: string;
  readonly guideline: string;
  readonly version: string;
  readonly specialty: string;
  readonly disease: Coding;
  /** ICD-10 codes, their beginnings, and ranges of categories it is for. */
  readonly icd10: readonly string[];
  readonly direction: ReferralDirection;
  /** 病程时期 */
  readonly stage: string | null;
  readonly urgency: Urgency;
  /** For the doctor. */
  readonly text: string;
  readonly when: Tree;
  readonly source: string;
  /** Whether somebody held the rule to its source. */
  readonly verified: boolean;
  /** Calendar days in Asia/Shanghai; both count. */
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

/** How a pregnancy is told from diagnoses, and at which ages none is asked about. */
export interface PregnancyRule {
  readonly icd10: readonly string[];
  readonly fromAge: number;
  readonly toAge: number;
}
