import data from './data/cast.json';
import type { DemoGender } from './names';
import type { Attendance } from './person-types';

/** What is fixed about a resident made by hand. */
export interface CastMember {
  readonly name: string;
  readonly gender: DemoGender;
  readonly birthDate: string;
  readonly township: string;
  /** Which of the township's village clinics. */
  readonly clinic: number;
  readonly hospital: Attendance['hospital'];
  readonly outside: Attendance['outside'];
  readonly conditions: readonly string[];
  /** Places in the list of allergens. */
  readonly allergies: readonly number[];
  readonly contract: boolean;
}

/** Residents 0 to 11, with fixed stories, for documentation and tests. */
export const cast: readonly CastMember[] = data.residents.map((row) => ({
  ...row,
  // The data file's words are held to the types by a test.
  gender: row.gender as DemoGender,
  hospital: row.hospital as Attendance['hospital'],
  outside: row.outside as Attendance['outside'],
}));

/** A division code of its own, so that their numbers are nobody else's. */
export const castDivision = data.division;
