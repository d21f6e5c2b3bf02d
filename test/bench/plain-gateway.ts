import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { viewerOfClaims } from '@lianyi/gateway/auth/viewer-claims';
import { supergraphFile } from '@lianyi/gateway/gateway';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import {
  type RequestIdentity,
  signViewerHeader,
  viewerHeader,
} from '@lianyi/shared/auth/viewer-header';
import type { SubgraphName } from '@lianyi/shared/ports/ask-subgraph';
import { jobOf, serve } from './child-side';
import { benchKeys } from './place';

export interface PlainGatewayJob {
  readonly urls: readonly (readonly [SubgraphName, string])[];
  readonly claims: Readonly<Record<string, unknown>>;
}

interface PlainContext extends RequestIdentity {
  readonly grants: string[];
}

/** One client operation; access grants are bound to its request id. */
const contextFor = (viewer: Viewer): PlainContext => ({
  viewer,
  ...{ requestId: randomUUID(), traceId: randomUUID(), grants: [] },
});

/**
 * Apollo's gateway as its documentation sets it up: standalone server, default data sources,
 * all defaults. Left out in its favour: sign-in (the viewer is fixed), limits, logs, metrics.
 * Also in its favour it passes access grants on, so that access is decided once.
 */
async function start({ urls, claims }: PlainGatewayJob) {
  const [keys, viewer, urlOf] = [
    benchKeys(),
    viewerOfClaims(claims),
    new Map<string, string>(urls),
  ];
  const gateway = new ApolloGateway({
    supergraphSdl: readFileSync(supergraphFile, 'utf8'),
    buildService: ({ name }) =>
      new RemoteGraphQLDataSource<PlainContext>({
        url: urlOf.get(name) ?? '',
        willSendRequest({ request, context, kind }) {
          if (kind !== 'incoming operation') return;
          request.extensions = { grants: [...context.grants] };
          const { http, query, ...rest } = request;
          // The very text the data source sends: the signature covers the body's bytes.
          const body = JSON.stringify({ query, ...rest });
          http?.headers.set(viewerHeader, signViewerHeader(keys, name, context, body, new Date()));
        },
        didReceiveResponse({ response, context }) {
          const issued: unknown = response.extensions?.grants;
          if (Array.isArray(issued)) context.grants.push(...issued.map(String));
          return response;
        },
      }),
  });
  const server = new ApolloServer<PlainContext>({ gateway });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async () => contextFor(viewer),
  });
  return { url, close: () => server.stop() };
}

serve(start(jobOf<PlainGatewayJob>()));
