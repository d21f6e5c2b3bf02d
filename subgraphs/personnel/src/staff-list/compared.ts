import type { StaffFieldChange } from './staff-list-line.entity';
import type { StaffField } from './staff-list-rules';

/** What is wrong with a field of a line that is held against what is on record. */
export interface EntryFault {
  readonly field: StaffField;
  readonly cause: string;
}

/** What a part of a line changes, and what is done for it; null: nothing. */
export interface Compared<Step> {
  readonly changes: readonly StaffFieldChange[];
  readonly faults: readonly EntryFault[];
  readonly step: Step | null;
}

/** It is so already. */
export const same: Compared<never> = { changes: [], faults: [], step: null };

/** A field that the list has otherwise; none where it is the same. */
export const changeOf = (
  field: string,
  before: string | null,
  after: string | null,
): StaffFieldChange[] => (before === after ? [] : [{ field, before, after }]);

/** What the list says, or what was so before where it says nothing. */
export const said = (listed: string | null | undefined, before: string | null): string | null =>
  listed === undefined ? before : listed;
