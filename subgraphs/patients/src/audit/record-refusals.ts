import { DomainError } from '@lianyi/shared/errors/domain-error';
import type { PatientsContext } from '../context';
import { describeEvent } from './describe-event';

/** Does what was asked about a patient, or several; a refusal is durable in the log of each before it is thrown. */
export async function recordRefusals<Result>(
  { chain, identity, now }: Pick<PatientsContext, 'chain' | 'identity' | 'now'>,
  patients: string | readonly string[],
  action: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) {
      const refused = { allowed: false, basis: null, reason: error.code } as const;
      const at = now();
      await chain.append(
        [patients]
          .flat()
          .map((patientId) => describeEvent(identity, at, { patientId, action, ...refused })),
      );
    }
    throw error;
  }
}
