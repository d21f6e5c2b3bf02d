import { createHash } from 'node:crypto';
import type { RequestIdentity } from '../auth/viewer-header';
import { type AskSubgraph, onBehalf, type SubgraphName } from './ask-subgraph';

/**
 * What patients answers to a part that stores something a sender reports on a patient: which
 * patient it is, registered where she is not known. It decides whether the viewer may post on
 * her, records that, and from then on the viewer's institution holds data of its own there.
 */
export const resolvePatientRefMutation = `mutation ResolvePatientRef($patient: PatientRefInput!, $sourceKey: String!) {
  resolvePatientRef(ref: $patient, action: POST_REPORT, sourceKey: $sourceKey) { patientId }
}`;

export interface ResolvePatientRef {
  readonly resolvePatientRef: { readonly patientId: string };
}

/** Who asks, and by what. */
export interface Asking {
  readonly ask: AskSubgraph;
  readonly identity: RequestIdentity;
}

/**
 * Asks patients. `source` tells this message from the sender's others: a reference without any
 * number names the same patient when the message comes again. It leaves as a hash.
 */
export async function resolvePatientRef(
  { ask, identity }: Asking,
  self: SubgraphName,
  patient: object,
  source: readonly unknown[],
): Promise<string> {
  const sourceKey = createHash('sha256')
    .update(JSON.stringify([source, patient]))
    .digest('hex');
  const data = await ask<ResolvePatientRef>('patients', {
    query: resolvePatientRefMutation,
    variables: { patient, sourceKey },
    identity: onBehalf(identity, self),
  });
  return data.resolvePatientRef.patientId;
}
