import { DomainError, errorCodes, Unavailable } from '../errors/domain-error';
import type { AskSubgraph, SubgraphName, SubgraphQuestion } from '../ports/ask-subgraph';
import type { RunningSubgraph, SubgraphAnswer } from './subgraph';

/** The data of an answer, or its first refusal thrown as the refusal it was. */
export function dataOrRefusal<Data>(subgraph: SubgraphName, result: SubgraphAnswer): Data {
  const error = result.errors?.[0];
  if (error) {
    const { code: given, ...details } = error.extensions ?? {};
    const code = errorCodes.find((known) => known === given);
    if (code === undefined) throw new Unavailable(subgraph);
    throw new DomainError(code, error.message, plain(details));
  }
  if (result.data == null) throw new Unavailable(subgraph);
  // The caller named the shape together with the query it wrote.
  return result.data as Data;
}

const plain = (details: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(details).flatMap(([key, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) ? [[key, value as string]] : [],
    ),
  );

/** Asks subgraphs of this process; `find` is asked late, as they start one after another. */
export const createLocalAsk =
  (find: (name: SubgraphName) => RunningSubgraph | undefined): AskSubgraph =>
  async <Data>(name: SubgraphName, question: SubgraphQuestion) => {
    const subgraph = find(name);
    if (!subgraph) throw new Unavailable(name);
    const context = subgraph.contextFor({ identity: question.identity, grants: { tokens: [] } });
    return dataOrRefusal<Data>(
      name,
      await subgraph.execute(question.query, question.variables, context),
    );
  };
