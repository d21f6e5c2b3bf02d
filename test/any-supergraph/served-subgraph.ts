import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SmallSubgraph, schemaOf } from '@lianyi/gateway/testing/small-graph';
import { graphql } from 'graphql';

/** A subgraph that is not the product's, behind HTTP. */
export interface ServedSubgraph {
  readonly url: string;
  /** The headers of every question. */
  readonly asked: readonly IncomingHttpHeaders[];
  close(): Promise<void>;
}

export async function serveSmall(subgraph: SmallSubgraph): Promise<ServedSubgraph> {
  const schema = schemaOf(subgraph);
  const asked: IncomingHttpHeaders[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push(request.headers);
    const { query: source, variables: variableValues } = JSON.parse(body);
    const answer = await graphql({ schema, source, variableValues });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
