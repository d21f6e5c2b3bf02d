import numbersData from './supergraph-numbers.json';

/**
 * The numbers of supergraph-numbers.json: how often the file is read where nothing tells that it
 * changed; for how long it must be the same to count as written; how long an earlier graph is kept,
 * at least, and its connections with it.
 */
export type SupergraphNumbers = Pick<
  typeof numbersData,
  'pollMilliseconds' | 'settleMilliseconds' | 'retireMilliseconds'
>;

export const supergraphNumbers: SupergraphNumbers = numbersData;
