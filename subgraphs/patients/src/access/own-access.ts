import { type AccessReader, createAccessReader } from '@lianyi/shared/access/access-reader';
import type { AskSubgraph } from '@lianyi/shared/ports/ask-subgraph';
import type { SubgraphRequest } from '@lianyi/shared/subgraph/subgraph';
import { type AccessDesk, decideAccess } from './decide-access.service';

/**
 * The access reader every part has, for the part that decides itself: received grants are used,
 * the rest is decided here, and what was decided goes on with the request.
 */
export function createOwnAccess(desk: AccessDesk, request: SubgraphRequest): AccessReader {
  const { identity } = request;
  const decideHere: AskSubgraph = async <Data>(_name: string, { variables }: AskedOf) => {
    const { patientIds } = variables as { patientIds: readonly string[] };
    // The reader's own question, answered in its own shape.
    return {
      accessDecisions: await decideAccess(desk, identity, patientIds, 'READ_RECORD'),
    } as Data;
  };
  const { keys, now } = desk;
  return createAccessReader('patients', { keys, now, ask: decideHere }, request);
}

type AskedOf = Parameters<AskSubgraph>[1];
