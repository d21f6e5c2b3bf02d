import { Supergraph } from '@apollo/federation-internals';
import { type CompiledGraph, compiledGraph } from '../execution/plan/compiled-gateway';
import { SupergraphRefused } from '../execution/planning/refusals';
import type { ForeignClients, Member, TakenClients } from './foreign-clients';

/** A supergraph that is served. */
export interface ServedGraph
  extends Omit<CompiledGraph, 'runKnown'>,
    Pick<TakenClients, 'leftAlone' | 'release'> {
  readonly supergraphSdl: string;
}

/** Characters of a reason: composition errors can be as long as the file. */
const longestReason = 2000;

/** Reads a supergraph. Throws `SupergraphRefused` with the reason where it is not served. */
export function loadGraph(supergraphSdl: string, clients: ForeignClients): ServedGraph {
  const members = readMembers(supergraphSdl);
  const { find, leftAlone, release } = clients.take(members);
  try {
    return { ...compiledGraph(supergraphSdl, find), supergraphSdl, leftAlone, release };
  } catch (error) {
    void release();
    throw refusalOf(error);
  }
}

function readMembers(supergraphSdl: string): Member[] {
  const members = readSubgraphs(supergraphSdl);
  for (const { name, url } of members) checkAddress(name, url);
  return members;
}

function readSubgraphs(supergraphSdl: string): Member[] {
  try {
    return Supergraph.build(supergraphSdl)
      .subgraphsMetadata()
      .map(({ name, url }) => ({ name, url }));
  } catch (error) {
    throw refusalOf(error);
  }
}

/** A name and password in an address would be sent to nobody, and stand in logs. */
function checkAddress(name: string, url: string) {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  const isHttp = address?.protocol === 'http:' || address?.protocol === 'https:';
  if (!isHttp) throw new SupergraphRefused(`Subgraph ${name} has no http or https address in it.`);
  if (address?.username || address?.password)
    throw new SupergraphRefused(`The address of subgraph ${name} holds a user or a password.`);
}

const refusalOf = (error: unknown): SupergraphRefused =>
  error instanceof SupergraphRefused
    ? error
    : new SupergraphRefused(
        (error instanceof Error ? error.message : String(error)).slice(0, longestReason),
      );
