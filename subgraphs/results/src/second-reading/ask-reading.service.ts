import { hasRole } from '@lianyi/shared/auth/viewer';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { ResultsContext } from '../context';
import { claimers, requesters } from '../diagnostic-request/diagnostic-request.access';
import { openRequest, type RequestSide } from '../diagnostic-request/open-request.service';
import { SecondReading } from './second-reading.entity';
import { NotReported } from './second-reading.errors';

/**
 * Asks a second person for a reading of an exam that was reported: at the same centre, or at
 * another member of its community. Both sides of the request may ask; asked again it is the same
 * reading. Refuses with CONFLICT before there is a report, with INVALID_INPUT naming the centre.
 */
export async function askSecondReading(
  context: ResultsContext,
  requestId: string,
  centerId: string,
): Promise<SecondReading> {
  checkText('centerId', centerId, { characters: 36 });
  const { database, newId, now, viewer } = context;
  const sides: RequestSide[] = [
    ...(hasRole(viewer, ...claimers) ? (['centerId'] as const) : []),
    ...(hasRole(viewer, ...requesters) ? (['fromInstitutionId'] as const) : []),
  ];
  const request = await openRequest(context, requestId, ...sides);
  if (request.status !== 'REPORTED') throw new NotReported(requestId);
  if (centerId !== request.centerId) await requireMember(context, request.centerId, centerId);
  const asked = { id: newId(), requestId, centerId, patientId: request.patientId, askedAt: now() };
  return database.transaction(async (manager) => {
    await insertRows(manager, SecondReading, [asked], { keepOn: ['requestId', 'centerId'] });
    const tail = 'WHERE `requestId` = ? AND `centerId` = ?';
    const [row] = await selectRows(manager, SecondReading, tail, [requestId, centerId]);
    if (!row) throw new Error(`no row for second reading ${asked.id} after its insert`);
    return row;
  });
}

async function requireMember(
  { positions }: Pick<ResultsContext, 'positions'>,
  firstId: string,
  secondId: string,
) {
  const [first, second] = await Promise.all([positions(firstId), positions(secondId)]);
  if (!second?.consortiumIds.some((id) => first?.consortiumIds.includes(id)))
    throw new InvalidInput('centerId', 'is no member of the centre’s medical community.');
}
