import { byKey } from '@lianyi/shared/collections/by-key';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { type AskSubgraph, ofItself } from '@lianyi/shared/ports/ask-subgraph';
import type { AddressReason } from './critical-value.entity';

const careQuery = `query PatientCare($patientIds: [ID!]!) {
  patientCare(patientIds: $patientIds) { patientId birthDate treatedAt contractedWith }
}`;

/** Who takes part in a patient's care, as patients tells it to this part alone. */
export interface Care {
  readonly patientId: string;
  readonly birthDate: string | null;
  readonly treatedAt: readonly string[];
  readonly contractedWith: string | null;
}

/** This part itself asks: whom an alarm concerns is decided for nobody's eyes. */
const identity = ofItself('results', 'patient-care');

/**
 * The care of patients, in one question; null where patients could not be asked. An alarm is
 * raised all the same, so no failure of another part may stop it.
 */
export async function askCare(
  ask: AskSubgraph,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, Care> | null> {
  try {
    const variables = { patientIds };
    const data = await ask<{ patientCare: Care[] }>('patients', {
      query: careQuery,
      ...{ variables, identity },
    });
    return byKey(data.patientCare, ({ patientId }) => patientId);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

export interface Addressee {
  readonly institutionId: string;
  readonly reason: AddressReason;
}

export interface Addressed {
  /** Who reported it. */
  readonly institutionId: string;
  readonly orderedById: string | null;
}

/**
 * Whom a critical value concerns: who ordered the test, else where she is treated, and her family
 * doctor. Who ordered it but takes no part in her care could not open it, so where she is treated
 * is told beside. Who reported it always sees it, and answers for it where there is nobody else.
 * `care` is null where it could not be asked: until it is, only those known without it are told.
 */
export function addresseesOf(
  { institutionId, orderedById }: Addressed,
  care: Care | null,
): Addressee[] {
  const caring = new Set([...(care?.treatedAt ?? []), care?.contractedWith ?? null]);
  const ordered = orderedById === null ? [] : [orderedById];
  const treating = ordered.some((one) => caring.has(one)) ? [] : (care?.treatedAt ?? []);
  const doctor = care?.contractedWith ?? null;
  const wanted: Addressee[] = [
    ...ordered.map((id) => ({ institutionId: id, reason: 'ORDERING' as const })),
    ...treating.map((id) => ({ institutionId: id, reason: 'TREATING' as const })),
    ...(doctor === null ? [] : [{ institutionId: doctor, reason: 'FAMILY_DOCTOR' as const }]),
  ];
  // Of several reasons the first stands.
  const reasons = new Map(wanted.reverse().map((one) => [one.institutionId, one.reason]));
  const last = care !== null && reasons.size === 0 ? 'NOBODY_ELSE' : 'REPORTING';
  if (!reasons.has(institutionId)) reasons.set(institutionId, last);
  return [...reasons].map(([id, reason]) => ({ institutionId: id, reason }));
}
