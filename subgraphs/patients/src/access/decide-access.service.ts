import { type Access, type AccessAction, signGrant } from '@lianyi/shared/access/access';
import { holderOf } from '@lianyi/shared/auth/holder-of';
import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import type { KeyRing } from '@lianyi/shared/crypto/key-ring';
import type { Database } from '@lianyi/shared/database/database';
import { isUnavailable } from '@lianyi/shared/errors/is-unavailable';
import type { AskSubgraph } from '@lianyi/shared/ports/ask-subgraph';
import type { ReadCommunity } from '@lianyi/shared/ports/community';
import type { AccessChain } from '../audit/access-chain';
import type { NewAccessEvent } from '../audit/chain-hash';
import { describeEvent } from '../audit/describe-event';
import type { AccessPolicy, ViewerRule } from '../policy/access-policy';
import { askElsewhere } from './ask-elsewhere';
import { type Chosen, chooseBasis } from './choose-basis';
import { findBases, nobody } from './find-bases';

/** What deciding needs; it lives as long as the process. */
export interface AccessDesk {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly ask: AskSubgraph;
  readonly now: () => Date;
  readonly policy: AccessPolicy;
  readonly chain: AccessChain;
  readonly community: ReadCommunity;
}

/** The answer about one patient. */
export interface Decision {
  readonly patientId: string;
  readonly access: Access | null;
  /** Proves the access to other parts for as long as the request may take. */
  readonly grant: string | null;
  /** Whether breaking the glass would open what stays shut. */
  readonly mayBreakGlass: boolean;
  /** The part without which it could not be decided; the answer then is neither yes nor no. */
  readonly unavailable: string | null;
}

/**
 * The one answer to who may see whom (design rule 1). The number of statements and questions
 * does not grow with the patients. Every decision, refusals too, is durable before it is
 * returned; where it cannot be recorded this rejects with UNAVAILABLE.
 */
export async function decideAccess(
  desk: AccessDesk,
  identity: RequestIdentity,
  patientIds: readonly string[],
  action: AccessAction,
): Promise<Decision[]> {
  const weighed = await weighAccess(desk, identity, patientIds);
  const instant = desk.now();
  await desk.chain.append(
    weighed.map((one) =>
      describeEvent(identity, instant, {
        ...groundsOf(one),
        ...{ patientId: one.patientId, action, allowed: one.access !== null },
      }),
    ),
  );
  const shut = weighed.some(({ access }) => access === null);
  const breakable = shut && (await mayBreakGlass(desk, identity));
  const binding = { viewer: identity.viewer, requestId: identity.requestId, action };
  return weighed.map(({ patientId, access, unavailable, until }) => ({
    patientId,
    ...{ access, unavailable },
    mayBreakGlass: breakable && access === null,
    grant: access && signGrant(desk.keys, access, binding, instant, until),
  }));
}

export interface Weighed extends Omit<Decision, 'grant' | 'mayBreakGlass'> {
  /** Every record of the person, the one asked about first; it alone where nobody is registered. */
  readonly records: readonly string[];
  /** Why it was refused, or in which words the glass was broken; for the log. */
  readonly reason: string | null;
  /** From which moment on the basis opens nothing; null where it does not end by the clock. */
  readonly until: Date | null;
  /** RESTRICTED where it opens what the patient keeps from this institution; for the log. */
  readonly circumstance: 'RESTRICTED' | null;
}

/** On what grounds somebody saw a patient, or did not; for the log. */
export type Grounds = Pick<NewAccessEvent, 'basis' | 'reason' | 'circumstance'>;

/** What every event of a decision says of it, whatever was done with it. */
export const groundsOf = ({ access, reason, circumstance }: Weighed): Grounds => ({
  basis: access?.basis ?? null,
  ...{ reason, circumstance },
});

/** The decision without its record: for questions that record themselves as something else. */
export async function weighAccess(
  desk: Omit<AccessDesk, 'chain' | 'community' | 'keys'>,
  identity: RequestIdentity,
  patientIds: readonly string[],
): Promise<Weighed[]> {
  const { viewer } = identity;
  const rule = desk.policy.ruleOf(viewer);
  const found = await findBases(desk.database.read, {
    patientIds,
    ...{ institutionId: viewer.institutionId, holder: holderOf(viewer) },
    now: desk.now(),
    bases: rule.bases.map(({ basis }) => basis),
    encounterDays: desk.policy.encounterDays,
  });
  const elsewhere = await askElsewhere(desk, identity, rule.bases, { found, patientIds });
  return patientIds.map((patientId) => {
    const { records, bases, heldBack } = found.get(patientId) ?? nobody(patientId);
    const held = new Map([...bases, ...elsewhere.heldBy(patientId)].map((one) => [one.basis, one]));
    const standing = chooseBasis(rule.bases, new Set(held.keys()), heldBack);
    const unavailable = opensAll(standing) ? null : elsewhere.unaskedOf(patientId);
    const chosen = unavailable === null ? standing : null;
    const basis = chosen && held.get(chosen.rule.basis);
    return {
      patientId,
      ...{ records, unavailable },
      access: chosen && toAccess({ patientId, records }, chosen, viewer.scopes),
      reason: basis ? basis.reason : refusalReason(rule, unavailable),
      until: basis?.until ?? null,
      circumstance: chosen?.againstRestriction ? 'RESTRICTED' : null,
    };
  });
}

/**
 * What could not be asked is stronger than what stands. Where that shows own rows alone, the others
 * would be missing without a word (design rule 14).
 */
const opensAll = (standing: Chosen | null) => standing?.rule.scope === 'ALL';

function toAccess(
  person: Pick<Access, 'patientId' | 'records'>,
  { rule, sensitive }: Chosen,
  scopes: readonly string[],
): Access {
  const { basis, scope } = rule;
  const identified = basis !== 'PLATFORM_SCOPE' || scopes.includes('identified');
  return { ...person, basis, scope, sensitive, identified };
}

/** To institutions outside the community only a referral opens a record. */
async function mayBreakGlass(
  { community, policy }: Pick<AccessDesk, 'community' | 'policy'>,
  identity: RequestIdentity,
): Promise<boolean> {
  const { viewer } = identity;
  if (!policy.ruleOf(viewer).breakGlass) return false;
  try {
    return !(await community(identity)).isOutside(viewer.institutionId);
  } catch (error) {
    // A refusal needs no other part; who then tries is told what could not be asked.
    if (isUnavailable(error)) return true;
    throw error;
  }
}

function refusalReason({ bases }: ViewerRule, unavailable: string | null) {
  if (bases.length === 0) return 'the role opens no record';
  return unavailable === null ? 'no basis' : `undecided: ${unavailable} could not be asked`;
}
