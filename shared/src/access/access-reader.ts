import DataLoader from 'dataloader';
import type { RequestIdentity } from '../auth/viewer-header';
import type { KeyRing } from '../crypto/key-ring';
import { Unavailable } from '../errors/domain-error';
import { type AskSubgraph, onBehalf, type SubgraphName } from '../ports/ask-subgraph';
import { type Access, type AccessAction, type OpenedGrant, readGrant } from './access';
import { AccessForbidden } from './access-errors';

/**
 * The grants that travel with one client operation: those that came along, and those made
 * here, which go back to the gateway for the operation's later fetches.
 */
export interface GrantBag {
  readonly tokens: string[];
}

export interface AccessDecision {
  readonly patientId: string;
  readonly grant: string | null;
  readonly mayBreakGlass: boolean;
  /** The part without which it could not be decided: the answer is then neither yes nor no. */
  readonly unavailable?: string | null;
}

const decisionsQuery = `query AccessDecisions($patientIds: [ID!]!, $action: AccessAction!) {
  accessDecisions(patientIds: $patientIds, action: $action) { patientId grant mayBreakGlass unavailable }
}`;

/** Answers "may this viewer?" within one request: from a grant that came along, else by asking. */
export interface AccessReader {
  /** The access, or a FORBIDDEN refusal. One question however many patients are asked for. */
  require(patientId: string): Promise<Access>;
  /** Every record of a patient whose access was required before; else the one asked about alone. */
  recordsOf(patientId: string): readonly string[];
}

/** What a part's reader works with, as long as the process lives. */
export interface AccessDesk {
  readonly ask: AskSubgraph;
  readonly keys: KeyRing;
  readonly now: () => Date;
}

/** Whose request it is, and what came along with it. */
export interface AccessRequest {
  readonly identity: RequestIdentity;
  readonly grants: GrantBag;
}

/** The reader of the part `self`, for one action. */
export function createAccessReader(
  self: SubgraphName,
  { ask, keys, now }: AccessDesk,
  { identity, grants }: AccessRequest,
  action: AccessAction = 'READ_RECORD',
): AccessReader {
  const binding = { viewer: identity.viewer, requestId: identity.requestId, action };
  const open = (grant: string) => readGrant(keys, grant, binding, now());
  const known = new Map<string, OpenedGrant>();
  let read = 0;
  const readNew = () => {
    for (; read < grants.tokens.length; read += 1) {
      const opened = open(grants.tokens[read] ?? '');
      if (opened) known.set(opened.access.patientId, opened);
    }
  };

  const asked = new DataLoader<string, Access>(async (patientIds) => {
    const data = await ask<{ accessDecisions: AccessDecision[] }>('patients', {
      query: decisionsQuery,
      variables: { patientIds, action },
      identity: onBehalf(identity, self),
    });
    const decisions = new Map(data.accessDecisions.map((one) => [one.patientId, one]));
    return patientIds.map((patientId) => {
      const decision = decisions.get(patientId);
      if (decision?.unavailable) return new Unavailable(decision.unavailable);
      if (!decision?.grant) return new AccessForbidden(patientId, decision?.mayBreakGlass ?? false);
      const opened = open(decision.grant);
      // It was allowed, and by the clock here that is over: no refusal, as nobody refused.
      if (!opened) return new Unavailable('patients');
      grants.tokens.push(decision.grant);
      known.set(patientId, opened);
      return opened.access;
    });
  });

  return {
    async require(patientId) {
      readNew();
      const opened = known.get(patientId);
      if (opened && opened.expires >= now().getTime()) return opened.access;
      // What it proved is over, be it within the request: it is asked anew.
      if (opened && known.delete(patientId)) asked.clear(patientId);
      return asked.load(patientId);
    },
    recordsOf: (patientId) => known.get(patientId)?.access.records ?? [patientId],
  };
}
