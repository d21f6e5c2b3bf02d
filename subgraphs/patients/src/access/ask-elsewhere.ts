import type { AccessBasis } from '@lianyi/shared/access/access';
import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { isUnavailable } from '@lianyi/shared/errors/is-unavailable';
import { type AskSubgraph, onBehalf, type SubgraphName } from '@lianyi/shared/ports/ask-subgraph';
import type { BasisRule } from '../policy/access-policy';
import { counts } from './choose-basis';
import { type FoundPerson, type HeldBasis, nobody } from './find-bases';

/** Where a basis stands that is not in the own tables: both questions take and yield patient ids. */
interface Elsewhere {
  readonly part: SubgraphName;
  readonly query: string;
}

const elsewhere: Partial<Record<AccessBasis, Elsewhere>> = {
  REFERRAL: {
    part: 'referrals',
    query: `query ReferralBases($patientIds: [ID!]!, $institutionId: ID!) {
  held: referralBases(patientIds: $patientIds, institutionId: $institutionId)
}`,
  },
  DIAGNOSTIC_REQUEST: {
    part: 'results',
    query: `query DiagnosisBases($patientIds: [ID!]!, $institutionId: ID!) {
  held: diagnosisBases(patientIds: $patientIds, institutionId: $institutionId)
}`,
  },
  PRESCRIPTION: {
    part: 'pharmacy',
    query: `query PrescriptionBases($patientIds: [ID!]!, $institutionId: ID!) {
  held: prescriptionBases(patientIds: $patientIds, institutionId: $institutionId)
}`,
  },
};

export interface FoundHere {
  readonly found: ReadonlyMap<string, FoundPerson>;
  readonly patientIds: readonly string[];
}

/** What other parts said of a patient. */
export interface FoundElsewhere {
  heldBy(patientId: string): readonly HeldBasis[];
  /** The part that could not be asked about her; null where all answered that had to be. */
  unaskedOf(patientId: string): SubgraphName | null;
}

/**
 * Asks other parts for bases of the viewer's institution, the strongest first, each about those
 * patients only for whom nothing stronger was found: one question a part, however many patients.
 * What the patient closed counts as not found: her record is asked about, and refused, like one
 * without a basis.
 */
export async function askElsewhere(
  desk: { readonly ask: AskSubgraph },
  identity: RequestIdentity,
  /** Strongest first. */
  rules: readonly BasisRule[],
  { found, patientIds }: FoundHere,
): Promise<FoundElsewhere> {
  const held = new Map<string, HeldBasis[]>();
  const unasked = new Map<string, SubgraphName>();
  const personOf = (id: string) => found.get(id) ?? nobody(id);
  const isOpen = (id: string, stronger: readonly BasisRule[]) => {
    const { bases, heldBack } = personOf(id);
    const known = [...bases, ...(held.get(id) ?? [])].map(({ basis }) => basis);
    return !stronger.some((one) => known.includes(one.basis) && counts(one, heldBack));
  };
  for (const [place, { basis }] of rules.entries()) {
    const where = elsewhere[basis];
    const open = where ? patientIds.filter((id) => isOpen(id, rules.slice(0, place))) : [];
    if (!where || open.length === 0) continue;
    const records = [...new Set(open.flatMap((id) => personOf(id).records))];
    const answer = await askPart(desk, identity, where, records);
    for (const id of open)
      if (answer === null) unasked.set(id, where.part);
      else if (personOf(id).records.some((record) => answer.has(record)))
        held.set(id, [...(held.get(id) ?? []), { basis, reason: null, until: null }]);
  }
  return {
    heldBy: (patientId) => held.get(patientId) ?? [],
    unaskedOf: (patientId) => unasked.get(patientId) ?? null,
  };
}

/** The patients it holds a basis for; null where the part could not be asked (design rule 14). */
async function askPart(
  { ask }: { readonly ask: AskSubgraph },
  identity: RequestIdentity,
  { part, query }: Elsewhere,
  patientIds: readonly string[],
): Promise<ReadonlySet<string> | null> {
  const { institutionId } = identity.viewer;
  try {
    const { held } = await ask<{ held: string[] }>(part, {
      ...{ query, variables: { patientIds, institutionId } },
      identity: onBehalf(identity, 'patients'),
    });
    return new Set(held);
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
}
