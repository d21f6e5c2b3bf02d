import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { byKey } from '@lianyi/shared/collections/by-key';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type AskSubgraph, onBehalf } from '@lianyi/shared/ports/ask-subgraph';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { ReportReference } from '../stubs/report.stub';

const reportsQuery = `query ReportsSentAlong($ids: [ID!]!) {
  reportSubjects(ids: $ids) { id kind patientId }
}`;

interface ReportSubject extends ReportReference {
  readonly patientId: string;
}

export interface Asking {
  readonly ask: AskSubgraph;
  readonly identity: RequestIdentity;
}

/**
 * The reports a slip names, with their kind, as results knows them. One of somebody else and an id
 * that is none are refused alike.
 */
export async function reportsSent(
  { ask, identity }: Asking,
  ids: readonly string[],
  records: readonly string[],
): Promise<ReportReference[]> {
  if (ids.length === 0) return [];
  const { reportSubjects } = await ask<{ reportSubjects: ReportSubject[] }>('results', {
    query: reportsQuery,
    variables: { ids },
    identity: onBehalf(identity, 'referrals'),
  });
  const found = byKey(reportSubjects, ({ id }) => id);
  return ids.map((id, at) => {
    const report = found.get(id);
    if (!report || !records.includes(report.patientId))
      throw new InvalidInput(`reportIds[${at}]`, `${shownId(id)} is no report of this patient.`);
    return { kind: report.kind, id };
  });
}
