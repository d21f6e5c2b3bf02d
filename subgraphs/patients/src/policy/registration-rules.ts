import { resolve } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';

/** Bounds of what is taken in; a county edits the file. */
export interface RegistrationRules {
  /** First calendar day a living or recorded person can be born on. */
  readonly earliestBirth: string;
  /** Minutes a sender's clock may run ahead. */
  readonly clockToleranceMinutes: number;
  readonly identifiersPerPatient: number;
  readonly diagnosesPerEncounter: number;
}

const standardFile = resolve(__dirname, '../../data/registration.json');

/** Throws DataFileError with the first fault. */
export function readRegistrationRules(path: string = standardFile): RegistrationRules {
  const { body } = readDataFile(path);
  return {
    earliestBirth: body.day('earliestBirth'),
    clockToleranceMinutes: body.number('clockToleranceMinutes'),
    identifiersPerPatient: body.number('identifiersPerPatient'),
    diagnosesPerEncounter: body.number('diagnosesPerEncounter'),
  };
}
