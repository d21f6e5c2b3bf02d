import { DomainError } from '@lianyi/shared/errors/domain-error';
import type { PatientsContext } from '../context';
import { describeEvent } from './describe-event';

/** Does what was asked about a patient; a refusal is durable in the log before it is thrown. */
export async function recordRefusals<Result>(
  { chain, identity, now }: Pick<PatientsContext, 'chain' | 'identity' | 'now'>,
  patientId: string,
  action: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) {
      const refused = { allowed: false, basis: null, reason: error.code } as const;
      await chain.append([describeEvent(identity, now(), { patientId, action, ...refused })]);
    }
    throw error;
  }
}
