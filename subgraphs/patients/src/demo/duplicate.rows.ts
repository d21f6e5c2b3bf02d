import { demoId } from '@lianyi/shared/demo/demo-id';
import type { Person } from '@lianyi/shared/demo/person-types';
import { Gender } from '../patient/patient.entity';
import { CandidateStatus } from '../registration/duplicate-candidate.entity';

/** One resident in so many stands in the index twice. */
const [every, offset] = [150, 11];
/** The hospital that registered her again, without asking for her number. */
const institutionId = 'people-hospital';
/** Twins of the cast, told apart by a person. */
const twins = { second: 6, first: 5 } as const;
const scores = { sameNameAndBirth: 0.82, twins: 0.61 };

export const isDouble = ({ index }: Person) => index % every === offset;

/** The second record of a resident: name, sex and day of birth, and no number. */
export const doubleOf = (seed: number, person: Person, registeredAt: Date) => ({
  id: demoId(seed, 'OTHER', person.index),
  ...{ name: person.name, gender: Gender[person.gender], birthDate: person.birthDate },
  ...{ phone: null, address: null, registeredBy: institutionId, registeredAt },
});

export const refSourceOf = (seed: number, { index }: Person) => ({
  ...{ institutionId, sourceKey: `demo ${index}` },
  patientId: demoId(seed, 'OTHER', index),
});

/** Records for a person to decide on: open, or dismissed as two people. */
export function candidateRows(seed: number, person: Person, createdAt: Date) {
  const { index, id } = person;
  const row = { id: demoId(seed, 'OTHER', index, 1), createdAt };
  if (isDouble(person))
    return [
      {
        ...{ ...row, patientId: demoId(seed, 'OTHER', index), otherId: id },
        ...{ score: scores.sameNameAndBirth, status: CandidateStatus.OPEN },
      },
    ];
  if (index !== twins.second) return [];
  const otherId = demoId(seed, 'PATIENT', twins.first);
  const status = CandidateStatus.DISMISSED;
  return [{ ...row, patientId: id, otherId, score: scores.twins, status }];
}
