import { type AskSubgraph, ofItself } from '@lianyi/shared/ports/ask-subgraph';

const query = `query PersonRecords($patientIds: [ID!]!) {
  personRecords(patientIds: $patientIds) { patientId recordIds }
}`;

interface Records {
  readonly patientId: string;
  readonly recordIds: readonly string[];
}

/** This part itself asks: what is found by it tells nobody whose it is. */
const identity = ofItself('results', 'person-records');

/**
 * Every record of those whose person has several. Throws `Unavailable` where patients cannot be
 * asked: a list without them would pass for the whole.
 */
export async function askPersonRecords(
  ask: AskSubgraph,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (patientIds.length === 0) return new Map();
  const variables = { patientIds };
  const data = await ask<{ personRecords: Records[] }>('patients', { query, variables, identity });
  return new Map(data.personRecords.map((one) => [one.patientId, one.recordIds]));
}
