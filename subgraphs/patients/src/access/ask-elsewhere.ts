import { type AccessBasis, accessBases } from '@lianyi/shared/access/access';
import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { isUnavailable } from '@lianyi/shared/errors/is-unavailable';
import { type AskSubgraph, onBehalf, type SubgraphName } from '@lianyi/shared/ports/ask-subgraph';
import type { BasisRule } from '../policy/access-policy';
import { counts } from './choose-basis';
import { type FoundPerson, type HeldBasis, nobody } from './find-bases';

/** Where a basis stands that is not in the own tables: the field takes and yields patient ids. */
interface Elsewhere {
  readonly part: SubgraphName;
  readonly field: string;
}

const elsewhere: Partial<Record<AccessBasis, Elsewhere>> = {
  REFERRAL: { part: 'referrals', field: 'referralBases' },
  CONSULTATION: { part: 'referrals', field: 'consultationBases' },
  DIAGNOSTIC_REQUEST: { part: 'results', field: 'diagnosisBases' },
  PRESCRIPTION: { part: 'pharmacy', field: 'prescriptionBases' },
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
 * patients only for whom nothing stronger was found: one question a part, for all of its bases that
 * count, however many patients.
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
  const parts = new Set<SubgraphName>();
  for (const [place, { basis }] of rules.entries()) {
    const part = elsewhere[basis]?.part;
    if (part === undefined || parts.has(part)) continue;
    parts.add(part);
    const open = patientIds.filter((id) => isOpen(id, rules.slice(0, place)));
    if (open.length === 0) continue;
    const records = [...new Set(open.flatMap((id) => personOf(id).records))];
    const bases = rules.map((one) => one.basis).filter((one) => elsewhere[one]?.part === part);
    const answer = await askPart(desk, identity, { part, bases, records });
    for (const id of open)
      if (answer === null) unasked.set(id, part);
      else held.set(id, [...(held.get(id) ?? []), ...heldIn(answer, personOf(id).records)]);
  }
  return {
    heldBy: (patientId) => held.get(patientId) ?? [],
    unaskedOf: (patientId) => unasked.get(patientId) ?? null,
  };
}

/** Patient ids by basis. */
type Answer = Partial<Record<AccessBasis, readonly string[]>>;

interface Question {
  readonly part: SubgraphName;
  readonly bases: readonly AccessBasis[];
  readonly records: readonly string[];
}

/** Whom it holds bases for; null where the part could not be asked (design rule 14). */
async function askPart(
  { ask }: { readonly ask: AskSubgraph },
  identity: RequestIdentity,
  { part, bases, records }: Question,
): Promise<Answer | null> {
  const { institutionId } = identity.viewer;
  const fields = bases.map(
    (basis) =>
      `${basis}: ${elsewhere[basis]?.field}(patientIds: $patientIds, institutionId: $institutionId)`,
  );
  try {
    return await ask<Answer>(part, {
      query: `query Bases($patientIds: [ID!]!, $institutionId: ID!) { ${fields.join(' ')} }`,
      variables: { patientIds: records, institutionId },
      identity: onBehalf(identity, 'patients'),
    });
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
}

/** The bases for any of a person's records. */
const heldIn = (answer: Answer, records: readonly string[]): HeldBasis[] =>
  accessBases
    .filter((basis) => answer[basis]?.some((id) => records.includes(id)))
    .map((basis) => ({ basis, reason: null, until: null }));
