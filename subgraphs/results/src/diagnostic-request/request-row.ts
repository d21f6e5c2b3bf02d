import { createHash } from 'node:crypto';
import type { CatalogueItem } from '../catalogue/item';
import type { DiagnosisRules } from './diagnosis-rules';
import { urgencies } from './diagnosis-words';
import { DiagnosticRequest } from './diagnostic-request.entity';

/** What a sender says, and who it is. */
export type DiagnosisFacts = Pick<
  DiagnosticRequest,
  | 'id'
  | 'patientId'
  | 'fromInstitutionId'
  | 'centerId'
  | 'sourceId'
  | 'urgency'
  | 'performedAt'
  | 'studyInstanceUid'
  | 'clinicalQuestion'
  | 'requestedAt'
>;

/** A request as it begins: due by its item's kind and its urgency. */
export function toRequestRow(
  rules: DiagnosisRules,
  item: CatalogueItem,
  facts: DiagnosisFacts,
): DiagnosticRequest {
  const { patientId, centerId, performedAt, studyInstanceUid, clinicalQuestion, urgency } = facts;
  const content = [patientId, item.code, centerId, performedAt, studyInstanceUid, clinicalQuestion];
  const kind = rules.kindOf(item.category);
  return Object.assign(new DiagnosticRequest(), {
    ...facts,
    ...{ itemCode: item.code, kind, status: 'REQUESTED', sensitive: item.sensitive },
    urgencyRank: urgencies.indexOf(urgency),
    dueAt: rules.dueAt(kind, urgency, facts.requestedAt),
    digest: createHash('sha256')
      .update(JSON.stringify([...content, urgency]))
      .digest('hex'),
  } satisfies Partial<DiagnosticRequest>);
}
