import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { onBehalf } from '@lianyi/shared/ports/ask-subgraph';
import { days, now } from '../clock';
import { identityOf, type RunningMatrix } from '../start-matrix';
import type { Differences } from './cell';

const decide = `query ($ids: [ID!]!, $action: AccessAction!) {
  accessDecisions(patientIds: $ids, action: $action) { grant }
}`;
const reports = `query ($r: [_Any!]!) {
  _entities(representations: $r) { ... on Patient { labReports { nodes { id } } } }
}`;

/** Milliseconds before its basis ends at which a grant is taken, and for which it is good. */
const [early, lifetime] = [5000, 10_000];

/** The first moment of tomorrow in Shanghai, when a contract of which today is the last day has ended. */
const midnight = Date.parse(`${days(1)}T00:00:00+08:00`);

/**
 * Grants taken while a contract was in force, used when it is not: good for the same viewer and
 * request as long as they live, and for nothing else.
 */
export async function* replayedGrants(matrix: RunningMatrix, viewer: Viewer): Differences {
  const patient = matrix.patients.find(({ situation }) => situation.name === 'contract-ends-today');
  const id = patient?.id ?? '';
  const take = async (identity: RequestIdentity, action: string) => {
    const asked = {
      identity: onBehalf(identity, 'results'),
      query: decide,
      variables: { ids: [id], action },
    };
    const { data } = await matrix.askPart({ part: 'patients', ...asked });
    return (
      (data as unknown as { accessDecisions: { grant: string }[] } | null)?.accessDecisions[0]
        ?.grant ?? ''
    );
  };
  const opens = async (identity: RequestIdentity, grant: string) => {
    const variables = { r: [{ __typename: 'Patient', id }] };
    const answer = await matrix.askPart({
      part: 'results',
      identity,
      query: reports,
      variables,
      grants: [grant],
    });
    if (answer.errors?.some(({ extensions }) => extensions.code !== 'FORBIDDEN')) return 'fails';
    // Own data alone, which is left of the contract, shows no report of another member.
    return JSON.stringify(answer.data ?? null).includes('"nodes":[{') ? 'opens' : 'shut';
  };
  const [request, logRequest] = [identityOf(viewer), identityOf(viewer)];
  matrix.at = new Date(midnight - early);
  const grant = await take(request, 'READ_RECORD');
  const logGrant = await take(logRequest, 'READ_ACCESS_LOG');
  const uses = usesOf(viewer, { request, grant, logRequest, logGrant });
  try {
    for (const [use, after, identity, token, expected] of uses) {
      matrix.at = new Date(midnight + after);
      const outcome = await opens(identity, token);
      if (outcome !== expected) yield `a grant to ${use}: ${outcome}, not ${expected}`;
    }
  } finally {
    matrix.at = now;
  }
}

/** The same claims under a signature nobody made. */
const forged = (grant: string) => `${grant.slice(0, -2)}${grant.endsWith('AA') ? 'BB' : 'AA'}`;

/** Viewers who differ in one thing each. */
const others = (viewer: Viewer): readonly (readonly [string, Viewer])[] => [
  ['another subject', { ...viewer, subject: 'matrix:another' }],
  ['the same subject elsewhere', { ...viewer, institutionId: 'township-shahe' }],
  ['the same subject in another role', { ...viewer, roles: ['FAMILY_DOCTOR'] }],
  ['the same subject with another scope', { ...viewer, scopes: ['identified'] }],
];

interface Taken {
  readonly request: RequestIdentity;
  readonly grant: string;
  readonly logRequest: RequestIdentity;
  readonly logGrant: string;
}

type Use = readonly [
  what: string,
  after: number,
  by: RequestIdentity,
  grant: string,
  expected: 'opens' | 'shut',
];

/** What the grants are used for, how long after the contract ended, and whether that opens the record. */
const usesOf = (
  viewer: Viewer,
  { request, grant, logRequest, logGrant }: Taken,
): readonly Use[] => [
  ['its own request', 0, request, grant, 'opens'],
  ['its own request, in the last moment of its life', lifetime - early, request, grant, 'opens'],
  ['its own request, a millisecond later', lifetime - early + 1, request, grant, 'shut'],
  ['another request', 0, identityOf(viewer), grant, 'shut'],
  ['another action', 0, logRequest, logGrant, 'shut'],
  ['its own request, with another signature', 0, request, forged(grant), 'shut'],
  ...others(viewer).map(
    ([who, other]): Use => [
      `the same request of ${who}`,
      0,
      { ...request, viewer: other },
      grant,
      'shut',
    ],
  ),
];
