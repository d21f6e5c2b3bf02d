import type { Coding } from '@lianyi/shared/graphql/coding';
import type { TitleLevel } from '@lianyi/shared/ports/practice-rights';
import type { Drug } from '../drug/drug.entity';
import type {
  FindingSeverity,
  PrescriptionFinding,
  PrescriptionKind,
} from '../prescription/prescription.entity';
import type { InstitutionTier } from '../stubs/institution-tier.stub';

export interface SheetItem {
  readonly drug: Drug;
  readonly dosage: string;
  readonly days: number;
  /** Of the drug's catalogue unit. */
  readonly quantity: number;
}

/** A medication that a down-referral hands over. */
export interface PlannedMedication {
  readonly drugCode: string;
  readonly dosage: string;
  readonly days: number;
}

/** A prescription that is to be issued, with everything its rules look at. */
export interface Sheet {
  readonly kind: PrescriptionKind;
  readonly items: readonly SheetItem[];
  readonly diagnoses: readonly Coding[];
  readonly reason: string | null;
  readonly patientConsent: boolean;
  /** Of the institution that prescribes. */
  readonly tier: InstitutionTier;
  /** Of who prescribes; null: she is not named, or not known. */
  readonly titleLevel: TitleLevel | null;
  readonly allergies: readonly Coding[];
  /** Whether a family-doctor contract is in force; asked for long-term sheets alone. */
  readonly contracted: boolean;
  /** Whether she had a long-term sheet before; asked for long-term sheets alone. */
  readonly hadLongTerm: boolean;
  /** What the down-referral it names hands over; null: it names none. */
  readonly plan: readonly PlannedMedication[] | null;
  /** Drugs of an earlier long-term sheet that last, and until when they are not prescribed so again. */
  readonly lasting: ReadonlyMap<string, Date>;
  /** Essential drugs of the catalogue of the same classes. */
  readonly essentials: readonly Drug[];
  readonly at: Date;
}

/** Diagnoses whose code begins with one of these. */
export const isDiagnosed = ({ diagnoses }: Pick<Sheet, 'diagnoses'>, begins: readonly string[]) =>
  diagnoses.some(({ code }) => begins.some((begin) => code.startsWith(begin)));

export const finding = (
  code: string,
  severity: FindingSeverity,
  text: string,
): PrescriptionFinding => ({ code, severity, text });
