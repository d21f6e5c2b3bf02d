import type { Viewer } from '@lianyi/shared/auth/viewer';

/** A person as statistics tell physicians apart. */
export interface Physician {
  /** The practitioner's id where there is one, else the account. */
  readonly physicianId: string;
  readonly physicianName: string;
}

/** Who asks or decides; ids and names are cut to their columns. */
export const physicianOf = ({ subject, name, practitionerId }: Viewer): Physician => ({
  physicianId: practitionerId ?? subject.slice(0, 200),
  physicianName: name.slice(0, 100),
});
