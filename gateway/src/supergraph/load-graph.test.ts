import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { composed } from '../testing/small-graph';
import { createForeignClients } from './foreign-clients';
import { loadGraph } from './load-graph';

/** What is watched at the moment, by name. */
function start() {
  const watched: string[] = [];
  const clients = createForeignClients({
    ...{ timeoutMs: 1000, logger: createLogger('test', 'silent'), recordFetch: () => undefined },
    state: {
      watchRemote({ name }) {
        watched.push(name);
        return () => void watched.splice(watched.indexOf(name), 1);
      },
    },
  });
  return { watched, clients };
}

const supergraph = composed({ shops: { typeDefs: 'type Query { shop: String }' } });
const at = (url: string) => supergraph.replace('http://127.0.0.1/shops', url);

describe('loadGraph', () => {
  it.each([
    ['no GraphQL', 'type Query {', /Syntax Error/],
    ['no supergraph', 'type Query { a: Int }', /core schema|link/i],
    ['an address of another kind', at('ftp://127.0.0.1/'), /^Subgraph shops has no http or https/],
    ['no address', at(''), /^Subgraph shops has no http or https/],
    [
      'a password in an address',
      at('http://a:b@127.0.0.1/'),
      /^The address of subgraph shops holds/,
    ],
    [
      'a rule of security that nobody here would keep',
      supergraph.replace(
        'schema\n',
        'schema @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)\n',
      ),
      /authenticated/,
    ],
  ])('refuses %s', (_what, text, reason) => {
    const { clients, watched } = start();
    const load = () => loadGraph(text, clients);
    expect(load).toThrow(expect.objectContaining({ name: 'SupergraphRefused' }));
    expect(load).toThrow(reason);
    expect(watched).toEqual([]);
  });

  it('keeps the connections that the next graph has too, and closes the others', async () => {
    const { clients, watched } = start();
    const first = loadGraph(supergraph, clients);
    const same = loadGraph(`${supergraph}\n# again`, clients);
    expect(watched).toEqual(['shops']);
    const elsewhere = loadGraph(at('http://127.0.0.1/moved'), clients);
    expect(watched).toEqual(['shops', 'shops']);
    await first.release();
    await elsewhere.release();
    expect(watched).toEqual(['shops']);
    await same.release();
    expect(watched).toEqual([]);
  });
});
