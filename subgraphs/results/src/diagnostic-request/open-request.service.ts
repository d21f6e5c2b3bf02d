import { selectRows } from '@lianyi/shared/database/select-rows';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { ResultsContext } from '../context';
import { isOpenTo } from './diagnostic-request.access';
import { DiagnosticRequest } from './diagnostic-request.entity';
import { DiagnosticRequestForbidden } from './diagnostic-request.errors';

/** A side of a request on which the viewer's institution may stand. */
export type RequestSide = 'centerId' | 'fromInstitutionId';

/**
 * A request to or of the viewer's institution, its patient's record opened for it. One that is
 * none of its own, and one whose record stays shut, are refused like an id that is none.
 */
export async function openRequest(
  { access, manager, viewer }: Pick<ResultsContext, 'access' | 'manager' | 'viewer'>,
  id: string,
  ...sides: RequestSide[]
): Promise<DiagnosticRequest> {
  const request = await findRequest(manager, id);
  if (!request || !sides.some((side) => request[side] === viewer.institutionId))
    throw new DiagnosticRequestForbidden(id);
  try {
    if (isOpenTo(request, await access.require(request.patientId))) return request;
  } catch (error) {
    // A refusal that names the patient would tell that the request is there.
    if (!(error instanceof DomainError && error.code === 'FORBIDDEN')) throw error;
  }
  throw new DiagnosticRequestForbidden(id);
}

export async function findRequest(
  manager: EntityManager,
  id: string,
): Promise<DiagnosticRequest | null> {
  const [row] = await selectRows(manager, DiagnosticRequest, 'WHERE `id` = ?', [id]);
  return row ?? null;
}

/** The row as it stands after a write, which never removes one. */
export async function requestAsStored(manager: EntityManager, id: string) {
  const row = await findRequest(manager, id);
  if (!row) throw new Error(`request ${id} is not there`);
  return row;
}
