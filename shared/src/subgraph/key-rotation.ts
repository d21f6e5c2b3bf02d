import type { FieldKey } from '../crypto/field-keys';
import type { ReportProgress } from '../demo/load-county';

/** Where the change of keys of a part stands. */
export interface KeyStanding {
  /** The key that is sealed with. */
  readonly keyId: string;
  /** The key some rows may still be under; null where no change is under way. */
  readonly previousKeyId: string | null;
  /** When the last change was finished. */
  readonly changedAt: Date | null;
}

export interface KeyRotation {
  standing(): Promise<KeyStanding>;
  /**
   * Goes over to `key`, or on with a change that is under way: everything is sealed anew while
   * the part serves. Run again after a kill it goes on; two at once share the work.
   */
  changeTo(key: FieldKey, options?: RotationOptions): Promise<RotationOutcome>;
}

export interface RotationOptions {
  readonly report?: ReportProgress;
  /** Patients whose rows one transaction seals anew. */
  readonly batch?: number;
}

export interface RotationOutcome {
  /** Rows sealed anew by this run. */
  readonly rows: number;
  /** Patients with rows that do not open, or are not what they are found by: left as they are. */
  readonly unreadable: readonly string[];
}
