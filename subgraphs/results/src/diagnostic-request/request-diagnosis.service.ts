import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { CatalogueItem } from '../catalogue/item';
import { requireCenterOf } from '../community/require-member';
import type { ResultsContext } from '../context';
import { isOpenTo } from './diagnostic-request.access';
import { DiagnosticRequest } from './diagnostic-request.entity';
import { DiagnosticRequestForbidden, RequestDiffers } from './diagnostic-request.errors';
import { checkDiagnosticRequest, type DiagnosticRequestInput } from './diagnostic-request.inputs';
import { present } from './present-request';
import { toRequestRow } from './request-row';

/**
 * Asks a centre of the community to diagnose an exam that the viewer's institution made. The
 * sender's id makes one request of however many are sent; the same id with other content is
 * CONFLICT. Refuses with INVALID_INPUT naming the field, or as the patient's record is refused.
 */
export async function requestDiagnosis(
  context: ResultsContext,
  input: DiagnosticRequestInput,
): Promise<DiagnosticRequest> {
  checkDiagnosticRequest(input, context.now());
  const { access, catalogue, database, viewer } = context;
  const item = catalogue.resolve(viewer.institutionId, input.itemCode)?.item;
  if (!item?.orderable) throw new InvalidInput('itemCode', 'is no item of the catalogue.');
  await requireCenterOf(context.positions, viewer.institutionId, input.centerId);
  const opened = await access.require(input.patientId);
  const asked = requestRow(context, input, item);
  if (!isOpenTo(asked, opened)) throw new DiagnosticRequestForbidden(asked.id);
  const stored = await database.transaction(async (manager) => {
    await insertRows(manager, DiagnosticRequest, [asked], {
      keepOn: ['fromInstitutionId', 'sourceId'],
    });
    const key = [asked.fromInstitutionId, asked.sourceId];
    const tail = 'WHERE `fromInstitutionId` = ? AND `sourceId` = ?';
    const [row] = await selectRows(manager, DiagnosticRequest, tail, key);
    if (!row) throw new Error(`no row for request ${asked.id} after its insert`);
    return row;
  });
  if (stored.digest !== asked.digest) throw new RequestDiffers(input.sourceId, stored.id);
  return present(stored, context);
}

function requestRow(
  { diagnosis, newId, now, viewer }: ResultsContext,
  input: DiagnosticRequestInput,
  item: CatalogueItem,
): DiagnosticRequest {
  const { patientId, centerId, sourceId, performedAt } = input;
  const { studyInstanceUid = null, clinicalQuestion = null } = input;
  return toRequestRow(diagnosis, item, {
    id: newId(),
    ...{ patientId, centerId, sourceId, performedAt, studyInstanceUid },
    ...{ clinicalQuestion, urgency: input.urgency ?? 'ROUTINE', requestedAt: now() },
    fromInstitutionId: viewer.institutionId,
  });
}
